package org.zeuxis.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.objective.AdversarialLosses;

class GridTest {
  private static Grid grid(String... varied) {
    return Grid.of("dcgan", List.of(), Arrays.asList(varied), 1, UnaryOperator.identity());
  }

  private static List<String> names(Grid grid) {
    return grid.cells().stream().map(Grid.Cell::name).toList();
  }

  private static Recipe only(Grid grid) {
    assertThat(grid.cells()).hasSize(1);
    return grid.cells().get(0).recipes().get(0);
  }

  @Test
  void everyValueMeetsEveryOther() {
    Grid grid = grid("loss=minimax,hinge", "batch=8,16,32");
    assertThat(names(grid))
        .containsExactly(
            "loss=minimax,batch=8",
            "loss=minimax,batch=16",
            "loss=minimax,batch=32",
            "loss=hinge,batch=8",
            "loss=hinge,batch=16",
            "loss=hinge,batch=32");
    Grid.Cell last = grid.cells().get(5);
    assertThat(last.values()).containsExactly("hinge", "32");
    assertThat(last.recipes().get(0).game().loss()).isEqualTo(AdversarialLosses.HINGE);
    assertThat(last.recipes().get(0).training().batchSize()).isEqualTo(32);
  }

  @Test
  void whatIsNotVariedIsTheSameInAllCells() {
    Grid grid = Grid.of(
        "wgan",
        List.of("network.features=8"),
        List.of("loss=wgan,hinge"),
        1,
        recipe -> recipe.withTraining(recipe.training().until(7, 0, 0, 0)));
    Recipe base = Catalogue.resolve("wgan", List.of("network.features=8"));
    for (Grid.Cell cell : grid.cells()) {
      Recipe recipe = cell.recipes().get(0);
      assertThat(recipe.network()).isEqualTo(base.network());
      assertThat(recipe.discriminator()).isEqualTo(base.discriminator());
      assertThat(recipe.training().steps()).isEqualTo(7);
    }
  }

  @Test
  void recipesOfACellDifferInTheirSeedsAlone() {
    Grid grid = Grid.of("dcgan", List.of(), List.of("loss=ns"), 3, UnaryOperator.identity());
    List<Recipe> recipes = grid.cells().get(0).recipes();
    assertThat(recipes).extracting(Recipe::seed).containsExactly(1L, 2L, 3L);
    assertThat(RecipeDifference.first(recipes.get(2), recipes.get(0)))
        .hasValue("seed: 3, expected 1");
    assertThat(RecipeDifference.first(recipes.get(0), recipes.get(0))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ns, NON_SATURATING",
    "mm, MINIMAX",
    "ls, LEAST_SQUARES",
    "wgan, WASSERSTEIN",
    "hinge, HINGE",
    "least-squares, LEAST_SQUARES"
  })
  void lossMayBeShort(String typed, AdversarialLosses loss) {
    assertThat(only(grid("loss=" + typed)).game().loss()).isEqualTo(loss);
  }

  @Test
  void spellingOfKeyAndValueDoesNotMoveTheCell() {
    assertThat(names(grid("loss=ns"))).containsExactly("loss=non-saturating");
    assertThat(names(grid("game.loss=ns"))).containsExactly("loss=non-saturating");
    assertThat(names(grid(" game.loss = non-saturating "))).containsExactly("loss=non-saturating");
    assertThat(names(grid("generator.learningRate=1e-3")))
        .containsExactly("generator.learningRate=1e-3");
  }

  @Test
  void shortNameOfTwoKeysSetsBoth() {
    Recipe recipe = only(grid("lr=3e-4"));
    assertThat(recipe.generator().learningRate()).isEqualTo(3e-4);
    assertThat(recipe.discriminator().learningRate()).isEqualTo(3e-4);
  }

  static List<ShortNames.Entry> shortNames() {
    return ShortNames.all();
  }

  @ParameterizedTest
  @MethodSource("shortNames")
  void everyShortNameStandsForKeysThatThereAre(ShortNames.Entry entry) {
    assertThatCode(() -> Axis.parse(entry.name() + "=some")).doesNotThrowAnyException();
    assertThat(Axis.parse(entry.name() + "=some").keys()).isEqualTo(entry.keys());
  }

  @Test
  void oneValueOfAListKeyIsAWholeList() {
    List<Grid.Cell> cells =
        grid("evaluation.metrics=fid+kid,precision-recall,none").cells();
    assertThat(cells)
        .extracting(cell -> cell.recipes().get(0).evaluation().metrics())
        .containsExactly(List.of("fid", "kid"), List.of("precision-recall"), List.of());
    assertThat(cells.get(0).name()).isEqualTo("evaluation.metrics=fid+kid");
  }

  @Test
  void plusOfANumberIsNoSeparator() {
    assertThat(only(grid("generator.learningRate=1e+0")).generator().learningRate())
        .isEqualTo(1);
  }

