package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Domains;
import org.zeuxis.data.ImageSet;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Translates;

/** On images of one grey each, whose numbers can be computed by hand. */
@ExtendWith(OneThread.class)
class TranslationEvaluationTest {
  private static final int SIDE = 16;
  private static final double CLOSE = 1e-5;

  /** As values in [-1,1]: -1, -0.6, -0.2, 0.6. */
  private static final int[] TRUTH = {0, 51, 102, 204};

  /** The same, 0.4 lighter. */
  private static final int[] GIVEN = {51, 102, 153, 255};

  /** A game that answers by a function of the batch. */
  private record Stub(Function<Batch, List<Comparison>> comparisons) implements Translates {
    @Override
    public List<String> targets() {
      return List.of("B");
    }

    @Override
    public Tensor translate(Tensor images, String target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void drawNoise(long seed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tensor answer(Batch batch) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Comparison> compare(Batch batch) {
      return comparisons.apply(batch);
    }

    @Override
    public Map<String, Tensor> show(Batch batch) {
      throw new UnsupportedOperationException();
    }
  }

  /** Makes the truth, and has the given image for a baseline, as pix2pix has. */
  private static final Translates PERFECT = new Stub(batch -> List.of(
      new Translates.Comparison("output", "", batch.real(), batch.real(), batch.real()),
      new Translates.Comparison(
          "output", "identity", batch.source().real(), batch.real(), batch.real())));

  private static Dataset greys(String name, int side, int... levels) {
    List<byte[]> images = new ArrayList<>();
    for (int level : levels) {
      byte[] image = new byte[side * side];
      Arrays.fill(image, (byte) level);
      images.add(image);
    }
    return ImageSet.of(name, 1, side, images, new int[levels.length], List.of("all"));
  }

  private static Domains pairs(int side, int[] given, int[] truth) {
    return Domains.paired(
        new Domains.Domain("A", greys("given", side, given)),
        new Domains.Domain("B", greys("truth", side, truth)));
  }

  private static TranslationEvaluation evaluation(Dataset data, Dataset trained, int samples) {
    return new TranslationEvaluation(data, "held-out", trained, new PixelFeatures(), samples, 3);
  }

  private static List<Measurement> measured(Translates game) {
    Dataset data = pairs(SIDE, GIVEN, TRUTH);
    return evaluation(data, data, 100).of(game).measurements();
  }

  private static double value(List<Measurement> all, String metric, String by) {
    return one(all, metric, by).value();
  }

  private static Measurement one(List<Measurement> all, String metric, String by) {
    return all.stream()
        .filter(
            m -> m.metric().equals(metric) && m.protocol().settings().get("by").equals(by))
        .reduce((a, b) -> {
          throw new AssertionError("two of " + metric + " by " + by);
        })
        .orElseThrow(() -> new AssertionError("no " + metric + " by " + by + " in " + all));
  }

  @Test
  void perfectAnswersHaveNoDistance() {
    List<Measurement> all = measured(PERFECT);
    assertThat(value(all, "l1", "run")).isZero();
    assertThat(value(all, "feature-distance", "run")).isZero();
    assertThat(value(all, "fid", "run")).isCloseTo(0, within(1e-4));
    assertThat(value(all, "ssim", "run")).isCloseTo(1, within(1e-9));
    assertThat(value(all, "psnr", "run"))
        .isCloseTo(10 * Math.log10(255 * 255.0 * SIDE * SIDE), within(CLOSE));
  }

  /** A shift of 0.4 in each of 256 pixels: the means are apart, the covariances the same. */
  @Test
  void imagesLeftAsTheyAreHaveTheirDistance() {
    List<Measurement> all = measured(PERFECT);
    assertThat(value(all, "l1", "identity")).isCloseTo(0.2, within(CLOSE));
    assertThat(value(all, "psnr", "identity")).isCloseTo(20 * Math.log10(5), within(CLOSE));
    assertThat(value(all, "fid", "identity")).isCloseTo(256 * 0.4 * 0.4, within(1e-3));
  }

  /**
   * The mean -0.3 is 0.7, 0.3, 0.1 and 0.9 away. All its images are one: their distance is the
   * variance of the truth, 1.4/3 in each of 256 pixels.
   */
  @Test
  void meanOfTheTrainingImagesIsTheSimplestAnswer() {
    List<Measurement> all = measured(PERFECT);
    assertThat(value(all, "l1", "mean image")).isCloseTo(0.25, within(CLOSE));
    assertThat(value(all, "fid", "mean image")).isCloseTo(256 * 1.4 / 3, within(1e-3));
  }

  @Test
  void meanIsOfWhatWasTrainedOnNotOfWhatIsMeasured() {
    Dataset trained = pairs(SIDE, new int[] {9, 9, 9}, new int[] {255, 255, 102});
    List<Measurement> all =
        evaluation(pairs(SIDE, GIVEN, TRUTH), trained, 100).of(PERFECT).measurements();
    // the mean is 0.6
    assertThat(value(all, "l1", "mean image")).isCloseTo((1.6 + 1.2 + 0.8) / 8, within(CLOSE));
  }

  /** 21 images are two batches, the second of which begins the next epoch. */
  @Test
  void everyImageIsMeasuredOnce() {
    int[] truth = IntStream.range(0, 21).map(i -> 12 * i).toArray();
    int[] given = IntStream.range(0, 21).map(i -> 11 * i).toArray();
    Dataset data = pairs(SIDE, given, truth);
    Measurement all = one(evaluation(data, data, 100).of(PERFECT).measurements(), "l1", "identity");
    assertThat(all.value()).isCloseTo(10 / 255.0, within(CLOSE));
    assertThat(all.protocol().generated()).isEqualTo(21);
    Measurement some = one(evaluation(data, data, 17).of(PERFECT).measurements(), "l1", "identity");
    assertThat(some.protocol().generated()).isEqualTo(17);
    assertThat(some.protocol().real()).isEqualTo(17);
  }

  @Test
  void protocolTellsOfWhatAndByWhom() {
    Measurement l1 = one(measured(PERFECT), "l1", "run");
    assertThat(l1.protocol().settings()).isEqualTo(Map.of("of", "output", "by", "run"));
    assertThat(l1.protocol().extractor()).isEmpty();
    assertThat(l1.protocol().split()).isEqualTo("held-out");
    assertThat(l1.protocol().reference()).isEqualTo("given,truth");
    assertThat(l1.protocol().fingerprint()).isEqualTo(pairs(SIDE, GIVEN, TRUTH).fingerprint());
    assertThat(l1.protocol().seed()).isEqualTo(3);
    Measurement fid = one(measured(PERFECT), "fid", "mean image");
    assertThat(fid.protocol().settings()).isEqualTo(Map.of("of", "output", "by", "mean image"));
    assertThat(fid.protocol().extractor()).isEqualTo("pixels");
    assertThat(fid.protocol().extractorHash()).matches("[0-9a-f]{64}");
    assertThat(fid.notes())
        .containsExactly("too large: fewer images than the 256 features; compare such numbers with"
            + " each other only");
  }

  @Test
  void whichWayIsGoodIsKnown() {
    List<Measurement> all = measured(PERFECT);
    for (String metric : List.of("l1", "fid", "feature-distance")) {
      assertThat(one(all, metric, "run").better()).isEqualTo(Better.LOWER);
    }
    for (String metric : List.of("psnr", "ssim")) {
      assertThat(one(all, metric, "run").better()).isEqualTo(Better.HIGHER);
    }
  }

  @Test
  void whatHasNoTruthHasNoDistanceToIt() {
    List<Measurement> all = measured(new Stub(batch -> List.of(
        new Translates.Comparison("A to B", "", batch.source().real(), null, batch.real()),
        new Translates.Comparison("there and back", "", batch.real(), batch.real(), null))));
    assertThat(all)
        .extracting(m -> m.metric() + " of " + m.protocol().settings().get("of") + " by "
            + m.protocol().settings().get("by"))
        .containsExactlyInAnyOrder(
            "fid of A to B by run",
            "l1 of there and back by run",
            "psnr of there and back by run",
            "ssim of there and back by run",
            "feature-distance of there and back by run");
  }

  /** A batch of 16 of which all are made, and one of 5 that are all real. */
  private static Evaluation.Result ofTwoBatches(int real, double made) {
    int[] greys = IntStream.range(0, 21).map(i -> 12 * i).toArray();
    Dataset data = pairs(SIDE, greys, greys);
    return evaluation(data, data, 100).of(new Stub(batch -> {
      boolean first = batch.real().size(0) == 16;
      Tensor some = Tensor.ones(first ? 16 : real, 1, SIDE, SIDE);
      Tensor none = some.narrow(0, 0, 0);
      return first
          ? List.of(new Translates.Comparison("to B", "", some.times(made), null, none))
          : List.of(new Translates.Comparison("to B", "", none, null, some));
    }));
  }

  /** Each side is of one grey, and has no variance. */
  @Test
  void sidesMayBeOfDifferentNumbersAndBatches() {
    Evaluation.Result result = ofTwoBatches(5, 0.5);
    Measurement fid = one(result.measurements(), "fid", "run");
    assertThat(fid.value()).isCloseTo(256 * 0.25, within(1e-3));
    assertThat(fid.protocol().generated()).isEqualTo(16);
    assertThat(fid.protocol().real()).isEqualTo(5);
    assertThat(result.notMeasured()).isEmpty();
  }

  @Test
  void sideOfOneImageHasNoFid() {
    for (int real : List.of(0, 1)) {
      Evaluation.Result result = ofTwoBatches(real, 0.5);
      assertThat(result.measurements()).isEmpty();
      assertThat(result.notMeasured())
          .containsExactly(
              Map.entry("fid to B", "needs 2 images made and as many real, got 16 and " + real));
    }
  }

  @Test
  void smallImagesHaveNoStructure() {
    Dataset data = pairs(8, GIVEN, TRUTH);
    assertThat(evaluation(data, data, 100).of(PERFECT).measurements())
        .extracting(Measurement::metric)
        .contains("l1", "psnr", "fid")
        .doesNotContain("ssim");
  }

  /** The covariance of 4225 features would take hours. */
  @Test
  void moreFeaturesThanFidCanTakeAreLeftOut() {
    Dataset data = pairs(65, GIVEN, TRUTH);
    assertThat(evaluation(data, data, 100).of(PERFECT).measurements())
        .extracting(Measurement::metric)
        .contains("l1", "psnr", "ssim", "feature-distance")
        .doesNotContain("fid");
  }
}
