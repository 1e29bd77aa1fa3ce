package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class PointPlotTest {
  private static final int WHITE = 0xffffffff;
  private static final int GREY = 0xffc4c4c4;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static boolean blue(int argb) {
    int red = argb >> 16 & 0xff;
    int blue = argb & 0xff;
    return blue - red > 80;
  }

  @Test
  void pointsStandWhereTheirCoordinatesSay() {
    Tensor real = Tensor.of(new float[] {1, 1}, 1, 2);
    Tensor generated = Tensor.of(new float[] {-1, 1, 1, -1}, 2, 2);
    BufferedImage plot = PointPlot.of(real, generated, -2, 2, 320);
    assertThat(plot.getWidth()).isEqualTo(320);
    assertThat(plot.getHeight()).isEqualTo(320);
    assertThat(plot.getRGB(240, 80)).as("(1,1), up and right").isEqualTo(GREY);
    assertThat(blue(plot.getRGB(80, 80))).as("(-1,1), up and left").isTrue();
    assertThat(blue(plot.getRGB(240, 240))).as("(1,-1), down and right").isTrue();
    assertThat(plot.getRGB(80, 240)).as("(-1,-1), nothing").isEqualTo(WHITE);
  }

  @Test
  void generatedPointsLieOverRealOnes() {
    Tensor same = Tensor.of(new float[] {1, 1}, 1, 2);
    assertThat(blue(PointPlot.of(same, same, -2, 2, 320).getRGB(240, 80))).isTrue();
  }

  @Test
  void dotsHaveSoftEdges() {
    Tensor point = Tensor.of(new float[] {1, 1}, 1, 2);
    BufferedImage plot = PointPlot.of(point, Tensor.zeros(0, 2), -2, 2, 500);
    int[] around = plot.getRGB(365, 115, 20, 20, null, 0, 20);
    assertThat(around).contains(WHITE, GREY);
    assertThat(Arrays.stream(around)).anyMatch(argb -> argb != WHITE && argb != GREY);
  }

  @Test
  void whatLiesOutsideIsNotSeen() {
    Tensor none = Tensor.zeros(0, 2);
    float infinite = Float.POSITIVE_INFINITY;
    Tensor far = Tensor.of(new float[] {9, 0, 0, -1e30f, infinite, 0, 0, -infinite}, 4, 2);
    BufferedImage empty = PointPlot.of(none, none, -2, 2, 64);
    BufferedImage plot = PointPlot.of(far, far, -2, 2, 64);
    for (int i = 0; i < 64 * 64; i++) {
      assertThat(plot.getRGB(i % 64, i / 64)).isEqualTo(empty.getRGB(i % 64, i / 64));
    }
  }

  @Test
  void nonsenseIsRefused() {
    Tensor good = Tensor.zeros(3, 2);
    Tensor nan = Tensor.of(new float[] {0, 0, 0, Float.NaN}, 2, 2);
    assertThatThrownBy(() -> PointPlot.of(good, nan, -2, 2, 64))
        .hasMessage("PointPlot: generated point 1 of 2 is NaN, expected numbers");
    assertThatThrownBy(() -> PointPlot.of(Tensor.zeros(3, 3), good, -2, 2, 64))
        .hasMessage("PointPlot.of(real): expected [N,2] = [*,2], got [3,3]");
    assertThatThrownBy(() -> PointPlot.of(good, good, 2, 2, 64))
        .hasMessage("PointPlot: expected finite low < high, got 2.0 and 2.0");
    assertThatThrownBy(() -> PointPlot.of(good, good, Double.NaN, 2, 64))
        .hasMessageContaining("got NaN and 2.0");
    assertThatThrownBy(() -> PointPlot.of(good, good, -2, 2, 15))
        .hasMessage("pixels must be >= 16, got 15");
  }
}
