package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Domains;
import org.zeuxis.data.Part;
import org.zeuxis.data.PointSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;

class TrainingDataTest {
  private static final int DIGITS = 1797;

  private static Recipe recipe(String name, String... settings) {
    return Catalogue.resolve(name, List.of(settings));
  }

  private static Dataset open(Recipe recipe) {
    return TrainingData.open(recipe, DataOptions.defaults(), ProgressListener.NONE);
  }

  private static Optional<Dataset> heldOut(Recipe recipe) {
    return TrainingData.heldOut(
        recipe, open(recipe), DataOptions.defaults(), ProgressListener.NONE);
  }

  @Test
  void limitedTrainingSeesAPartAndTheRestIsHeldOut() {
    Dataset whole = open(recipe("dcgan", "data.size=8"));
    Recipe limited = recipe("dcgan", "data.size=8", "data.limit=60");
    assertThat(whole.size()).isEqualTo(DIGITS);
    assertThat(open(limited).fingerprint()).isEqualTo(Part.of(whole, 60).fingerprint());
    assertThat(heldOut(limited).orElseThrow().fingerprint())
        .isEqualTo(Part.of(whole, 60).rest().fingerprint());
    assertThat(heldOut(limited).orElseThrow().size()).isEqualTo(DIGITS - 60);
    assertThat(heldOut(limited).orElseThrow().sampleShape()).containsExactly(1, 8, 8);
  }

  @Test
  void otherSeedsSeeTheSamePart() {
    assertThat(open(recipe("dcgan", "data.limit=60", "seed=5")).fingerprint())
        .isEqualTo(open(recipe("dcgan", "data.limit=60", "seed=6")).fingerprint());
  }

  @Test
  void digitsHaveNothingHeldOut() {
    assertThat(heldOut(recipe("dcgan"))).isEmpty();
  }

  @Test
  void testSplitIsWhatIsHeldOutWhereThereIsOne() {
    String test = PointSet.ring(true).fingerprint();
    assertThat(heldOut(recipe("points")).orElseThrow().fingerprint()).isEqualTo(test);
    assertThat(heldOut(recipe("points", "data.limit=100")).orElseThrow().fingerprint())
        .isEqualTo(test);
  }

  @Test
  void limitOfTheWholeSetIsRefused() {
    assertThatThrownBy(() -> open(recipe("dcgan", "data.limit=" + DIGITS)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.limit: expected 2..1796 of the 1797 samples of digits");
  }

  private static Dataset elsewhere(Recipe recipe, String source) {
    return TrainingData.elsewhere(
        recipe, source, open(recipe), DataOptions.defaults(), ProgressListener.NONE);
  }

  @Test
  void samplesOfAnotherPlaceAreBroughtToTheSameForm() {
    Recipe recipe = recipe("dann", "data.source=A=digits,B=digits", "data.size=16");
    Domains found = (Domains) elsewhere(recipe, "source=digits,target=digits");
    assertThat(found.sampleShape()).containsExactly(1, 16, 16);
    assertThat(found.size()).isEqualTo(DIGITS);
    assertThat(elsewhere(recipe("dcgan", "data.limit=60"), "digits").size()).isEqualTo(DIGITS);
  }

  @Test
  void samplesOfAnotherShapeAreRefused() {
    assertThatThrownBy(() -> elsewhere(recipe("points"), "digits"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("digits: expected samples of [2] as in ring, got [1, 16, 16]");
  }

  @Test
  void oneSetInPlaceOfTwoIsRefused() {
    Recipe recipe = recipe("dann", "data.source=A=digits,B=digits", "data.size=16");
    assertThatThrownBy(() -> elsewhere(recipe, "digits"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("expected two");
  }
}
