package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.objective.AugmentationTest.fourSigma;
import static org.zeuxis.objective.AugmentationTest.rng;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Closed forms, and how often ADA does what it does. */
class AdaPipelineTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void drawsOfAdaHaveThePapersFrequencies() {
    int n = 4000;
    double p = 0.4;
    try (Rng rng = rng(12)) {
      Draws draws = new Draws(rng, n);
      int flips = 0;
      int turned = 0;
      int shifted = 0;
      for (Blit blit : Blit.draw(draws, p)) {
        flips += blit.flip() ? 1 : 0;
        turned += blit.quarterTurns() != 0 ? 1 : 0;
        shifted += blit.right() != 0 || blit.down() != 0 ? 1 : 0;
        assertThat(Math.max(Math.abs(blit.right()), Math.abs(blit.down())))
            .isLessThan(0.125 + 1e-9);
      }
      assertThat((double) flips).isCloseTo(n * p / 2, within(fourSigma(n, p / 2)));
      assertThat((double) turned).isCloseTo(n * p * 3 / 4, within(fourSigma(n, p * 3 / 4)));
      assertThat((double) shifted).isCloseTo(n * p, within(fourSigma(n, p)));
      int rotated = 0;
      int scaled = 0;
      for (Geometry geometry : Geometry.draw(draws, p)) {
        rotated += geometry.rotationBefore() != 0 || geometry.rotationAfter() != 0 ? 1 : 0;
        scaled += geometry.scale() != 1 ? 1 : 0;
      }
      assertThat((double) rotated).isCloseTo(n * p, within(fourSigma(n, p)));
      assertThat((double) scaled).isCloseTo(n * p, within(fourSigma(n, p)));
    }
  }

  @Test
  void drawsOfAdaHaveThePapersSpreads() {
    int n = 20000; // a deviation's own is 1/√(2n) = 0.5 % of it
    try (Rng rng = rng(13)) {
      Draws draws = new Draws(rng, n);
      Geometry[] geometry = Geometry.draw(draws, 1);
      ColourChange[] colour = ColourChange.draw(draws, 1);
      double[] squares = new double[7];
      for (int i = 0; i < n; i++) {
        squares[0] += square(log2(geometry[i].scale()) / 0.2);
        squares[1] += square(log2(geometry[i].anisotropy()) / 0.2);
        squares[2] += square(geometry[i].right() / 0.125);
        squares[3] += square(colour[i].brightness() / 0.2);
        squares[4] += square(log2(colour[i].contrast()) / 0.5);
        squares[5] += square(log2(colour[i].saturation()));
        squares[6] += square(colour[i].hue() / (Math.PI / Math.sqrt(3)));
      }
      for (double sum : squares) {
        assertThat(sum / n).isCloseTo(1, within(0.04)); // 4·√(2/n)
      }
    }
  }

  private static double square(double x) {
    return x * x;
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  @Test
  void aFlipMirrorsAndAQuarterTurnGoesAnticlockwise() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    Tensor flipped = AffineMaps.warp(x, new Homogeneous[] {new Blit(true, 0, 0, 0).matrix(2, 2)});
    Tensor turned = AffineMaps.warp(x, new Homogeneous[] {new Blit(false, 1, 0, 0).matrix(2, 2)});
    assertThat(flipped.toFloats()).containsExactly(new float[] {2, 1, 4, 3}, within(1e-5f));
    assertThat(turned.toFloats()).containsExactly(new float[] {2, 4, 1, 3}, within(1e-5f));
  }

  @Test
  void lumaFlipMirrorsGreysAndKeepsHue() {
    ColourChange flip = new ColourChange(0, 1, true, 0, 1);
    Tensor x = Tensor.of(new float[] {0.5f, 0.5f, 0.5f, 0.2f, -0.1f, -0.1f}, 2, 3, 1, 1);
    Homogeneous[] maps = {flip.matrix(), flip.matrix()};
    // The second is a grey of 0 and a red distance from it.
    assertThat(AffineMaps.recolour(x, maps).toFloats())
        .containsExactly(new float[] {-0.5f, -0.5f, -0.5f, 0.2f, -0.1f, -0.1f}, within(1e-6f));
  }

  @Test
  void aThirdOfACircleOfHueMakesRedGreen() {
    ColourChange third = new ColourChange(0, 1, false, 2 * Math.PI / 3, 1);
    Tensor red = Tensor.of(new float[] {1, -1, -1}, 1, 3, 1, 1);
    assertThat(AffineMaps.recolour(red, new Homogeneous[] {third.matrix()}).toFloats())
        .containsExactly(new float[] {-1, 1, -1}, within(1e-6f));
  }

  @Test
  void inverseUndoesAMap() {
    Homogeneous map = new Geometry(1.3, 0.4, 0.8, -2, 0.1, 0.2).matrix(7, 9);
    Homogeneous both = map.then(map.inverse());
    for (int i = 0; i < 9; i++) {
      assertThat(both.get(i / 3, i % 3)).isCloseTo(i % 4 == 0 ? 1 : 0, within(1e-12));
    }
  }
}
