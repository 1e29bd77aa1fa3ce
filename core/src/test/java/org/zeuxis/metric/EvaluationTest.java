package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ImageSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Latent;

class EvaluationTest {
  private static final int EACH = 100;
  private static final int SIDE = 12;

  /** As folders are read: all images of one class, then all of the other. */
  private static Dataset classAfterClass() {
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[2 * EACH];
    Arrays.fill(labels, EACH, 2 * EACH, 1);
    for (int i = 0; i < labels.length; i++) {
      byte[] image = new byte[SIDE * SIDE];
      Arrays.fill(image, (byte) i);
      images.add(image);
    }
    return ImageSet.of("two folders", 1, SIDE, images, labels, List.of("a", "b"));
  }

  /** Remembers what it was asked for. */
  private static class Asked implements Generates {
    private final List<Long> labels = new ArrayList<>();

    @Override
    public Latent latent() {
      return new Latent(4, Latent.Distribution.NORMAL);
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public Tensor generate(Tensor z, Tensor asked) {
      LongStream.of(asked.toLongs()).forEach(labels::add);
      return Tensor.ones(z.size(0), 1, SIDE, SIDE);
    }
  }

  private static Evaluation evaluation(String... metrics) {
    return Evaluation.of(
        Reference.open(
            classAfterClass(),
            "digits",
            DataOptions.defaults(),
            "",
            "pixels",
            new Reference.Settings(2 * EACH, 1),
            ProgressListener.NONE),
        List.of(metrics));
  }

  @Test
  void fewerImagesThanFeaturesAreNoted() {
    try (Evaluation evaluation = evaluation("fid-infinity", "class-fid")) {
      assertThat(evaluation.of(new Asked()).measurements())
          .allSatisfy(measurement -> assertThat(measurement.notes())
              .singleElement()
              .asString()
              .contains("fewer images than the " + SIDE * SIDE + " features"));
    }
  }

  @Test
  void classesAreAskedForAsOftenAsTheDataHaveThemButMixed() {
    Asked generator = new Asked();
    try (Evaluation evaluation = evaluation("ms-ssim")) {
      evaluation.of(generator);
    }
    assertThat(generator.labels).hasSize(2 * EACH);
    assertThat(generator.labels.stream().filter(label -> label == 1)).hasSize(EACH);
    // A tenth, as a split of the inception score is: 10 expected, the deviation is 2.1.
    for (int start = 0; start < 2 * EACH; start += 20) {
      assertThat(generator.labels.subList(start, start + 20).stream().filter(label -> label == 1))
          .hasSizeBetween(2, 18);
    }
  }

  /** Draws its own latents, all 7. */
  private static final class Selective extends Asked {
    @Override
    public Tensor latents(Rng rng, Tensor asked) {
      return Tensor.full(7, asked.size(0), latent().size());
    }

    @Override
    public String sampling() {
      return "sevens";
    }

    @Override
    public Tensor generate(Tensor z, Tensor asked) {
      assertThat(z.min().item()).isEqualTo(7);
      return super.generate(z, asked);
    }
  }

  @Test
  void wayOfDrawingIsThatOfTheGeneratorAndStandsInTheProtocol() {
    try (Evaluation evaluation = evaluation("ms-ssim", "precision-recall")) {
      assertThat(evaluation.of(new Selective()).measurements())
          .hasSize(3)
          .allSatisfy(found -> assertThat(found.protocol().sampling()).isEqualTo("sevens"));
      assertThat(evaluation.of(new Asked()).measurements())
          .allSatisfy(found -> assertThat(found.protocol().sampling()).isEmpty());
    }
  }

  @Test
  void pathLengthIsNotMeasuredOfASelection() {
    try (Evaluation evaluation = evaluation("ppl")) {
      assertThatThrownBy(() -> evaluation.of(new Selective()))
          .hasMessageContaining("ppl: cannot be measured: it walks between latents of the prior");
    }
  }
}
