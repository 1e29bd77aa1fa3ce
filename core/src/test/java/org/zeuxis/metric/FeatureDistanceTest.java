package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.Close;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.ShapeException;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.SmallClassifier;
import org.zeuxis.nn.Init;

@ExtendWith(OneThread.class)
class FeatureDistanceTest {
  private static final long SEED = 7;
  private static final FeatureExtractor PIXELS = new PixelFeatures();

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor noise(long... shape) {
    try (Rng rng = new Rng(SEED)) {
      return rng.uniform(-1, 1, shape);
    }
  }

  /** Of random weights, for images [3,16,16]. */
  private static ClassifierFeatures classifier() {
    return new ClassifierFeatures(new Classifier(
        new SmallClassifier(3, 16, 2, Init.pytorch(new Rng(1))),
        List.of("a", "b"),
        new Classifier.Report(Classifier.Task.LABELS, 0.5, Classifier.HeldOut.TENTH),
        Device.CPU));
  }

  @Test
  void ofLayersItAgreesWithAnIndependentImplementation() {
    Fixture fixture = Fixture.load("pair_metrics");
    List<Tensor> x =
        IntStream.range(0, 3).mapToObj(i -> fixture.get("features/x" + i)).toList();
    List<Tensor> y =
        IntStream.range(0, 3).mapToObj(i -> fixture.get("features/y" + i)).toList();
    Tensor expected = fixture.get("features/distance");
    Close.assertClose("x, y", FeatureDistance.ofMaps(x, y), expected, 1e-6);
    Close.assertClose("y, x", FeatureDistance.ofMaps(y, x), expected, 1e-6);
  }

  @Test
  void ofOneVectorItIsTheSquaredChordOfTheAngle() {
    Tensor a = Tensor.of(new float[] {0.5f, 0, 0, 0, 0.1f, 0, 0, 0}, 2, 1, 2, 2);
    Tensor b = Tensor.of(new float[] {0, 0.3f, 0, 0, -0.9f, 0, 0, 0}, 2, 1, 2, 2);
    assertThat(FeatureDistance.between(PIXELS, a, b).toDoubles())
        .containsExactly(new double[] {2, 4}, within(1e-7)); // a right angle, a straight one
    assertThat(FeatureDistance.between(PIXELS, a, a.times(0.25)).toDoubles())
        .containsExactly(new double[] {0, 0}, within(1e-12)); // contrast does not count
  }

  @Test
  void nothingSeenIsNoNaN() {
    Tensor grey = Tensor.zeros(1, 1, 2, 2);
    assertThat(FeatureDistance.between(PIXELS, grey, grey).item()).isZero();
    assertThat(FeatureDistance.between(PIXELS, grey, Tensor.ones(1, 1, 2, 2)).item())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void theClassifierShowsEveryLayer() {
    try (ClassifierFeatures features = classifier()) {
      Tensor images = noise(2, 3, 16, 16);
      List<Tensor> maps = features.maps(images);
      assertThat(maps.stream().map(Tensor::shape))
          .containsExactly(
              new long[] {2, 16, 16, 16},
              new long[] {2, 32, 8, 8},
              new long[] {2, 64, 4, 4},
              new long[] {2, 128, 4, 4});
      assertThat(maps.get(3).mean(2, 3).sameAs(features.extract(images).vectors()))
          .isTrue();
      assertThat(maps.get(0).requiresGradient()).isFalse();
    }
  }

  @Test
  void betweenImagesItIsThatOfTheirMapsAndNoneForEqualOnes() {
    try (ClassifierFeatures features = classifier()) {
      Tensor a = noise(3, 3, 16, 16);
      Tensor b = a.flip(3);
      double[] found = FeatureDistance.between(features, a, b).toDoubles();
      assertThat(found)
          .containsExactly(
              FeatureDistance.ofMaps(features.maps(a), features.maps(b)).toDoubles())
          .containsExactly(FeatureDistance.between(features, b, a).toDoubles());
      assertThat(Arrays.stream(found)).allMatch(d -> d > 0.001 && d < 8); // 4 layers, no negatives
      assertThat(FeatureDistance.between(features, a, a).toDoubles()).containsOnly(0);
    }
  }

  private static void spoil(SmallClassifier network) {
    try (NoGrad guard = new NoGrad()) {
      network.parameters().values().forEach(weight -> weight.fillInPlace(Double.NaN));
    }
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    Tensor a = noise(2, 1, 4, 4);
    assertThatThrownBy(() -> FeatureDistance.between(PIXELS, a, noise(2, 1, 4, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("feature-distance(target): expected [N,C,H,W] = [2,1,4,4], got [2,1,4,5]");
    Tensor broken = a.copy().fillInPlace(Double.NaN);
    assertThatThrownBy(() -> FeatureDistance.between(PIXELS, broken, a))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("feature-distance: the output images hold NaN or infinite numbers");
    try (ClassifierFeatures features = classifier()) {
      assertThatThrownBy(() -> FeatureDistance.between(features, a, a))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("trained on images of 3x16x16 and was given images of 1x4x4");
      spoil(features.classifier().network());
      Tensor b = noise(1, 3, 16, 16);
      assertThatThrownBy(() -> FeatureDistance.between(features, b, b))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("feature-distance: the features of classifier hold NaN or infinite numbers");
    }
  }
}
