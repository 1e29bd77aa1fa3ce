package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Tensor;

/**
 * Did the generator learn its training images by heart? The data-copying test of Meehan, Chaudhuri
 * and Dasgupta (2020, arXiv:2004.05675, section 3.1), over all images in one cell.
 *
 * <p>Each generated image, and each held-out real one, has a distance in feature space to the
 * nearest training image. The hypothesis to be rejected: both kinds of distance have one
 * distribution, as if generated images were fresh from where the data are from. The alternative:
 * those of generated images tend to be smaller. A small p thus says that generated images are
 * closer to the training images than unseen real ones are. A p near 1 says the opposite, that they
 * are further away, as bad images are, too: it is no sign of quality.
 *
 * <p>A small p alone does not prove copying: blurred images, or those of the densest region only,
 * are close to all real images, trained on or not. Then the share of generated images whose nearest
 * real image is a training image stays what it is by chance, T/(T+H); copies bring it towards 1.
 *
 * <p>Distances are to the same training images on both sides of the test, and the share is held
 * against its own expectation, so that training and held-out images need not be equally many.
 */
public final class Memorisation {
  private static final String NAME = "memorisation";

  private Memorisation() {}

  /**
   * The outcome.
   *
   * @param u of Mann and Whitney: pairs of a generated and a held-out image of which the generated
   *     one is further from the training images, ties as one half
   * @param z u less its expectation, in its standard deviations: negative where generated images
   *     are closer
   * @param p the probability of a z as low where nothing is copied, one-sided, by the normal
   *     approximation with correction for ties
   * @param generatedMedian distance of a generated image to its nearest training image
   * @param heldOutMedian distance of a held-out image to its nearest training image
   * @param share of generated images, 0 … 1, whose nearest real image is a training image, not a
   *     held-out one; at equal distances one half
   * @param expectedShare the share where nothing is copied: T/(T+H)
   * @param nearest for each generated image, the numbers of the training images next to it, nearest
   *     first
   */
  public record Result(
      double u,
      double z,
      double p,
      double generatedMedian,
      double heldOutMedian,
      double share,
      double expectedShare,
      List<List<Integer>> nearest) {
    public Result {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * Tests.
   *
   * @param generated features of generated images, {@code [G,d]}, G ≥ 2
   * @param train features of all training images, {@code [T,d]}, T ≥ {@code neighbours}
   * @param heldOut features of real images that were not trained on, {@code [H,d]}, H ≥ 2
   * @param neighbours training images to name for each generated one, at least 1
   * @throws InvalidInputException for too few images, features of different lengths, and NaN
   */
  public static Result of(Tensor generated, Tensor train, Tensor heldOut, int neighbours) {
    Features.require(NAME, "generated", generated, 2);
    Features.require(NAME, "training", train, Math.max(1, neighbours));
    Features.require(NAME, "held-out", heldOut, 2);
    requireWidth("training", train, generated);
    requireWidth("held-out", heldOut, generated);
    NearestNeighbours found = NearestNeighbours.of(generated, train, neighbours);
    double[] ofGenerated = found.nearestDistances();
    double[] ofHeldOut = NearestNeighbours.of(heldOut, train, 1).nearestDistances();
    MannWhitney test = MannWhitney.of(ofGenerated, ofHeldOut);
    return new Result(
        test.u(),
        test.z(),
        test.p(),
        median(ofGenerated),
        median(ofHeldOut),
        share(ofGenerated, NearestNeighbours.of(generated, heldOut, 1).nearestDistances()),
        (double) train.size(0) / (train.size(0) + heldOut.size(0)),
        nearest(found));
  }

  private static void requireWidth(String whose, Tensor features, Tensor generated) {
    if (features.size(1) != generated.size(1)) {
      throw new InvalidInputException(NAME + ": features of " + whose + " images have "
          + features.size(1) + " numbers, of generated ones " + generated.size(1)
          + ", expected the same");
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double share(double[] toTrain, double[] toHeldOut) {
    double nearer = 0;
    for (int i = 0; i < toTrain.length; i++) {
      nearer += toTrain[i] < toHeldOut[i] ? 1 : toTrain[i] == toHeldOut[i] ? 0.5 : 0;
    }
    return nearer / toTrain.length;
  }

  private static List<List<Integer>> nearest(NearestNeighbours found) {
    List<List<Integer>> nearest = new ArrayList<>();
    for (int from = 0; from < found.indices().length; from += found.neighbours()) {
      nearest.add(Arrays.stream(found.indices(), from, from + found.neighbours())
          .boxed()
          .toList());
    }
    return nearest;
  }
}
