package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Against closed forms: on images of one value c, G makes a·c of a shrunk one, and D's logit is b
 * times an image's mean.
 */
@ExtendWith(OneThread.class)
class SuperResolutionTest {
  private static final double A = 0.6;
  private static final double B = 0.8;
  private static final double C = 0.5;

  /** Content loss: the mean absolute difference. */
  private static final Perception ABSOLUTE =
      (made, truth) -> made.minus(truth).abs().mean();

  private final Scope scope = new Scope();
  private final Simple.Brighter generator = new Simple.Brighter(4, A);
  private final Simple.Mean discriminator = new Simple.Mean(B);
  private final Batch batch = Simple.batch(2, 1, 16, C);

  @AfterEach
  void free() {
    scope.close();
  }

  private SuperResolution game(SuperResolution.Rules rules, double adversarial) {
    return new SuperResolution(
        rules, ABSOLUTE, Simple.parts(generator, discriminator, adversarial, null));
  }

  private double a() {
    return generator.parameters().get("factor").item();
  }

  private double b() {
    return discriminator.parameters().get("factor").item();
  }

  @Test
  void warmUpDescendsTheSquareErrorAloneAndLeavesTheDiscriminatorAsItIs() {
    double before = b();
    try (SuperResolution game = game(new SuperResolution.Rules(4, 9, 9, 2), 9)) {
      double a = A;
      for (int i = 0; i < 2; i++) {
        Scores scores = game.play(batch, i);
        double mse = (a - 1) * (a - 1) * C * C;
        assertThat(scores.values()).containsOnlyKeys("loss.generator", "loss.mse");
        assertThat(scores.values().get("loss.mse")).isCloseTo(mse, within(1e-6));
        assertThat(scores.values().get("loss.generator")).isCloseTo(mse, within(1e-6));
        a -= Simple.RATE * 2 * (a - 1) * C * C;
        assertThat(a()).isCloseTo(a, within(1e-6));
        assertThat(b()).isEqualTo(before);
      }
      game.play(batch, 2);
      assertThat(b()).isNotEqualTo(before);
    }
  }

  @Test
  void perceptualLossIsTheSumOfItsWeightedTerms() {
    double rec = 0.3;
    double content = 0.7;
    double weight = 0.2;
    try (SuperResolution game = game(new SuperResolution.Rules(4, rec, content, 0), weight)) {
      Scores scores = game.play(batch, 0);
      double b = Simple.judged(B, C, A * C);
      assertThat(b()).isCloseTo(b, within(1e-6));
      double mse = (A - 1) * (A - 1) * C * C;
      double distance = (1 - A) * C;
      double adversarial = Simple.softplus(-b * A * C);
      assertThat(scores.values().get("loss.discriminator"))
          .isCloseTo(Simple.softplus(-B * C) + Simple.softplus(B * A * C), within(1e-6));
      assertThat(scores.values().get("loss.content")).isCloseTo(distance, within(1e-6));
      assertThat(scores.values().get("loss.generator"))
          .isCloseTo(weight * adversarial + rec * mse + content * distance, within(1e-6));
      double slope =
          weight * -b * C * Simple.sigmoid(-b * A * C) + rec * 2 * (A - 1) * C * C - content * C;
      assertThat(a()).isCloseTo(A - Simple.RATE * slope, within(1e-6));
    }
  }

  @Test
  void contentIsNotLookedAtWhereItHasNoWeight() {
    try (SuperResolution game = game(new SuperResolution.Rules(4, 1, 0, 0), 1)) {
      assertThat(game.play(batch, 0).values()).doesNotContainKey("loss.content");
    }
  }

  @Test
  void imagesOfAnySizeBecomeLarger() {
    try (SuperResolution game = game(new SuperResolution.Rules(4, 1, 1, 0), 1)) {
      assertThat(game.targets()).containsExactly("x4");
      Tensor large = game.translate(new Rng(1).uniform(-1, 1, 2, 1, 5, 7), "x4");
      assertThat(large.shape()).containsExactly(2, 1, 20, 28);
      assertThat(game.answer(batch).shape()).containsExactly(batch.real().shape());
      assertThat(game.answer(batch).mean().item()).isCloseTo(A * C, within(1e-6));
    }
  }

  @Test
  void sheetShowsWhatWasGivenTheFilterAndTheTruth() {
    try (SuperResolution game = game(new SuperResolution.Rules(4, 1, 1, 0), 1)) {
      Map<String, Tensor> shown = game.show(batch);
      assertThat(shown.keySet()).containsExactly("low", "bicubic", "output", "truth");
      assertThat(shown.get("low").shape()).containsExactly(2, 1, 4, 4);
      assertThat(shown.get("bicubic").minus(C).abs().max().item()).isLessThan(1e-5);
      assertThat(shown.get("truth").sameAs(batch.real())).isTrue();
    }
  }

  @Test
  void perceptionIsPreparedAndClosedWithTheGame() {
    List<String> heard = new ArrayList<>();
    Perception perception = new Perception() {
      @Override
      public Tensor distance(Tensor made, Tensor truth) {
        return Tensor.scalar(0);
      }

      @Override
      public void prepare(Dataset data, ProgressListener progress) {
        heard.add("prepared");
      }

      @Override
      public void close() {
        heard.add("closed");
      }
    };
    SuperResolution game = new SuperResolution(
        new SuperResolution.Rules(4, 1, 1, 0),
        perception,
        Simple.parts(generator, discriminator, 1, null));
    game.prepare(null, ProgressListener.NONE);
    game.close();
    assertThat(heard).containsExactly("prepared", "closed");
  }

  @Test
  void inspectionLeavesNoTrace() {
    try (SuperResolution game = game(new SuperResolution.Rules(4, 1, 1, 0), 1);
        Rng rng = new Rng(1)) {
      Batch images = new Batch(rng.uniform(-1, 1, 4, 1, 16, 16), Tensor.of(new long[4], 4));
      assertThat(game.inspect(images, rng)).containsKeys("d.real", "d.fake", "gradient.generator");
      assertThat(Arrays.asList(a(), b())).containsExactly((double) (float) A, (double) (float) B);
    }
  }
}
