package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;

/**
 * {@link PixelDa} and its {@link TaskNetwork}: shapes and refusals; values are compared in
 * {@link TranslationNetworksAgainstPyTorchTest}.
 */
@ExtendWith(OneThread.class)
class PixelDaTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  static IntStream taskSides() {
    return IntStream.rangeClosed(16, 64);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 28, 32, 64, 128})
  void imagesAreTranslatedAndJudged(int side) {
    PixelDa networks = new PixelDa(1, 3, side, 1, 1, 4);
    try (NoGrad guard = new NoGrad()) {
      Translator translator = networks.translator(init);
      Tensor y = translator.forward(new Rng(2).normal(2, 1, side, side), new Rng(3).normal(2, 4));
      assertThat(y.shape()).containsExactly(2, 3, side, side);
      assertThat(y.abs().max().item()).isLessThanOrEqualTo(1);
      assertThat(translator.multiple()).isEqualTo(side);
      Discriminator discriminator = networks.discriminator(init, new Rng(4));
      assertThat(discriminator.forward(y, null).shape()).containsExactly(2);
      long map = discriminator.features(y, null).size(1);
      assertThat(map).as("f·2^halvings channels of at most 4×4").isLessThanOrEqualTo(16 * 32);
    }
  }

  /** The authors' for MNIST: 28, 14, 7, 4 with 64, 128, 256, 512 channels. */
  @Test
  void theDiscriminatorHalvesToAMapOfFour() {
    Discriminator d = new PixelDa(3, 3, 28, 64, 6, 10).discriminator(init, new Rng(2));
    assertThat(d.parameters().get("main.11.weight").shape()).containsExactly(512, 256, 3, 3);
    assertThat(d.parameters().get("main.16.weight").shape()).containsExactly(1, 512 * 4 * 4);
  }

  @Test
  void dropoutDrawsFromItsStreamInTrainingAlone() {
    Rng dropout = new Rng(5);
    Discriminator d = new PixelDa(1, 1, 16, 4, 0, 1).discriminator(init, dropout);
    Tensor x = new Rng(2).normal(2, 1, 16, 16);
    byte[] before = dropout.state();
    Tensor a = d.forward(x, null);
    assertThat(a.sameAs(d.forward(x, null))).isFalse();
    dropout.restore(before);
    assertThat(a.sameAs(d.forward(x, null))).isTrue();
    byte[] after = dropout.state();
    d.train(false);
    assertThat(d.forward(x, null).sameAs(d.forward(x, null))).isTrue();
    assertThat(dropout.state()).isEqualTo(after);
  }

  @Test
  void theNoiseMatters() {
    Translator translator = new PixelDa(1, 1, 8, 2, 1, 3).translator(init);
    Tensor x = new Rng(2).normal(2, 1, 8, 8);
    Rng noise = new Rng(3);
    assertThat(translator
            .forward(x, noise.normal(2, 3))
            .sameAs(translator.forward(x, noise.normal(2, 3))))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("taskSides")
  void classesAreToldOfImagesOfEverySide(int side) {
    try (NoGrad guard = new NoGrad()) {
      TaskNetwork task = new TaskNetwork(3, side, 10, 2, init);
      Tensor features = task.features(new Rng(2).normal(2, 3, side, side));
      assertThat(features.shape()).containsExactly(2, task.featureCount());
      assertThat(task.classify(features).shape()).containsExactly(2, 10);
      assertThat(TaskNetwork.domainClassifier(task.featureCount(), init)
              .forward(features, null)
              .shape())
          .containsExactly(2);
    }
  }

  /** Figure 4a: 32 and 48 maps, 100, 100 and 10 units; 48·4·4 features of 28 pixels a side. */
  @Test
  void parametersOfTheTaskNetworkAreAsManyAsTheFigureHas() {
    TaskNetwork task = new TaskNetwork(3, 28, 10, 32, init);
    assertThat(task.featureCount()).isEqualTo(768);
    long convolutions = 3 * 32 * 25 + 32 + 32 * 48 * 25 + 48;
    assertThat(task.parameterCount())
        .isEqualTo(convolutions + 768 * 100 + 100 + 100 * 100 + 100 + 100 * 10 + 10);
    assertThat(TaskNetwork.domainClassifier(768, init).parameterCount())
        .isEqualTo(768 * 100 + 100 + 100 + 1);
  }

  @Test
  void inputsOfOtherShapesAreNamed() {
    PixelDa networks = new PixelDa(1, 3, 16, 1, 1, 4);
    Translator translator = networks.translator(init);
    assertThatThrownBy(() -> translator.forward(Tensor.ones(2, 3, 16, 16), Tensor.ones(2, 4)))
        .hasMessage("Translator.forward(x): expected [N,C,H,W] = [*,1,16,16], got [2,3,16,16]");
    assertThatThrownBy(() -> translator.forward(Tensor.ones(2, 1, 16, 16), Tensor.ones(2, 5)))
        .hasMessage("Translator.forward(z): expected [N,noise] = [2,4], got [2,5]");
    assertThatThrownBy(() -> new TaskNetwork(1, 16, 2, 2, init).forward(Tensor.ones(2, 1, 8, 8)))
        .hasMessage("TaskNetwork.features(x): expected [N,C,H,W] = [*,1,16,16], got [2,1,8,8]");
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,16,2,1,3, 'pixelda: in must be >= 1, got 0'",
    "1,0,16,2,1,3, 'pixelda: out must be >= 1, got 0'",
    "1,1,7,2,1,3, 'pixelda: side must be in 8..128, got 7'",
    "1,1,129,2,1,3, 'pixelda: side must be in 8..128, got 129'",
    "1,1,16,0,1,3, 'pixelda: features must be >= 1, got 0'",
    "1,1,16,2,-1,3, 'pixelda: blocks must be >= 0, got -1'",
    "1,1,16,2,1,0, 'pixelda: noise must be >= 1, got 0'"
  })
  void valuesOutsideTheirRangeAreNamed(
      int in, int out, int side, int f, int blocks, int noise, String message) {
    assertThatThrownBy(() -> new PixelDa(in, out, side, f, blocks, noise)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0,16,2,2, 'task network: channels must be >= 1, got 0'",
    "1,15,2,2, 'task network: side must be in 16..64, got 15'",
    "1,65,2,2, 'task network: side must be in 16..64, got 65'",
    "1,16,1,2, 'task network: classes must be >= 2, got 1'",
    "1,16,2,1, 'task network: features must be >= 2, got 1'"
  })
  void valuesOfTheTaskNetworkOutsideTheirRangeAreNamed(
      int channels, int side, int classes, int f, String message) {
    assertThatThrownBy(() -> new TaskNetwork(channels, side, classes, f, init)).hasMessage(message);
  }
}
