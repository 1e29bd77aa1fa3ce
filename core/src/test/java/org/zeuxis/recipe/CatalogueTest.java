package org.zeuxis.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.objective.AdversarialLosses;

class CatalogueTest {
  static List<String> names() {
    return Catalogue.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRecipeResolvesAndSaysWhereItIsFrom(String name) {
    Recipe recipe = Catalogue.resolve(name, List.of());
    assertThat(recipe.name()).isEqualTo(name);
    assertThat(recipe.title()).isNotBlank();
    assertThat(recipe.paper()).matches(".*\\b(19|20)\\d\\d\\b.*");
    assertThat(recipe.link()).startsWith("https://");
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsPrintedIsReadBackAsTheSameRecipe(String name) {
    Recipe recipe = Catalogue.resolve(name, List.of());
    Recipe again = RecipeYaml.read(RecipeYaml.print(recipe), Recipe.class, name);
    assertThat(again).isEqualTo(recipe);
    assertThat(RecipeYaml.print(again)).isEqualTo(RecipeYaml.print(recipe));
  }

  @Test
  void recipeThatExtendsAnotherChangesOnlyWhatItNames() {
    Recipe parent = Catalogue.resolve("dcgan", List.of());
    Recipe child = Catalogue.resolve("lsgan", List.of());
    assertThat(child.game().loss()).isEqualTo(AdversarialLosses.LEAST_SQUARES);
    assertThat(child.network()).isEqualTo(parent.network());
    assertThat(child.generator()).isEqualTo(parent.generator());
    assertThat(child.training()).isEqualTo(parent.training());
  }

  @Test
  void assignmentsWinOverTheRecipeAndTheLastOneWins() {
    Recipe recipe = Catalogue.resolve(
        "wgan",
        List.of(
            "game.discriminatorSteps=3",
            "generator.optimizer=adamw",
            "data.flip=true",
            "generator.learningRate=1e-3",
            "generator.learningRate=2e-3"));
    assertThat(recipe.game().discriminatorSteps()).isEqualTo(3);
    assertThat(recipe.generator().optimizer()).isEqualTo(OptimizerKind.ADAMW);
    assertThat(recipe.data().flip()).isTrue();
    assertThat(recipe.generator().learningRate()).isEqualTo(2e-3);
  }

  @Test
  void everyKeyOfTheDefaultsIsExplained() {
    assertThat(Catalogue.keys()).contains("checkpointEvery", "labelSmoothing", "# ");
  }

  @Test
  void unknownRecipeSuggestsTheNearest() {
    assertInvalid("recipe 'dgcan' is unknown, did you mean dcgan?", "dgcan");
  }

  @Test
  void recipeOfTheUsersOwnExtendsANamedOne(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "name: mine\nextends: hinge\nnetwork:\n  features: 8\n");
    Recipe recipe = Catalogue.resolve(file.toString(), List.of());
    assertThat(recipe.name()).isEqualTo("mine");
    assertThat(recipe.network().features()).isEqualTo(8);
    assertThat(recipe.game().loss()).isEqualTo(AdversarialLosses.HINGE);
  }

  @Test
  void fileThatIsNoRecipeIsRefusedInOneLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "network: {features: [\n");
    assertInvalid("bad.yaml: no valid YAML", file.toString());
    Files.writeString(file, "just words\n");
    assertInvalid("expected a recipe", file.toString());
    Files.writeString(file, "network: 3\n");
    assertInvalid("network: expected keys below it, got 3", file.toString());
    Files.writeString(file, "network:\n  featurs: 3\n");
    assertInvalid("unknown key 'network.featurs', did you mean network.features?", file.toString());
    assertInvalid("cannot be read", folder.resolve("absent.yaml").toString());
  }

  @Test
  void recipesThatExtendEachOtherAreRefused(@TempDir Path folder) throws IOException {
    Path a = folder.resolve("a.yaml");
    Path b = folder.resolve("b.yaml");
    Files.writeString(a, "extends: " + b + "\n");
    Files.writeString(b, "extends: " + a + "\n");
    assertInvalid("extends itself", a.toString());
  }

  private static void assertInvalid(String message, String name) {
    assertThatThrownBy(() -> Catalogue.resolve(name, List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
