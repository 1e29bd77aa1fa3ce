package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Close;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.ShapeException;
import org.zeuxis.engine.Tensor;
import org.zeuxis.metric.ImagePairs.Channels;

@ExtendWith(OneThread.class)
class ImagePairsTest {
  private static final long SEED = 7;

  /** Pixels are float32. */
  private static final Offset<Double> CLOSE = within(1e-7);

  /** SSIM's, for levels 0..255. */
  private static final double C1 = 2.55 * 2.55;

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

  /** Images of one byte value. */
  private static Tensor level(double level, long... shape) {
    return Tensor.full(level / 127.5 - 1, shape);
  }

  private static Tensor psnr(Tensor a, Tensor b) {
    return ImagePairs.psnr(a, b, Channels.ALL);
  }

  private static Tensor ssim(Tensor a, Tensor b) {
    return ImagePairs.ssim(a, b, Channels.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey", "colour"})
  void allAgreeWithAnIndependentImplementation(String name) {
    Fixture fixture = Fixture.load("pair_metrics");
    Tensor a = fixture.get(name + "/a");
    Tensor b = fixture.get(name + "/b");
    Close.assertClose("l1", ImagePairs.l1(a, b), fixture.get(name + "/l1"), 1e-6);
    Close.assertClose("psnr", psnr(a, b), fixture.get(name + "/psnr"), 1e-6);
    Close.assertClose("ssim", ssim(a, b), fixture.get(name + "/ssim"), 1e-6);
    Close.assertClose(
        "psnr of luma",
        ImagePairs.psnr(a, b, Channels.LUMA),
        fixture.get(name + "/psnr-luma"),
        1e-6);
    Close.assertClose(
        "ssim of luma",
        ImagePairs.ssim(a, b, Channels.LUMA),
        fixture.get(name + "/ssim-luma"),
        1e-6);
  }

  @ParameterizedTest
  @EnumSource(Channels.class)
  void equalImagesAreAsNearAsCanBe(Channels channels) {
    Tensor images = noise(2, 3, 16, 12);
    double numbers = (channels == Channels.ALL ? 3 : 1) * 16 * 12;
    double highest = 10 * Math.log10(255 * 255 * numbers);
    assertThat(ImagePairs.l1(images, images).toDoubles()).containsOnly(0);
    assertThat(ImagePairs.ssim(images, images, channels).toDoubles()).containsOnly(1);
    assertThat(ImagePairs.psnr(images, images, channels).toDoubles())
        .containsOnly(new double[] {highest}, CLOSE);
  }

  @Test
  void noImageIsNearerThanOneThatDiffersByALevelInANumber() {
    Tensor a = level(100, 1, 1, 4, 4);
    Tensor b = a.copy();
    b.narrow(3, 0, 1).narrow(2, 0, 1).fillInPlace(101 / 127.5 - 1);
    assertThat(psnr(a, b).item())
        .isCloseTo(10 * Math.log10(255 * 255 * 16), CLOSE)
        .isEqualTo(psnr(a, a).item());
  }

  @Test
  void anOffsetHasAClosedForm() {
    Tensor a = level(40, 2, 3, 16, 16);
    Tensor b = level(55, 2, 3, 16, 16);
    double ratio = 20 * Math.log10(255 / 15.0);
    double luminance = (2 * 40 * 55 + C1) / (40 * 40 + 55 * 55 + C1); // the rest of SSIM is 1
    assertThat(ImagePairs.l1(a, b).toDoubles()).containsOnly(new double[] {15 / 255.0}, CLOSE);
    assertThat(psnr(a, b).toDoubles()).containsOnly(new double[] {ratio}, CLOSE);
    assertThat(ssim(a, b).toDoubles()).containsOnly(new double[] {luminance}, CLOSE);
  }

  @Test
  void blackAndWhiteAreAsFarAsCanBe() {
    Tensor black = level(0, 1, 3, 11, 11);
    Tensor white = level(255, 1, 3, 11, 11);
    assertThat(ImagePairs.l1(black, white).item()).isEqualTo(1);
    assertThat(psnr(black, white).item()).isCloseTo(0, CLOSE);
    assertThat(ssim(black, white).item()).isCloseTo(C1 / (255 * 255 + C1), CLOSE);
    // The luma of white is 235, that of black 16.
    assertThat(ImagePairs.psnr(black, white, Channels.LUMA).item())
        .isCloseTo(20 * Math.log10(255 / 219.0), CLOSE);
  }

  @Test
  void everyMeasureIsSymmetric() {
    Tensor a = noise(3, 3, 14, 14);
    Tensor b = a.flip(3);
    for (Channels channels : Channels.values()) {
      assertThat(ImagePairs.psnr(a, b, channels).toDoubles())
          .containsExactly(ImagePairs.psnr(b, a, channels).toDoubles());
      assertThat(ImagePairs.ssim(a, b, channels).toDoubles())
          .containsExactly(ImagePairs.ssim(b, a, channels).toDoubles());
    }
    assertThat(ImagePairs.l1(a, b).toDoubles())
        .containsExactly(ImagePairs.l1(b, a).toDoubles());
  }

  @Test
  void psnrAndSsimAreOfBytesAndL1OfWhatThereIs() {
    Tensor a = level(100, 1, 1, 12, 12);
    Tensor b = level(100.4, 1, 1, 12, 12);
    assertThat(psnr(a, b).item()).isEqualTo(psnr(a, a).item());
    assertThat(ssim(a, b).item()).isEqualTo(1);
    assertThat(ImagePairs.l1(a, b).item()).isCloseTo(0.4 / 255, CLOSE);
    Tensor brighter = Tensor.full(1.5, 1, 1, 12, 12); // than white, as a linear output may be
    assertThat(psnr(a, brighter).item())
        .isEqualTo(psnr(a, level(255, 1, 1, 12, 12)).item());
    assertThat(ImagePairs.l1(a, brighter).item()).isCloseTo((1.25 * 255 - 100) / 255, CLOSE);
  }

  @Test
  void structureOfTheOppositeSignIsNegative() {
    Tensor images = noise(2, 1, 16, 16);
    assertThat(Arrays.stream(ssim(images, images.neg()).toDoubles()))
        .allMatch(value -> value >= -1 && value < -0.5);
  }

  @Test
  void eachMeasuresPairByPairWhateverTheBlock() {
    Tensor a = noise(19, 1, 12, 12);
    Tensor b = a.flip(2);
    double[] values = ImagePairs.each(ImageBatches.of(a), ImageBatches.of(b), ImagePairsTest::psnr);
    assertThat(values).containsExactly(psnr(a, b).toDoubles(), within(1e-12));
    assertThat(Spread.of(values).mean()).isCloseTo(psnr(a, b).mean().item(), within(1e-12));
  }

  @Test
  void setsOfOtherNumberOrShapeAreRefused() {
    ImageBatches outputs = ImageBatches.of(noise(3, 1, 12, 12));
    for (ImageBatches targets : new ImageBatches[] {
      ImageBatches.of(noise(2, 1, 12, 12)), ImageBatches.of(noise(3, 1, 12, 13))
    }) {
      assertThatThrownBy(() -> ImagePairs.each(outputs, targets, ImagePairs::l1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("3 of [1, 12, 12], got " + targets.count() + " of [1, 12, 1");
    }
  }

  private static void assertRefused(
      BinaryOperator<Tensor> measure, Tensor a, Tensor b, Class<?> type, String message) {
    assertThatThrownBy(() -> measure.apply(a, b)).isInstanceOf(type).hasMessage(message);
  }

  @Test
  void otherShapesAreRefused() {
    Tensor a = noise(2, 1, 12, 12);
    Tensor b = noise(2, 1, 12, 13);
    Class<?> type = ShapeException.class;
    String expected = "(target): expected [N,C,H,W] = [2,1,12,12], got [2,1,12,13]";
    assertRefused(ImagePairs::l1, a, b, type, "l1" + expected);
    assertRefused(ImagePairsTest::psnr, a, b, type, "psnr" + expected);
    assertRefused(ImagePairsTest::ssim, a, b, type, "ssim" + expected);
    Tensor flat = a.flatten(1);
    assertRefused(
        ImagePairs::l1,
        flat,
        flat,
        type,
        "l1(output): expected [N,C,H,W] = [*,*,*,*], got [2,144]");
  }

  @Test
  void whatCannotBeMeasuredIsRefused() {
    Class<?> type = InvalidInputException.class;
    Tensor a = noise(2, 4, 12, 12);
    Tensor broken = a.copy().fillInPlace(Double.NaN);
    assertRefused(
        ImagePairsTest::psnr,
        a,
        broken,
        type,
        "psnr: the target images hold NaN or infinite numbers");
    Tensor none = a.narrow(0, 0, 0);
    assertRefused(ImagePairs::l1, none, none, type, "l1: needs at least 1 output images, got 0");
    Tensor small = noise(2, 1, 12, 8);
    assertRefused(
        ImagePairsTest::ssim,
        small,
        small,
        type,
        "ssim: needs images of at least 11×11 pixels, got 12×8");
    assertRefused(
        (x, y) -> ImagePairs.psnr(x, y, Channels.LUMA),
        a,
        a,
        type,
        "luma: is of images with 1 or 3 channels, got 4");
  }

  @Test
  void whatIsReturnedIsInTheCallersScopeInFloat64() {
    Tensor images = noise(2, 3, 12, 12).requireGradient();
    Tensor found = ssim(images, images);
    assertThat(found.type()).isEqualTo(DType.FLOAT64);
    assertThat(found.shape()).containsExactly(2);
    assertThat(found.requiresGradient()).isFalse();
  }
}