  // ---------------------------------------------------------------- folders

  @Test
  void folderIsCalledAsTheCellWhereverThatIsSafe() {
    assertThat(new Grid.Cell(List.of(), "loss=hinge,penalty=r1+r2", List.of()).folder())
        .isEqualTo("loss=hinge,penalty=r1+r2");
    assertThat(new Grid.Cell(List.of(), "penalty=r1:5/16", List.of()).folder())
        .isEqualTo("penalty=r1-5-16");
    assertThat(new Grid.Cell(List.of(), "data=C:\\ä b|c?*<>\".", List.of()).folder())
        .isEqualTo("data=C----b-c------");
    assertThat(new Grid.Cell(List.of(), "clip=1.", List.of()).folder()).isEqualTo("clip=1-");
  }

  @Test
  void longNameIsCutAndStillTheCellsOwn() {
    String path = "data=/" + "long".repeat(100);
    String first = new Grid.Cell(List.of(), path + "/a", List.of()).folder();
    String second = new Grid.Cell(List.of(), path + "/b", List.of()).folder();
    assertThat(first).hasSize(120).startsWith("data=-longlong").isNotEqualTo(second);
  }

  @Test
  void cellsThatWouldShareAFolderAreRefused() {
    assertRefused(
        "--vary: data=some/data and data=some-data would share the folder data=some-data",
        "data=some/data,some-data");
    assertRefused("data=Photos and data=photos would share the folder", "data=Photos,photos");
  }

  // ---------------------------------------------------------------- what is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      los=ns                        | --vary: unknown key 'los', did you mean loss?
      learningRate=1                | --vary: unknown key 'learningRate', did you mean generator.learningRate?
      game.los=ns                   | --vary: unknown key 'game.los', did you mean game.loss?
      game=ns                       | --vary: unknown key 'game'
      game.loss.x=ns                | --vary: unknown key 'game.loss.x'
      loss                          | --vary: expected key=value,value such as loss=ns,hinge, got 'loss'
      =ns                           | --vary: expected key=value,value such as loss=ns,hinge, got '=ns'
      loss=                         | --vary loss: expected values with commas between them, got 'loss='
      loss=ns,,hinge                | --vary loss: expected values with commas between them, got 'loss=ns,,hinge'
      loss=ns,hinge,non-saturating  | --vary loss: 'non-saturating' is there twice
      lr=1e-3,0.001                 | --vary: lr=1e-3 and lr=0.001 are the same recipe
      seed=1,2                      | --vary seed: expected another key; --seeds N repeats every cell
      loss=ns,hing                  | cell loss=hing: recipe dcgan: game.loss: 'hing' is none of minimax
      batch=8,1                     | cell batch=1: recipe dcgan: training.batchSize: expected >= 2
      batch=8,many                  | cell batch=many: recipe dcgan: training.batchSize: expected a whole number, got 'many'
      """)
  void axisThatIsNone(String varied, String message) {
    assertRefused(message, varied);
  }

  @Test
  void keyThatIsVariedTwiceOrSetBesides() {
    assertRefused(
        "--vary: generator.learningRate is varied twice",
        "lr=1e-3,1e-4",
        "generator.learningRate=1e-3");
    assertThatThrownBy(() -> Grid.of(
            "dcgan",
            List.of("game.loss=hinge"),
            List.of("loss=ns,wgan"),
            1,
            UnaryOperator.identity()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("--vary: game.loss is both set and varied, expected one of them");
  }

  @Test
  void endThatReplacesTheVariedOneIsNoticed() {
    assertThatThrownBy(() -> Grid.of(
            "dcgan",
            List.of(),
            List.of("training.steps=10,20"),
            1,
            recipe -> recipe.withTraining(recipe.training().until(7, 0, 0, 0))))
        .hasMessageContaining("training.steps=10 and training.steps=20 are the same recipe");
  }

  @Test
  void unknownRecipeIsNoFaultOfACell() {
    assertThatThrownBy(
            () -> Grid.of("dgcan", List.of(), List.of("loss=ns"), 1, UnaryOperator.identity()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("recipe 'dgcan' is unknown, did you mean dcgan?");
  }

  @Test
  void atLeastOneSeed() {
    assertThatThrownBy(
            () -> Grid.of("dcgan", List.of(), List.of("loss=ns"), 0, UnaryOperator.identity()))
        .hasMessage("--seeds: expected >= 1, got 0");
  }

  @Test
  void gridBeyondAThousandCellsIsRefusedBeforeItIsMade() {
    String hundred =
        IntStream.range(2, 102).mapToObj(Integer::toString).collect(Collectors.joining(","));
    assertRefused(
        "--vary: expected at most 1000 cells, got 100 × 100 × 2",
        "batch=" + hundred,
        "latent=" + hundred,
        "loss=ns,hinge");
  }

  private static void assertRefused(String message, String... varied) {
    assertThatThrownBy(() -> grid(varied))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
