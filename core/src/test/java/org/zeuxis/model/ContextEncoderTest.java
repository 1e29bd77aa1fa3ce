package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Norm;

/** Shapes and refusals; values are compared in {@link TranslationNetworksAgainstPyTorchTest}. */
@ExtendWith(OneThread.class)
class ContextEncoderTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32, 64, 128})
  void theWholeImageIsPaintedAndJudged(int side) {
    ContextEncoder networks = new ContextEncoder(3, side, 2, 4);
    try (NoGrad guard = new NoGrad()) {
      Translator translator = networks.translator(Norm.BATCH, init);
      Tensor y = translator.forward(new Rng(2).normal(2, 4, side, side), null);
      assertThat(y.shape()).containsExactly(2, 3, side, side);
      assertThat(y.abs().max().item()).isLessThanOrEqualTo(1);
      assertThat(translator.multiple()).isEqualTo(side);
      assertThat(networks.discriminator(Norm.BATCH, init).forward(y, null).shape())
          .containsExactly(2);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Norm.class, mode = Mode.EXCLUDE, names = "VIRTUAL_BATCH") // needs a reference
  void everyNormalisationFits(Norm norm) {
    Translator translator = new ContextEncoder(1, 16, 2, 4).translator(norm, init);
    Tensor y = translator.forward(new Rng(2).normal(2, 2, 16, 16), null);
    assertThat(y.isFinite()).isTrue();
    assertThat(translator.parameters().containsKey("main.2.bias")).isEqualTo(norm.needsBias());
  }

  /** Convolutions alone would not carry a corner so far at this depth. */
  @Test
  void everyPixelDependsOnEveryOther() {
    Translator translator = new ContextEncoder(1, 64, 4, 8).translator(Norm.NONE, init);
    Tensor x = new Rng(2).normal(1, 2, 64, 64).requireGradient();
    Tensor corner = translator.forward(x, null).narrow(2, 0, 1).narrow(3, 0, 1);
    Tensor gradient = corner.gradientWithRespectTo(x);
    assertThat(gradient.narrow(2, 62, 2).narrow(3, 62, 2).abs().max().item()).isPositive();
  }

  @Test
  void channelsDoubleUpToTheirLimit() {
    Translator translator = new ContextEncoder(3, 64, 4, 10).translator(Norm.BATCH, init);
    assertThat(translator.parameters().get("main.0.weight").shape()).containsExactly(4, 4, 4, 4);
    assertThat(translator.parameters().get("main.2.weight").shape()).containsExactly(8, 4, 4, 4);
    assertThat(translator.parameters().get("main.5.weight").shape()).containsExactly(10, 8, 4, 4);
    assertThat(translator.parameters().get("main.8.weight").shape()).containsExactly(10, 10, 4, 4);
    assertThat(translator.parameters().get("main.11.weight").shape()).containsExactly(160, 16);
    assertThat(translator.parameters().get("main.12.weight").shape()).containsExactly(10, 10, 1, 1);
  }

  @Test
  void anImageWithoutItsMaskIsNamed() {
    Translator translator = new ContextEncoder(3, 16, 2, 4).translator(Norm.BATCH, init);
    assertThatThrownBy(() -> translator.forward(Tensor.ones(2, 3, 16, 16), null))
        .hasMessage("Translator.forward(x): expected [N,C+1,H,W] = [*,4,16,16], got [2,3,16,16]");
  }

  @ParameterizedTest
  @CsvSource({
    "0,16,2,4, 'context encoder: channels must be >= 1, got 0'",
    "1,4,2,4, 'context encoder: side must be 8, 16, 32, 64 or 128, got 4'",
    "1,24,2,4, 'context encoder: side must be 8, 16, 32, 64 or 128, got 24'",
    "1,256,2,4, 'context encoder: side must be 8, 16, 32, 64 or 128, got 256'",
    "1,16,0,4, 'context encoder: features must be >= 1, got 0'",
    "1,16,2,1, 'context encoder: maxFeatures must be >= features, got 1'"
  })
  void valuesOutsideTheirRangeAreNamed(int channels, int side, int f, int max, String message) {
    assertThatThrownBy(() -> new ContextEncoder(channels, side, f, max)).hasMessage(message);
  }
}
