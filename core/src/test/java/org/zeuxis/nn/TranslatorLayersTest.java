package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * Reflected edges, output padding, instance norm without scale and shift, against
 * {@code make_translator_fixtures.py}.
 */
class TranslatorLayersTest extends AgainstPyTorch {
  private static final Fixture FIXTURE = Fixture.load("translator_layers");
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final Map<String, Supplier<Layer>> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("reflection_pad_1", () -> new ReflectionPad(1));
    LAYERS.put("reflection_pad_3", () -> new ReflectionPad(3));
    LAYERS.put(
        "conv_transpose_output_padding", () -> new ConvTranspose2d(3, 2, 3, 2, 1, 1, true, INIT));
    LAYERS.put("conv_transpose_stride_3", () -> new ConvTranspose2d(2, 2, 3, 3, 0, 2, false, INIT));
    LAYERS.put("instance_norm_alone", () -> new InstanceNorm(3));
  }

  TranslatorLayersTest() {
    super(FIXTURE);
  }

  static Stream<String> names() {
    return LAYERS.keySet().stream();
  }

  @Override
  Layer create(String name) {
    return LAYERS.get(name).get();
  }

  @Test
  void theOutermostPixelIsTheMirror() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
    Tensor y = new ReflectionPad(1).forward(x);
    assertThat(y.shape()).containsExactly(1, 1, 4, 5);
    assertThat(y.toFloats())
        .containsExactly(5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 2, 1, 2, 3, 2);
  }

  @ParameterizedTest
  @CsvSource({"2,3", "3,2", "2,2"})
  void imagesTooSmallToBeMirroredAreNamed(long height, long width) {
    assertThatThrownBy(() -> new ReflectionPad(2).forward(Tensor.ones(4, 1, height, width)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ReflectionPad.forward(x): expected [N,C,H,W] with H and W above 2, got [4,1,"
            + height + "," + width + "]");
  }

  @Test
  void whatIsNoImageIsNamed() {
    assertThatThrownBy(() -> new ReflectionPad(1).forward(Tensor.ones(3, 4, 4)))
        .hasMessage(
            "ReflectionPad.forward(x): expected [N,C,H,W] with H and W above 1, got [3,4,4]");
    assertThatThrownBy(() -> new ReflectionPad(0))
        .hasMessage("ReflectionPad: padding must be >= 1, got 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 2})
  void outputPaddingIsBelowTheStride(long outputPadding) {
    assertThatThrownBy(() -> new ConvTranspose2d(3, 2, 3, 2, 1, outputPadding, true, INIT))
        .hasMessage("ConvTranspose2d: outputPadding must be in 0..1, below the stride, got "
            + outputPadding);
  }

  @Test
  void outputPaddingOfNoneIsTheShorterConstructor() {
    Rng rng = new Rng(2);
    Layer shorter = new ConvTranspose2d(3, 2, 4, 2, 1, true, Init.pytorch(new Rng(3)));
    Layer longer = new ConvTranspose2d(3, 2, 4, 2, 1, 0, true, Init.pytorch(new Rng(3)));
    Tensor x = rng.normal(2, 3, 5, 5);
    assertThat(longer.forward(x).sameAs(shorter.forward(x))).isTrue();
  }

  @Test
  void everyLayerOfTheFixtureIsCompared() {
    assertThat(LAYERS).hasSize(5).allSatisfy((name, layer) -> assertThat(FIXTURE.group(name))
        .containsKeys("x", "y"));
  }
}
