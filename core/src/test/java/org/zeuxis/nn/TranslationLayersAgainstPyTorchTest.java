package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/** Layers of networks that make images of images, against {@code make_translation_fixtures.py}. */
class TranslationLayersAgainstPyTorchTest extends AgainstPyTorch {
  private static final Init INIT = Init.pytorch(new Rng(1));
  private static final Map<String, Supplier<Layer>> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put("pixel_shuffle", () -> new PixelShuffle(2));
    LAYERS.put("pixel_shuffle_by_three", () -> new PixelShuffle(3));
    LAYERS.put("prelu", () -> new PRelu(3));
    LAYERS.put("prelu_of_numbers", () -> new PRelu(3));
    LAYERS.put("prelu_shared", () -> new PRelu(1));
    LAYERS.put("channelwise_linear", () -> new ChannelwiseLinear(3, 2, INIT));
  }

  TranslationLayersAgainstPyTorchTest() {
    super(Fixture.load("translation_layers"));
  }

  static Stream<String> names() {
    return LAYERS.keySet().stream();
  }

  @Override
  Layer create(String name) {
    return LAYERS.get(name).get();
  }

  @Test
  void aPixelsChannelsBecomeASquareRowByRow() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 8, 1, 1);
    Tensor y = new PixelShuffle(2).forward(x);
    assertThat(y.shape()).containsExactly(1, 2, 2, 2);
    assertThat(y.toFloats()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    Tensor wide = new PixelShuffle(2).forward(x.reshape(1, 4, 1, 2));
    assertThat(wide.toFloats()).containsExactly(1, 3, 2, 4, 5, 7, 6, 8);
  }

  @Test
  void preluBeginsWithAQuarterOfWhatIsNegative() {
    Tensor y = new PRelu(2).forward(Tensor.of(new float[] {-4, 4, 8, -8}, 2, 2));
    assertThat(y.toFloats()).containsExactly(-1, 4, 8, -2);
    assertThat(new PRelu(1, 0.5).forward(Tensor.of(new float[] {-4}, 1)).toFloats())
        .containsExactly(-2);
  }

  @Test
  void aChannelSeesItselfAlone() {
    Layer layer = new ChannelwiseLinear(2, 3, INIT);
    Tensor x = new Rng(2).normal(1, 2, 3, 3);
    Tensor other = Tensor.cat(List.of(x.narrow(1, 0, 1), x.narrow(1, 1, 1).neg()), 1);
    Tensor y = layer.forward(x);
    Tensor z = layer.forward(other);
    assertThat(y.select(1, 0).sameAs(z.select(1, 0))).isTrue();
    assertThat(y.select(1, 1).sameAs(z.select(1, 1))).isFalse();
    assertThat(layer.parameterCount()).as("m·n⁴, and a bias each").isEqualTo(2 * 81 + 2 * 9);
  }

  @Test
  void aWeightFormKnowsTheFanInOfALayerWithinChannels() {
    ChannelwiseLinear layer = new ChannelwiseLinear(2, 3, INIT);
    assertThat(layer.fanIn()).isEqualTo(9);
    WeightForm.SPECTRAL.applyTo(layer, new Rng(3));
    assertThat(layer.forward(Tensor.ones(1, 2, 3, 3)).isFinite()).isTrue();
  }

  @Test
  void inputsOfOtherShapesAreNamed() {
    assertThatThrownBy(() -> new PixelShuffle(2).forward(Tensor.ones(1, 6, 2, 2)))
        .hasMessage("PixelShuffle.forward(x): expected [N,C,H,W] with C a multiple of 4, "
            + "got [1,6,2,2]");
    assertThatThrownBy(() -> new PixelShuffle(2).forward(Tensor.ones(4, 4)))
        .hasMessageEndingWith("got [4,4]");
    assertThatThrownBy(() -> new PRelu(3).forward(Tensor.ones(2, 4)))
        .hasMessage("PRelu.forward(x): expected [N,C,...] = [*,3,...], got [2,4]");
    assertThatThrownBy(() -> new ChannelwiseLinear(2, 3, INIT).forward(Tensor.ones(1, 2, 4, 4)))
        .hasMessage("ChannelwiseLinear.forward(x): expected [N,C,H,W] = [*,2,3,3], got [1,2,4,4]");
  }

  @Test
  void valuesOutsideTheirRangeAreNamed() {
    assertThatThrownBy(() -> new PixelShuffle(0))
        .hasMessage("PixelShuffle: factor must be >= 1, got 0");
    assertThatThrownBy(() -> new PRelu(0)).hasMessage("PRelu: channels must be >= 1, got 0");
  }
}
