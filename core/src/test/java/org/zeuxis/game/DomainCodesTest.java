package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class DomainCodesTest {
  private final Scope scope = new Scope();
  private final DomainCodes attributes =
      new DomainCodes(List.of("smiling", "young"), List.of("none", "smiling+young", "young"));
  private final DomainCodes classes = new DomainCodes(List.of(), List.of("google", "twitter", "x"));

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor rows(float... values) {
    return Tensor.of(values, values.length / 2, 2);
  }

  private float[] wanted(String target) {
    return attributes.wanted(target, 2, () -> rows(1, 1, 0, 1)).toFloats();
  }

  @Test
  void classesOfAttributesAreTheirZerosAndOnes() {
    assertThat(attributes.of(Tensor.of(new long[] {2, 0, 1}, 3)).toFloats())
        .containsExactly(0, 1, 0, 0, 1, 1);
    assertThat(attributes.names()).containsExactly("smiling", "young");
  }

  @Test
  void classesThatExcludeOneAnotherAreOneOfTheirNumber() {
    assertThat(classes.of(Tensor.of(new long[] {2, 0}, 2)).toFloats())
        .containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(classes.wanted("twitter", 1, () -> null).toFloats()).containsExactly(0, 1, 0);
  }

  /** -(t·log σ(l) + (1-t)·log(1-σ(l))), summed over attributes, the mean over images. */
  @Test
  void attributesAreJudgedByBinaryCrossEntropies() {
    double loss = attributes.loss(rows(2, -1, 0, 3), rows(1, 0, 0, 0)).item();
    double expected = (Math.log1p(Math.exp(-2))
            + Math.log1p(Math.exp(-1))
            + Math.log(2)
            + Math.log1p(Math.exp(3)))
        / 2;
    assertThat(loss).isCloseTo(expected, within(1e-6));
  }

  @Test
  void classesAreJudgedByCrossEntropy() {
    Tensor logits = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    Tensor code = classes.of(Tensor.of(new long[] {1}, 1));
    double expected = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 2;
    assertThat(classes.loss(logits, code).item()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void changeTogglesAnAttributeAndReplacesAClass() {
    assertThat(attributes.changed(rows(1, 1, 0, 1), 0).toFloats()).containsExactly(0, 1, 1, 1);
    assertThat(classes.changed(Tensor.of(new float[] {1, 0, 0}, 1, 3), 2).toFloats())
        .containsExactly(0, 0, 1);
    assertThat(attributes.change(1)).isEqualTo("young toggled");
    assertThat(classes.change(1)).isEqualTo("to twitter");
  }

  @Test
  void attributesThatAreNotNamedStay() {
    assertThat(wanted("smiling=1")).containsExactly(1, 1, 1, 1);
    assertThat(wanted("smiling")).containsExactly(1, 1, 1, 1);
    assertThat(wanted("young=0")).containsExactly(1, 0, 0, 0);
    assertThat(attributes
            .wanted("young=0, smiling=1", 2, () -> {
              throw new AssertionError("nothing stays");
            })
            .toFloats())
        .containsExactly(1, 0, 1, 0);
  }

  @Test
  void sureAttributesAreSeen() {
    assertThat(attributes.seen(rows(2, -1, 0, 0.1f)).toFloats()).containsExactly(1, 0, 0, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smilling=1 | 'smilling' is unknown, did you mean smiling? (known: smiling, young)",
        "beard | attribute 'beard' is unknown (known: smiling, young)",
        "smiling=2 | smiling: expected smiling=1 or smiling=0, got 'smiling=2'",
        "smiling=1,smiling=0 | smiling: expected once, got it twice",
        "'' | attribute '' is unknown (known: smiling, young)",
      })
  void unknownAttributeNamesThoseThereAre(String target, String message) {
    assertThatThrownBy(() -> wanted(target))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(message);
  }

  @Test
  void unknownClassNamesThoseThereAre() {
    assertThatThrownBy(() -> classes.wanted("twiter", 1, () -> null))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "domain 'twiter' is unknown, did you mean twitter? (known: google, twitter, x)");
  }

  @Test
  void oneClassIsNothingToChooseFrom() {
    assertThatThrownBy(() -> new DomainCodes(List.of(), List.of("all")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at least two domains");
  }
}
