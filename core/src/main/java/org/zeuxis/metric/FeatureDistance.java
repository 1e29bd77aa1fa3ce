package org.zeuxis.metric;

import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * How different two images look to a network, in the manner of LPIPS (Zhang et al. 2018,
 * arXiv:1801.03924, equation 1) with every weight 1:
 *
 * <pre>{@code d(x,y) = Σ_l 1/(h_l w_l) Σ_places ‖f_l(x)/|f_l(x)| - f_l(y)/|f_l(y)|‖²}</pre>
 *
 * with the {@linkplain FeatureExtractor#maps maps} f of its layers l, at each place of unit length
 * along channels. Of an extractor that gives one vector an image there is one layer and one place.
 *
 * <p>This is no LPIPS: that has weights learnt from people's judgement, and AlexNet, VGG or
 * SqueezeNet for its network. The numbers must not be compared with published ones of LPIPS, nor
 * those of one extractor with another's.
 */
public final class FeatureDistance {
  private static final String NAME = "feature-distance";

  /** Added to lengths, so that nothing seen is nothing and not NaN; the authors' code. */
  private static final double EPSILON = 1e-10;

  private FeatureDistance() {}

  /**
   * The distance of each pair, symmetric, 0 for equal images.
   *
   * @param output {@code [N,C,H,W]} in [-1,1]
   * @param target of the same shape
   * @return float64 {@code [N]}, at most 4 for each layer, at most 2 where features are never
   *     negative
   * @throws org.zeuxis.engine.ShapeException if the shapes differ
   * @throws InvalidInputException for no images, NaN in them or their features, and images that the
   *     extractor does not take
   */
  public static Tensor between(FeatureExtractor extractor, Tensor output, Tensor target) {
    ImagePairs.require(NAME, output, target);
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor distance = ofMaps(extractor.maps(output), extractor.maps(target));
      if (!distance.isFinite()) {
        throw new InvalidInputException(
            NAME + ": the features of " + extractor.name() + " hold NaN or infinite numbers");
      }
      return scope.keep(distance);
    }
  }

  /** Equation 1. For each layer {@code [N,d,h,w]}, twice → float64 {@code [N]}. */
  static Tensor ofMaps(List<Tensor> x, List<Tensor> y) {
    Tensor sum = null;
    for (int layer = 0; layer < x.size(); layer++) {
      Tensor difference = unit(x.get(layer)).minus(unit(y.get(layer)));
      Tensor distance = difference.square().sum(1).mean(1, 2);
      sum = sum == null ? distance : sum.plus(distance);
    }
    return sum;
  }

  /** Of length 1 along channels, at each place. */
  private static Tensor unit(Tensor map) {
    Tensor x = map.to(DType.FLOAT64);
    return x.dividedBy(x.norm(1).plus(EPSILON).unsqueeze(1));
  }
}
