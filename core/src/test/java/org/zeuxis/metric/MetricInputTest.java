package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * What holds of every metric of two sets: what it says of those it cannot compare, what it leaves.
 */
class MetricInputTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Arguments metric(
      String name, int real, int generated, BiConsumer<Tensor, Tensor> metric) {
    return Arguments.of(name, real, generated, metric);
  }

  /** Name, images that it needs of each kind, and itself. */
  static Stream<Arguments> metrics() {
    return Stream.of(
        metric("fid", 2, 2, FrechetDistance::between),
        metric("kid", 2, 2, (x, y) -> KernelDistance.between(x, y, 1)),
        metric("precision and recall", 4, 4, PrecisionRecall::of),
        metric("density and coverage", 6, 1, DensityCoverage::of));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void fewestImagesThatCanBeComparedAreNamed(
      String name, int real, int generated, BiConsumer<Tensor, Tensor> metric) {
    metric.accept(Points.normal(1, real, 3), Points.normal(2, generated, 3));
    assertRefused(
        () -> metric.accept(Points.normal(1, real - 1, 3), Points.normal(2, 9, 3)),
        name + ": needs at least " + real + " real images, got " + (real - 1));
    assertRefused(
        () -> metric.accept(Points.normal(1, 9, 3), Tensor.zeros(generated - 1, 3)),
        name + ": needs at least " + generated + " generated images, got " + (generated - 1));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void featuresOfTwoExtractorsAreRefused(
      String name, int real, int generated, BiConsumer<Tensor, Tensor> metric) {
    assertRefused(
        () -> metric.accept(Points.normal(1, 9, 3), Points.normal(2, 9, 4)),
        name + ": the features of the real images have 3 dimensions, those of the generated images"
            + " 4; both must come from one extractor");
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void featuresThatAreNoNumbersAreRefused(
      String name, int real, int generated, BiConsumer<Tensor, Tensor> metric) {
    Tensor good = Points.normal(1, 9, 3);
    Tensor nan = Points.normal(2, 9, 3);
    nan.select(0, 4).select(0, 2).fillInPlace(Double.NaN);
    Tensor infinite = Points.normal(2, 9, 3);
    infinite.select(0, 4).select(0, 2).fillInPlace(Double.NEGATIVE_INFINITY);
    String end = " images hold NaN or infinite numbers";
    assertRefused(() -> metric.accept(nan, good), name + ": the features of the real" + end);
    assertRefused(
        () -> metric.accept(good, infinite), name + ": the features of the generated" + end);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void nothingIsLeftInTheCallersScope(
      String name, int real, int generated, BiConsumer<Tensor, Tensor> metric) {
    Tensor x = Points.normal(1, 30, 3);
    metric.accept(x, x);
    long before = LivePointers.count();
    metric.accept(x, x);
    assertThat(LivePointers.count()).as(name).isLessThanOrEqualTo(before);
  }

  @Test
  void fidInfinityNeedsAnImageForEachOfItsSizes() {
    Moments real = Moments.of("real", Points.normal(1, 9, 3));
    assertThat(FidInfinity.of(real, Points.normal(2, 30, 3), 1).value()).isFinite();
    assertRefused(
        () -> FidInfinity.of(real, Points.normal(2, 29, 3), 1),
        "fid-infinity: needs at least 30 generated images, got 29");
    assertRefused(
        () -> FidInfinity.of(real, Points.normal(2, 30, 2), 1),
        "fid-infinity: the features of the real images have 3 dimensions, those of the generated"
            + " images 2; both must come from one extractor");
  }

  @Test
  void momentsOfOneImageAreRefused() {
    assertRefused(
        () -> Moments.of("generated", Points.normal(1, 1, 3)),
        "fid: needs at least 2 generated images, got 1");
  }

  @Test
  void neighboursBelowOneAreRefused() {
    Tensor x = Points.normal(1, 9, 3);
    assertThatThrownBy(() -> PrecisionRecall.of(x, x, 0)).hasMessage("k must be >= 1, got 0");
    assertThatThrownBy(() -> DensityCoverage.of(x, x, 0)).hasMessage("k must be >= 1, got 0");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
