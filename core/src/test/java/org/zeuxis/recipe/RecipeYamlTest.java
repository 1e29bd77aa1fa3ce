package org.zeuxis.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class RecipeYamlTest {
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
      generator.learnigRate, generator.learningRate
      Network.Features,      network.features
      training.batchsize,    training.batchSize
      learningRate,          generator.learningRate
      outputs.samples,       output.samples
      """)
  void unknownKeySuggestsTheNearest(String typed, String meant) {
    assertUnknown(typed + "=1", "--set: unknown key '" + typed + "', did you mean " + meant + "?");
  }

  @Test
  void keyUnlikeAnyOtherPointsToTheList() {
    assertUnknown("zzz=1", "--set: unknown key 'zzz', 'zeuxis recipes keys' lists them");
  }

  @Test
  void groupOfKeysCannotBeSet() {
    assertUnknown("network=dcgan", "--set: unknown key 'network'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.features", "=3", ""})
  void assignmentNeedsAKeyAndAValue(String assignment) {
    assertUnknown(assignment, "--set: expected key=value such as generator.learningRate=1e-4");
  }

  @Test
  void valueMayHoldAnEqualsSign() {
    assertThat(Catalogue.resolve("dcgan", List.of("data.source=a=b")).data().source())
        .isEqualTo("a=b");
  }

  /** Folders may be called anything, and YAML has a meaning for much of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "007",
        "08",
        "0x1F",
        "1e5",
        "1_000",
        "1.50",
        ".5",
        "-1",
        "+1",
        "1:30",
        "no",
        "Yes",
        "true",
        "null",
        "~",
        "",
        " a ",
        "a: b",
        "a #b",
        "- a",
        "'a'",
        "\"a\"",
        "[a]",
        "{a}",
        "&a",
        "*a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "é",
        "?",
        "=",
        ".inf",
        ".nan",
        "2001-01-01",
        "<<"
      })
  void anyNameOfAClassSurvivesPrintingAndReading(String name) {
    Samples samples = new Samples(List.of(1L, 8L, 8L), List.of("other", name));
    assertThat(RecipeYaml.read(RecipeYaml.print(samples), Samples.class, "samples"))
        .isEqualTo(samples);
  }

  @Test
  void keyThatIsMissingIsNamed() {
    String text = RecipeYaml.print(Catalogue.resolve("dcgan", List.of()))
        .replaceAll("(?m)^ *discriminatorSteps:.*\n", "");
    assertThatThrownBy(() -> RecipeYaml.read(text, Recipe.class, "recipe.yaml"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("recipe.yaml")
        .hasMessageContaining("discriminatorSteps")
        .message()
        .doesNotContain("\n");
  }

  private static void assertUnknown(String assignment, String message) {
    assertThatThrownBy(() -> Catalogue.resolve("dcgan", List.of(assignment)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keyThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> RecipeYaml.tree("seed: 1\ndata:\n  size: 8\nseed: 2\n", "my.yaml"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("my.yaml")
        .hasMessageContaining("seed");
  }
}
