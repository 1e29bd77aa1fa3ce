package org.zeuxis.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class AdjustmentsTest {
  private static Recipe dcgan(String... assignments) {
    return Catalogue.resolve("dcgan", List.of(assignments));
  }

  private static List<String> exact(Recipe recipe, String... adjustments) {
    return Adjustments.exact(recipe, List.of(adjustments));
  }

  @ParameterizedTest
  @CsvSource({
    "2e-4, /4,  5e-5",
    "2e-4, *4,  8e-4",
    "2e-4, /10, 2e-5",
    "2e-4, *10, 2e-3",
    "1e-3, /3,  3.333e-4",
    "1,    *4,  4"
  })
  void relativeNumbersBecomeAbsolute(String old, String change, double expected) {
    Recipe recipe = dcgan("generator.learningRate=" + old);
    List<String> exact = exact(recipe, "generator.learningRate=" + change);
    assertThat(exact).singleElement().asString().startsWith("generator.learningRate=");
    assertThat(Double.parseDouble(exact.get(0).split("=", 2)[1])).isEqualTo(expected);
    assertThat(Adjustments.apply(recipe, exact))
        .isEqualTo(dcgan("generator.learningRate=" + expected));
  }

  @Test
  void severalAreTakenTogether() {
    Recipe recipe = dcgan("generator.learningRate=1e-3", "discriminator.learningRate=4e-3");
    assertThat(exact(recipe, "generator.learningRate=/2", "discriminator.learningRate=/2"))
        .containsExactly("generator.learningRate=5.0e-4", "discriminator.learningRate=0.002");
  }

  @Test
  void smallerNumberIsRaisedAndALargerOneIsKept() {
    assertThat(exact(dcgan("training.batchSize=16"), "training.batchSize>=64"))
        .containsExactly("training.batchSize=64");
    assertThat(exact(dcgan("training.batchSize=128"), "training.batchSize>=64")).isEmpty();
    assertThat(exact(dcgan("training.batchSize=64"), "training.batchSize>=64")).isEmpty();
    assertThat(exact(dcgan("generator.learningRate=1e-6"), "generator.learningRate>=2e-4"))
        .containsExactly("generator.learningRate=2e-4");
  }

  @Test
  void smallerRateIsRaisedToTheOtherPlayers() {
    String even = "discriminator.learningRate>=generator.learningRate";
    assertThat(exact(dcgan("discriminator.learningRate=2e-5"), even))
        .containsExactly("discriminator.learningRate=2.0e-4");
    assertThat(exact(dcgan("discriminator.learningRate=2e-3"), even)).isEmpty();
    assertThat(exact(dcgan(), even)).isEmpty();
  }

  /** 0.1 is a usual rate of SGD, and a mad one of Adam. */
  @Test
  void ratesOfUnlikeOptimizersAreNotCompared() {
    String even = "discriminator.learningRate>=generator.learningRate";
    assertThat(exact(dcgan("generator.optimizer=sgd", "generator.learningRate=0.1"), even))
        .isEmpty();
  }

  @Test
  void limitThatIsNeitherNumberNorKeyIsRefused() {
    assertThatThrownBy(() -> exact(dcgan(), "training.batchSize>=training.bathcSize"))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void addedPenaltyStandsBesideTheOthers() {
    assertThat(exact(dcgan(), "discriminator.penalties+=r1:10/4"))
        .containsExactly("discriminator.penalties=r1:10/4");
    Recipe penalised = dcgan("discriminator.penalties=lecam:0.3,gp");
    List<String> both = exact(penalised, "discriminator.penalties+=r1:10/4");
    assertThat(both).containsExactly("discriminator.penalties=lecam:0.3,gp,r1:10/4");
    assertThat(Adjustments.apply(penalised, both).discriminator().penalties())
        .containsExactly("lecam:0.3", "gp", "r1:10/4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r1", "r1:1", "r1:10/4", "lecam,r1:1/16"})
  void penaltyOfAKindThatIsThereIsNotAddedAgain(String penalties) {
    assertThat(exact(
            dcgan("discriminator.penalties=" + penalties), "discriminator.penalties+=r1:10/4"))
        .isEmpty();
  }

  @Test
  void listsCanBeReplaced() {
    assertThat(exact(dcgan("discriminator.penalties=gp"), "discriminator.penalties=r1:1/4,r2:1/4"))
        .containsExactly("discriminator.penalties=r1:1/4,r2:1/4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generator.learningRate=2e-4",
        "generator.learningRate=0.00020",
        "generator.learningRate=/1",
        "generator.schedule=constant",
        "game.discriminatorSteps=1",
        "network.conditional=false",
        "discriminator.penalties="
      })
  void whatChangesNothingIsNothing(String adjustment) {
    assertThat(exact(dcgan(), adjustment)).isEmpty();
  }

  @Test
  void ofSeveralOnlyThoseThatChangeSomethingAreLeft() {
    assertThat(exact(dcgan(), "game.discriminatorSteps=1", "game.instanceNoise=0.1"))
        .containsExactly("game.instanceNoise=0.1");
  }

  /** Each is refused by the recipe, for its range or for what else it holds. */
  @ParameterizedTest
  @CsvSource({
    "dcgan,  generator.learningRate=*1e12",
    "dcgan,  game.loss=hing",
    "dcgan,  game.nothing=3",
    "wgan,   augment.name=ada",
    "sngan,  network.discriminatorNorm=group",
    "points, network.generatorNorm=group",
    "r3gan,  network.discriminatorWeights=spectral"
  })
  void whatTheRecipeDoesNotAllowIsNothing(String recipe, String adjustment) {
    assertThat(exact(Catalogue.resolve(recipe, List.of()), adjustment)).isEmpty();
  }

  /** What the autopilot may do must be possible: points cannot be augmented as images are. */
  @ParameterizedTest
  @ValueSource(strings = {"augment.name=diff-augment", "augment.name=ada"})
  void whatIsForImagesIsNothingForPoints(String adjustment) {
    assertThat(exact(Catalogue.resolve("points", List.of()), adjustment)).isEmpty();
    assertThat(exact(dcgan(), adjustment)).containsExactly(adjustment);
  }

  @Test
  void appliedOnesThatAreNotAllowedNameTheKey() {
    assertThatThrownBy(() -> Adjustments.apply(dcgan(), List.of("generator.learningRate=-1")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("generator.learningRate: expected > 0");
  }

  @Test
  void appliedOnesLeaveTheRestAsItIs() {
    Recipe recipe = dcgan("training.ema=0.9", "seed=7");
    Recipe changed = Adjustments.apply(recipe, List.of("game.loss=hinge"));
    assertThat(changed).isNotEqualTo(recipe);
    assertThat(Adjustments.apply(changed, List.of("game.loss=non-saturating"))).isEqualTo(recipe);
  }

  @Test
  void textWithoutAnAssignmentIsRefused() {
    assertThatThrownBy(() -> exact(dcgan(), "generator.learningRate"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("adjustment 'generator.learningRate': expected key=value");
  }
}
