package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;

/** Shapes and refusals; values are compared in {@link TranslationNetworksAgainstPyTorchTest}. */
@ExtendWith(OneThread.class)
class StarGanTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @CsvSource({"8, 2, 2", "12, 2, 3", "28, 3, 3", "32, 4, 2", "64, 5, 2", "128, 6, 2", "256, 6, 4"})
  void theCriticHalvesToAMapOfTwoOrThreeButAtMostSixTimes(int side, int halvings, int map) {
    StarGan networks = new StarGan(3, side, 5, 1, 0);
    try (NoGrad guard = new NoGrad()) {
      DomainCritic critic = networks.discriminator(init);
      Tensor x = new Rng(2).normal(2, 3, side, side);
      assertThat(critic.forward(x, null).shape()).containsExactly(2L * map * map);
      assertThat(critic.domains(x).shape()).containsExactly(2, 5);
      assertThat(critic.parameters().get("domains.weight").shape())
          .containsExactly(5, 1L << (halvings - 1), map, map);
    }
  }

  @Test
  void theTranslatorKeepsAnyShapeOfMultiplesOfFour() {
    Translator translator = new StarGan(3, 8, 2, 2, 1).translator(init);
    Tensor y = translator.forward(new Rng(2).normal(2, 3, 12, 20), new Rng(3).normal(2, 2));
    assertThat(y.shape()).containsExactly(2, 3, 12, 20);
    assertThat(y.abs().max().item()).isLessThanOrEqualTo(1);
    assertThat(translator.multiple()).isEqualTo(4);
  }

  @Test
  void theConditionMatters() {
    Translator translator = new StarGan(1, 8, 2, 2, 1).translator(init);
    Tensor x = new Rng(2).normal(1, 1, 8, 8);
    Tensor a = translator.forward(x, Tensor.of(new float[] {1, 0}, 1, 2));
    Tensor b = translator.forward(x, Tensor.of(new float[] {0, 1}, 1, 2));
    assertThat(a.sameAs(b)).isFalse();
  }

  /** The authors' networks for 128×128 and 5 domains, as PyTorch counts them. */
  @Test
  void parametersAreAsManyAsTheAuthors() {
    StarGan paper = new StarGan(3, 128, 5, 64, 6);
    assertThat(paper.translator(init).parameterCount()).isEqualTo(8_430_528);
    assertThat(paper.discriminator(init).parameterCount()).isEqualTo(44_762_048);
  }

  @Test
  void inputsOfOtherShapesAreNamed() {
    StarGan networks = new StarGan(3, 8, 2, 2, 1);
    Translator translator = networks.translator(init);
    Tensor asked = Tensor.ones(2, 2);
    assertThatThrownBy(() -> translator.forward(Tensor.ones(2, 1, 8, 8), asked))
        .hasMessage("Translator.forward(x): expected [N,C,H,W] = [*,3,*,*], got [2,1,8,8]");
    assertThatThrownBy(() -> translator.forward(Tensor.ones(2, 3, 8, 10), asked))
        .hasMessage("Translator.forward(x): expected H and W to be multiples of 4, got [2,3,8,10]");
    assertThatThrownBy(() -> translator.forward(Tensor.ones(3, 3, 8, 8), asked))
        .hasMessage("Translator.forward(condition): expected [N,domains] = [3,2], got [2,2]");
    assertThatThrownBy(() -> networks.discriminator(init).domains(Tensor.ones(2, 3, 4, 4)))
        .hasMessage("DomainCritic.forward(x): expected [N,C,H,W] = [*,3,8,8], got [2,3,4,4]");
  }

  @ParameterizedTest
  @CsvSource({
    "0,8,2,2,1, 'stargan: channels must be >= 1, got 0'",
    "1,4,2,2,1, 'stargan: side must be a multiple of 4, at least 8, got 4'",
    "1,30,2,2,1, 'stargan: side must be a multiple of 4, at least 8, got 30'",
    "1,8,0,2,1, 'stargan: domains must be >= 1, got 0'",
    "1,8,2,0,1, 'stargan: features must be >= 1, got 0'",
    "1,8,2,2,-1, 'stargan: blocks must be >= 0, got -1'"
  })
  void valuesOutsideTheirRangeAreNamed(
      int channels, int side, int domains, int f, int blocks, String message) {
    assertThatThrownBy(() -> new StarGan(channels, side, domains, f, blocks)).hasMessage(message);
  }
}
