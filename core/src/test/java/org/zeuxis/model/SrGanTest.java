package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;

/** Shapes and refusals; values are compared in {@link TranslationNetworksAgainstPyTorchTest}. */
@ExtendWith(OneThread.class)
class SrGanTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void imagesOfAnyShapeAreEnlarged(int scale) {
    Translator translator = new SrGan(3, scale, 2, 1).translator(init);
    Tensor y = translator.forward(new Rng(2).normal(1, 3, 5, 7), null);
    assertThat(y.shape()).containsExactly(1, 3, 5L * scale, 7L * scale);
    assertThat(translator.multiple()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 96})
  void largeImagesAreJudged(int side) {
    try (NoGrad guard = new NoGrad()) {
      Discriminator discriminator = new SrGan(3, 4, 1, 1).discriminator(side, init);
      Tensor x = new Rng(2).normal(2, 3, side, side);
      assertThat(discriminator.forward(x, null).shape()).containsExactly(2);
      assertThat(discriminator.features(x, null).shape()).containsExactly(2, 16);
    }
  }

  @Test
  void coloursAreLinear() {
    Translator translator = new SrGan(1, 2, 2, 0).translator(init);
    translator.train(false);
    translator.parameters().get("main.6.bias").detach().fillInPlace(7);
    assertThat(translator.forward(Tensor.zeros(1, 1, 4, 4), null).max().item()).isGreaterThan(1);
  }

  /** Figure 4 for 96×96: SRResNet with 16 blocks, and a dense layer of 1024. */
  @Test
  void parametersAreAsManyAsTheFigureHas() {
    SrGan paper = new SrGan(3, 4, 64, 16);
    long f = 64;
    long block = 2 * (9 * f * f + 2 * f) + f;
    long trunk = 16 * block + 9 * f * f + 2 * f;
    long enlarging = 2 * (9 * f * 4 * f + 4 * f + f);
    long ends = 81 * 3 * f + f + f + 81 * f * 3 + 3;
    assertThat(paper.translator(init).parameterCount()).isEqualTo(trunk + enlarging + ends);
    long d = 9 * 3 * f + f;
    long[] widths = {64, 64, 128, 128, 256, 256, 512, 512};
    for (int i = 1; i < widths.length; i++) {
      d += 9 * widths[i - 1] * widths[i] + 2 * widths[i];
    }
    d += 512 * 36 * 1024 + 1024 + 1024 + 1;
    assertThat(paper.discriminator(96, init).parameterCount()).isEqualTo(d);
  }

  @Test
  void inputsOfOtherShapesAreNamed() {
    SrGan networks = new SrGan(3, 4, 1, 1);
    assertThatThrownBy(() -> networks.translator(init).forward(Tensor.ones(2, 1, 8, 8), null))
        .hasMessage("Translator.forward(x): expected [N,C,H,W] = [*,3,*,*], got [2,1,8,8]");
    Discriminator discriminator = networks.discriminator(16, init);
    assertThatThrownBy(() -> discriminator.forward(Tensor.ones(2, 3, 8, 8), null))
        .hasMessage("Discriminator.forward(x): expected [N,C,H,W] = [*,3,16,16], got [2,3,8,8]");
  }

  @ParameterizedTest
  @CsvSource({
    "0,4,2,1, 'srgan: channels must be >= 1, got 0'",
    "1,3,2,1, 'srgan: scale must be 2, 4 or 8, got 3'",
    "1,16,2,1, 'srgan: scale must be 2, 4 or 8, got 16'",
    "1,4,0,1, 'srgan: features must be >= 1, got 0'",
    "1,4,2,-1, 'srgan: blocks must be >= 0, got -1'"
  })
  void valuesOutsideTheirRangeAreNamed(int channels, int scale, int f, int blocks, String message) {
    assertThatThrownBy(() -> new SrGan(channels, scale, f, blocks)).hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 40})
  void sidesThatCannotBeHalvedFourTimesAreNamed(int side) {
    assertThatThrownBy(() -> new SrGan(3, 4, 1, 1).discriminator(side, init))
        .hasMessage("srgan: side must be a multiple of 16, at least 16, got " + side);
  }
}
