package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Against closed forms: on images of one value c, G paints all of it a, and D's logit is b times an
 * image's mean.
 */
@ExtendWith(OneThread.class)
class InpaintingTest {
  private static final double A = -0.4;
  private static final double B = 0.8;
  private static final double C = 0.5;

  private final Scope scope = new Scope();
  private final Rng stream = new Rng(5);
  private final Simple.Painter generator = new Simple.Painter(3, A);
  private final Simple.Mean discriminator = new Simple.Mean(B);

  @AfterEach
  void free() {
    scope.close();
  }

  private Inpainting game(Masks.Kind kind, double reconstruction, double adversarial) {
    return new Inpainting(
        new Inpainting.Rules(reconstruction, new Masks(kind), 3),
        Simple.parts(generator, discriminator, adversarial, stream));
  }

  /** A hole of 16×16 in 32×32, and two rows and columns around it, ten times as heavy. */
  @Test
  void lossIsTheSquareErrorInAndAroundTheHoleAndTheAdversarys() {
    double rec = 0.9;
    double weight = 0.3;
    try (Inpainting game = game(Masks.Kind.CENTRE, rec, weight)) {
      Scores scores = game.play(Simple.batch(2, 3, 32, C), 0);
      double l2 = (A - C) * (A - C) * (256 + 10 * (400 - 256)) / 400.0;
      assertThat(scores.values().get("loss.l2")).isCloseTo(l2, within(1e-5));
      double whole = 0.75 * C + 0.25 * A;
      double b = Simple.judged(B, C, whole);
      assertThat(discriminator.parameters().get("factor").item()).isCloseTo(b, within(1e-6));
      assertThat(scores.values().get("loss.generator"))
          .isCloseTo(rec * l2 + weight * Simple.softplus(-b * whole), within(1e-5));
      double slope = rec * 2 * l2 / (A - C) - weight * b * 0.25 * Simple.sigmoid(-b * whole);
      assertThat(generator.parameters().get("colour").item())
          .isCloseTo(A - Simple.RATE * slope, within(1e-5));
    }
  }

  @Test
  void playingDrawsMasksOfTheSavedStream() {
    try (Inpainting game = game(Masks.Kind.RANDOM, 1, 1);
        Rng same = new Rng(5)) {
      assertThat(game.streams()).containsKey("masks");
      game.play(Simple.batch(2, 3, 32, C), 0);
      new Masks(Masks.Kind.RANDOM).draw(same, 2, 32, 32);
      assertThat(stream.state()).isEqualTo(same.state());
    }
  }

  @Test
  void lookingAtItDrawsNothing() {
    try (Inpainting game = game(Masks.Kind.RANDOM, 1, 1);
        Rng rng = new Rng(1)) {
      Batch images = new Batch(rng.uniform(-1, 1, 4, 3, 16, 16), Tensor.of(new long[4], 4));
      byte[] before = stream.state();
      assertThat(game.answer(images).sameAs(game.answer(images))).isTrue();
      assertThat(game.inspect(images, rng)).isEqualTo(game.inspect(images, rng));
      game.show(images);
      assertThat(stream.state()).isEqualTo(before);
    }
  }

  @Test
  void onlyTheHoleIsPaintedAndSheetsShowItGrey() {
    try (Inpainting game = game(Masks.Kind.CENTRE, 1, 1)) {
      Map<String, Tensor> shown = game.show(Simple.batch(2, 3, 16, C));
      assertThat(shown.keySet()).containsExactly("input", "output", "truth");
      assertThat(shown.get("input").mean().item()).isCloseTo(0.75 * C, within(1e-6));
      Tensor output = shown.get("output");
      assertThat(output.mean().item()).isCloseTo(0.75 * C + 0.25 * A, within(1e-6));
      assertThat(output.narrow(2, 4, 8).narrow(3, 4, 8).minus(A).abs().max().item())
          .isLessThan(1e-6);
    }
  }

  @Test
  void whatTheImageHasInTheHoleDoesNotMatter() {
    try (Inpainting game = game(Masks.Kind.CENTRE, 1, 1)) {
      Tensor mask = new Masks(Masks.Kind.RANDOM).shown(1, 20, 24);
      Tensor image = new Rng(2).uniform(-1, 1, 1, 3, 20, 24);
      Tensor whole = game.translate(Tensor.cat(List.of(image, mask), 1), "whole");
      assertThat(whole.shape()).containsExactly(1, 3, 20, 24);
      Tensor hole = mask.expand(1, 3, 20, 24);
      assertThat(whole.minus(A).times(hole).abs().max().item()).isLessThan(1e-6);
      Tensor outside = hole.neg().plus(1);
      assertThat(whole.minus(image).times(outside).countNonZero()).isZero();
      Tensor other = image.times(outside).plus(hole.times(0.9));
      assertThat(game.translate(Tensor.cat(List.of(other, mask), 1), "whole").sameAs(whole))
          .isTrue();
    }
  }

  @Test
  void imagesWithoutAMaskAreRefused() {
    try (Inpainting game = game(Masks.Kind.CENTRE, 1, 1)) {
      assertThatThrownBy(() -> game.translate(Tensor.zeros(1, 3, 16, 16), "whole"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("inpaint: expected images of 3 channels with a mask as one more, 1 where "
              + "something is missing, [N,4,H,W], got [1,3,16,16]");
    }
  }
}
