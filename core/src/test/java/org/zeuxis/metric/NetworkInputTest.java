package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

@ExtendWith(OneThread.class)
class NetworkInputTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void optionsComeInAnyOrder() {
    assertThat(NetworkInput.parse("t", List.of("input=zero-one", "size=299", "channels=3")))
        .isEqualTo(new NetworkInput(299, NetworkInput.Range.ZERO_ONE, 3));
    assertThat(NetworkInput.parse("t", List.of())).isEqualTo(NetworkInput.AS_IT_IS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "sise=299 @ t: unknown option 'sise=299', did you mean size=?; expected size=PIXELS, input=uint8|unit|zero-one or channels=1|3",
        "size @ t: unknown option 'size', did you mean size=?; expected size=PIXELS, input=uint8|unit|zero-one or channels=1|3",
        "size=big @ t: size=big: expected a whole number above 0",
        "size=0 @ t: size=0: expected a whole number above 0",
        "size=7 @ t: size=7: expected 8..1024 pixels",
        "channels=2 @ t: channels=2: expected 1 or 3",
        "input=byte @ t: input=byte: expected uint8, unit (-1..1) or zero-one (0..1)"
      },
      quoteCharacter = '"')
  void aBadOptionIsSaidInOneLine(String option, String message) {
    assertThatThrownBy(() -> NetworkInput.parse("t", List.of(option)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void anOptionIsGivenOnce() {
    assertThatThrownBy(() -> NetworkInput.parse("t", List.of("size=8", "size=9")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("t: size is given twice");
  }

  @Test
  void everyByteOfAnImageIsFoundAgain() {
    float[] values = new float[256];
    IntStream.range(0, 256).forEach(i -> values[i] = i / 127.5f - 1f);
    Tensor bytes =
        new NetworkInput(0, NetworkInput.Range.UINT8, 0).prepare(Tensor.of(values, 1, 1, 16, 16));
    assertThat(bytes.type()).isEqualTo(DType.UINT8);
    byte[] expected = new byte[256];
    IntStream.range(0, 256).forEach(i -> expected[i] = (byte) i);
    assertThat(bytes.toBytes()).isEqualTo(expected);
  }

  @Test
  void valuesBeyondTheRangeAreCutNotWrapped() {
    Tensor bytes = NetworkInput.Range.UINT8.of(Tensor.of(new float[] {-1.5f, 1.5f}, 1, 1, 1, 2));
    assertThat(bytes.toBytes()).containsExactly(0, 255);
  }

  @Test
  void colourBecomesGreyAsTheEyeSeesIt() {
    Tensor colour = Tensor.of(new float[] {1, 0, -1}, 1, 3, 1, 1);
    Tensor grey = new NetworkInput(0, null, 1).prepare(colour);
    assertThat(Arrays.toString(grey.shape())).isEqualTo("[1, 1, 1, 1]");
    assertThat(grey.item()).isCloseTo(0.299 - 0.114, Offset.offset(1e-6));
  }

  @Test
  void pixelsAreTheImageRowByRow() {
    try (PixelFeatures pixels = new PixelFeatures()) {
      Features found = pixels.extract(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 1, 2, 2));
      assertThat(found.vectors().shape()).containsExactly(2, 4);
      assertThat(found.vectors().toFloats()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
      assertThat(found.probabilities()).isNull();
      assertThat(pixels.hash()).matches("[0-9a-f]{64}");
    }
  }
}
