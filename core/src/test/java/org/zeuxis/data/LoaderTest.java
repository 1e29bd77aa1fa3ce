package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Scope;

class LoaderTest {
  private static final int BATCH = 64;

  private final Dataset digits =
      DataSource.open("digits", DataOptions.defaults(), ProgressListener.NONE);

  private record Plain(List<Float> images, List<Long> labels) {}

  private static Plain next(Loader loader) {
    try (Scope scope = new Scope()) {
      Batch batch = loader.next();
      List<Float> images = new ArrayList<>();
      for (float value : batch.real().toFloats()) {
        images.add(value);
      }
      List<Long> labels = new ArrayList<>();
      for (long value : batch.labels().toLongs()) {
        labels.add(value);
      }
      return new Plain(images, labels);
    }
  }

  @Test
  void batchesHaveTheShapeOfTheSamples() {
    try (Loader loader =
            new Loader(digits, Sampler.uniform(digits.size(), 1), BATCH, Views.PLAIN, 0);
        Scope scope = new Scope()) {
      Batch batch = loader.next();
      assertThat(batch.real().shape()).containsExactly(BATCH, 1, 16, 16);
      assertThat(batch.labels().shape()).containsExactly(BATCH);
      for (float value : batch.real().toFloats()) {
        assertThat(value).isBetween(-1f, 1f);
      }
    }
  }

  @Test
  void aResumedLoaderGoesOnBitForBitInMidEpochAndAcrossItsEnd() {
    Sampler sampler = Sampler.uniform(digits.size(), 9);
    long middle;
    List<Plain> straight = new ArrayList<>();
    try (Loader loader = new Loader(digits, sampler, BATCH, new Views(true, 0.125), 0)) {
      for (int i = 0; i < 5; i++) {
        next(loader);
      }
      middle = loader.position();
      // 28 batches and a bit make an epoch.
      for (int i = 0; i < 30; i++) {
        straight.add(next(loader));
      }
    }
    assertThat(middle).isEqualTo(5 * BATCH);
    try (Loader resumed = new Loader(
        digits, Sampler.uniform(digits.size(), 9), BATCH, new Views(true, 0.125), middle)) {
      for (Plain expected : straight) {
        assertThat(next(resumed)).isEqualTo(expected);
      }
    }
  }

  @Test
  void anEpochHandsOutEverySampleOnce() {
    Dataset ring = PointSet.ring(false);
    long[] perClass = new long[8];
    try (Loader loader = new Loader(ring, Sampler.uniform(ring.size(), 2), 1000, Views.PLAIN, 0)) {
      for (int i = 0; i < 50; i++) {
        next(loader).labels().forEach(label -> perClass[label.intValue()]++);
      }
    }
    assertThat(perClass).containsOnly(50_000 / 8);
  }

  @Test
  void aClosedLoaderSaysSo() {
    Loader loader = new Loader(digits, Sampler.uniform(digits.size(), 1), BATCH, Views.PLAIN, 0);
    loader.close();
    loader.close();
    assertThatIllegalStateException().isThrownBy(loader::next).withMessageContaining("closed");
  }

  @Test
  void nonsenseIsRefused() {
    Sampler sampler = Sampler.uniform(digits.size(), 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loader(digits, sampler, 0, Views.PLAIN, 0))
        .withMessage("batchSize must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loader(digits, sampler, 1, Views.PLAIN, -1))
        .withMessage("position must be >= 0, got -1");
  }
}
