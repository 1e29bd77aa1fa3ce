package org.zeuxis.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.recipe.Adjustments;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;

/** Histories that are made up: each ailment is found, and just beside its threshold it is not. */
class DoctorTest {
  private static final int CHECKUPS = 8;
  private static final long EVERY = 10;

  /** What a training without an oddity measures all the time. */
  private static final Map<String, Double> USUAL = Map.ofEntries(
      Map.entry("distance", 0.8),
      Map.entry("coverage", 0.5),
      Map.entry("spread", 0.9),
      Map.entry("twins", 0.05),
      Map.entry("checkerboard", 1.0),
      Map.entry("saturation", 0.0),
      Map.entry("drift", 0.1),
      Map.entry("hop", 0.05),
      Map.entry("motion.generator", 5e-4),
      Map.entry("motion.discriminator", 5e-4),
      Map.entry("d.real", 0.6),
      Map.entry("d.fake", 0.4),
      Map.entry("logit.fake", -1.0),
      Map.entry("accuracy.real", 0.7),
      Map.entry("accuracy.fake", 0.7),
      Map.entry("gradient.generator", 1.0),
      Map.entry("weight.generator.rms", 0.05),
      Map.entry("weight.discriminator.rms", 0.05),
      Map.entry("activation.generator.main.0.constant", 0.0),
      Map.entry("activation.generator.main.1.constant", 0.0),
      Map.entry("activation.generator.main.0.std", 1.0));

  /** An ailment, what the vitals of a training that has it are, and of one that nearly has it. */
  record Case(
      Ailment ailment, Severity severity, Map<String, Double> ill, Map<String, Double> well) {
    @Override
    public String toString() {
      return ailment + " " + ill;
    }
  }

  private static Case failure(Ailment ailment, Map<String, Double> ill, Map<String, Double> well) {
    return new Case(ailment, Severity.FAILURE, ill, well);
  }

  private static Case warning(Ailment ailment, Map<String, Double> ill, Map<String, Double> well) {
    return new Case(ailment, Severity.WARNING, ill, well);
  }

  /** All in trainings that come no nearer to the data. */
  static Stream<Case> cases() {
    return Stream.of(
        warning(Ailment.BAD_DATA, Map.of("data.duplicates", 0.21), Map.of("data.duplicates", 0.2)),
        warning(Ailment.BAD_DATA, Map.of("data.constant", 0.06), Map.of("data.constant", 0.05)),
        failure(Ailment.BAD_DATA, Map.of("data.constant", 0.51), Map.of("data.constant", 0.01)),
        failure(
            Ailment.BAD_DATA,
            Map.of("data.minimum", 0.5, "data.maximum", 0.74),
            Map.of("data.minimum", 0.5, "data.maximum", 0.76)),
        warning(
            Ailment.BAD_DATA,
            Map.of("data.classes", 3.0, "data.smallest-class", 0.09, "data.largest-class", 0.5),
            Map.of("data.classes", 3.0, "data.smallest-class", 0.11, "data.largest-class", 0.5)),
        // of the way from 0.1 to 1: 0.09 and 0.11
        warning(
            Ailment.MEANINGLESS_LABELS,
            Map.of("labels.chance", 0.1, "labels.purity", 0.181),
            Map.of("labels.chance", 0.1, "labels.purity", 0.199)),
        warning(
            Ailment.SMALL_BATCH,
            Map.of("batch-norm", 1.0, "batch", 7.0),
            Map.of("batch-norm", 1.0, "batch", 8.0)),
        warning(
            Ailment.SMALL_BATCH,
            Map.of("batch-norm", 4.0, "batch", 2.0),
            Map.of("batch-norm", 0.0, "batch", 2.0)),
        failure(
            Ailment.LEARNING_RATE_HIGH,
            Map.of("motion.generator", 5.1e-3),
            Map.of("motion.generator", 4.9e-3)),
        failure(
            Ailment.LEARNING_RATE_LOW,
            Map.of("motion.discriminator", 5.9e-5),
            Map.of("motion.discriminator", 6.1e-5)),
        failure(
            Ailment.DIVERGENCE,
            Map.of("weight.generator.largest", Double.POSITIVE_INFINITY),
            Map.of("weight.generator.largest", Double.MAX_VALUE)),
        failure(
            Ailment.EXPLODING_WEIGHTS,
            Map.of("weight.discriminator.rms", 0.26),
            Map.of("weight.discriminator.rms", 0.24)),
        failure(
            Ailment.EXPLODING_WEIGHTS, Map.of("logit.fake", -30.1), Map.of("logit.fake", -29.9)),
        failure(
            Ailment.DEAD_UNITS,
            Map.of("activation.generator.main.0.constant", 0.51),
            Map.of("activation.generator.main.0.constant", 0.5)),
        failure(
            Ailment.DEAD_UNITS,
            Map.of("activation.generator.main.0.std", 0.07),
            Map.of("activation.generator.main.0.std", 0.09)),
        failure(Ailment.SATURATION, Map.of("saturation", 0.31), Map.of("saturation", 0.29)),
        failure(Ailment.MODE_COLLAPSE, Map.of("spread", 0.29), Map.of("spread", 0.31)),
        warning(Ailment.PARTIAL_COLLAPSE, Map.of("spread", 0.74), Map.of("spread", 0.76)),
        warning(Ailment.PARTIAL_COLLAPSE, Map.of("twins", 0.51), Map.of("twins", 0.49)),
        warning(Ailment.CLASS_COLLAPSE, Map.of("spread.class", 0.29), Map.of("spread.class", 0.31)),
        failure(
            Ailment.MODE_HOPPING,
            Map.of("spread", 0.5, "hop", 0.26),
            Map.of("spread", 0.5, "hop", 0.24)),
        failure(Ailment.DISCRIMINATOR_DOMINANCE, certain(0.95, 0.04), certain(0.93, 0.04)),
        failure(
            Ailment.VANISHING_GRADIENT,
            Map.of("gradient.generator", 0.9e-3),
            Map.of("gradient.generator", 1.1e-3)),
        failure(
            Ailment.GENERATOR_DOMINANCE,
            Map.of("d.real", 0.52, "d.fake", 0.48),
            Map.of("d.real", 0.53, "d.fake", 0.47)),
        warning(
            Ailment.DISCRIMINATOR_OVERFITTING,
            Map.of("overfitting", 0.26),
            Map.of("overfitting", 0.24)),
        warning(Ailment.MEMORISATION, Map.of("copies", 0.59), Map.of("copies", 0.61)),
        warning(Ailment.CHECKERBOARD, Map.of("checkerboard", 2.6), Map.of("checkerboard", 2.4)),
        failure(Ailment.OSCILLATION, Map.of("drift", 0.31), Map.of("drift", 0.29)),
        failure(Ailment.STAGNATION, Map.of("distance", 0.31), Map.of("distance", 0.3)));
  }

  private static Map<String, Double> certain(double onReal, double onFake) {
    return Map.of("accuracy.real", 0.98, "accuracy.fake", 0.99, "d.real", onReal, "d.fake", onFake);
  }

  /** A first checkup that is usual but for facts of the data, then some with the same oddity. */
  private static History history(Map<String, Double> odd) {
    List<Vitals> checkups = new ArrayList<>();
    for (int i = 0; i < CHECKUPS; i++) {
      boolean first = i == 0;
      Map<String, Double> values = new TreeMap<>(USUAL);
      odd.forEach((name, value) -> {
        if (isFact(name) == first) {
          values.put(name, value);
        }
      });
      checkups.add(new Vitals(EVERY * i, values));
    }
    return new History(checkups, "");
  }

  private static boolean isFact(String name) {
    return name.startsWith("data.") || name.startsWith("labels.") || name.startsWith("batch");
  }

  /** The same with the distance going down by a tenth from each checkup to the next. */
  private static History improving(Map<String, Double> odd) {
    List<Vitals> checkups = new ArrayList<>();
    for (Vitals vitals : history(odd).checkups()) {
      Map<String, Double> values = new LinkedHashMap<>(vitals.values());
      values.put("distance", 2 * Math.pow(0.9, checkups.size()));
      checkups.add(new Vitals(vitals.step(), values));
    }
    return new History(checkups, "");
  }

  private static List<Ailment> ailments(History history) {
    return Doctor.examine(history).stream().map(Finding::ailment).toList();
  }

  private static Finding only(Ailment ailment, History history) {
    return Doctor.examine(history).stream()
        .filter(finding -> finding.ailment() == ailment)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ailmentIsFoundWhereItIs(Case one) {
    assertThat(only(one.ailment(), history(one.ill())).severity()).isEqualTo(one.severity());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ailmentIsNotFoundJustBesideItsThreshold(Case one) {
    assertThat(ailments(history(one.well()))).doesNotContain(one.ailment());
  }

  @Test
  void everyAilmentHasACase() {
    assertThat(cases().map(Case::ailment).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Ailment.class));
  }

  @Test
  void trainingThatIsOnlyFarStagnatesAndNothingElse() {
    assertThat(ailments(history(Map.of()))).containsExactly(Ailment.STAGNATION);
  }

  /** Numbers that would be a disease where the samples came no nearer. */
  @Test
  void trainingThatImprovesIsLeftAlone() {
    Map<String, Double> odd = new LinkedHashMap<>(certain(0.95, 0.04));
    odd.put("spread", 0.2);
    odd.put("hop", 0.5);
    odd.put("drift", 0.9);
    odd.put("saturation", 0.9);
    odd.put("gradient.generator", 1e-9);
    odd.put("motion.generator", 1e-9);
    odd.put("checkerboard", 9.0);
    assertThat(ailments(history(odd))).hasSizeGreaterThan(3);
    assertThat(ailments(improving(odd))).isEmpty();
  }

  @Test
  void trainingWhoseSamplesAreNearIsLeftAlone() {
    assertThat(ailments(history(Map.of("distance", 0.29, "spread", 0.2)))).isEmpty();
  }

  @Test
  void firstFourCheckupsSayNothingAboutProgress() {
    History all = history(Map.of("spread", 0.1));
    assertThat(ailments(new History(all.checkups().subList(0, 4), ""))).isEmpty();
    assertThat(ailments(new History(all.checkups().subList(0, 5), "")))
        .containsExactly(Ailment.MODE_COLLAPSE);
  }

  @Test
  void twoCheckupsInARowMayBeChance() {
    List<Vitals> checkups = new ArrayList<>(history(Map.of()).checkups().subList(0, 5));
    for (int i = 5; i < 8; i++) {
      checkups.add(history(Map.of("copies", 0.1)).checkups().get(i));
      assertThat(ailments(new History(checkups, "")).contains(Ailment.MEMORISATION))
          .as("copies in " + (i - 4) + " checkups")
          .isEqualTo(i == 7);
    }
    assertThat(only(Ailment.MEMORISATION, new History(checkups, "")).from()).isEqualTo(50);
  }

  @Test
  void certaintyOfADiscriminatorThatTeachesIsNoFailure() {
    Finding told = only(Ailment.DISCRIMINATOR_DOMINANCE, improving(certain(0.99, 0.02)));
    assertThat(told.severity()).isEqualTo(Severity.WARNING);
    assertThat(ailments(improving(certain(0.98, 0.03)))).isEmpty();
  }

  @Test
  void worstComeFirstAndCausesBeforeWhatFollowsFromThem() {
    assertThat(ailments(history(Map.of(
            "spread", 0.2,
            "saturation", 0.5,
            "drift", 0.5,
            "overfitting", 0.5,
            "data.duplicates", 0.5))))
        .containsExactly(
            Ailment.SATURATION,
            Ailment.MODE_COLLAPSE,
            Ailment.OSCILLATION,
            Ailment.BAD_DATA,
            Ailment.DISCRIMINATOR_OVERFITTING);
  }

  @Test
  void stagnationIsToldOnlyWhereNoOtherFailureExplainsIt() {
    assertThat(ailments(history(Map.of("drift", 0.5)))).containsExactly(Ailment.OSCILLATION);
    assertThat(ailments(history(Map.of("copies", 0.1))))
        .containsExactly(Ailment.STAGNATION, Ailment.MEMORISATION);
  }

  @Test
  void collapseOfATrainingThatHasHardlyBegunIsNotTold() {
    assertThat(ailments(history(Map.of("motion.generator", 1e-6, "spread", 0.1))))
        .containsExactly(Ailment.LEARNING_RATE_LOW);
  }

  /** As in the warm-up of SRGAN, which is the generator's alone. */
  @Test
  void discriminatorAtRestOverfitsNothing() {
    assertThat(ailments(history(Map.of("overfitting", 0.9, "motion.discriminator", 0.0))))
        .doesNotContain(Ailment.DISCRIMINATOR_OVERFITTING);
  }

  @Test
  void hoppingIsNoCollapseAndACollapseNoHopping() {
    assertThat(ailments(history(Map.of("spread", 0.1, "hop", 0.5))))
        .containsExactly(Ailment.MODE_HOPPING);
    assertThat(ailments(history(Map.of("spread", 0.1, "hop", 0.2))))
        .containsExactly(Ailment.MODE_COLLAPSE);
  }

  /** A corner that is black in all images is constant in the last layer. */
  @Test
  void constantUnitsOfALastLayerAreNotDead() {
    assertThat(ailments(history(Map.of("activation.generator.main.1.constant", 1.0))))
        .containsExactly(Ailment.STAGNATION);
  }

  @Test
  void layersAreNamed() {
    assertThat(
            only(Ailment.DEAD_UNITS, history(Map.of("activation.generator.main.0.constant", 0.75)))
                .detail())
        .isEqualTo("generator, layer main.0: 75 % of its units");
  }

  @Test
  void divergenceHasTheTextOfTheFailure() {
    History broken = new History(improving(Map.of()).checkups(), "step 75: loss.generator is NaN");
    Finding finding = only(Ailment.DIVERGENCE, broken);
    assertThat(finding.detail()).isEqualTo("step 75: loss.generator is NaN");
    assertThat(finding.severity()).isEqualTo(Severity.FAILURE);
    assertThat(finding.from()).isEqualTo(70);
    assertThat(ailments(broken)).containsExactly(Ailment.DIVERGENCE);
  }

  @Test
  void divergenceOfAVitalNamesIt() {
    List<Vitals> checkups = new ArrayList<>(improving(Map.of()).checkups());
    checkups.add(new Vitals(80, Map.of("gradient.generator", Double.NaN)));
    assertThat(only(Ailment.DIVERGENCE, new History(checkups, "")).detail())
        .isEqualTo("gradient.generator is no finite number");
  }

  @Test
  void trainingThatBreaksOffBeforeASecondCheckupDivergesToo() {
    assertThat(ailments(new History(history(Map.of()).checkups().subList(0, 1), "step 3: NaN")))
        .containsExactly(Ailment.DIVERGENCE);
  }

  @Test
  void nothingIsFoundWhereNothingWasMeasured() {
    assertThat(Doctor.examine(new History(List.of(), ""))).isEmpty();
    assertThat(Doctor.examine(new History(List.of(new Vitals(0, Map.of())), "")))
        .isEmpty();
  }

  @Test
  void evidenceIsTheCourseOfTheVital() {
    Finding finding = only(Ailment.OSCILLATION, history(Map.of("drift", 0.5)));
    Evidence drift = finding.evidence().get(0);
    assertThat(drift.vital()).isEqualTo("drift");
    assertThat(drift.value()).isEqualTo(0.5);
    assertThat(drift.threshold()).isEqualTo(0.3);
    assertThat(drift.steps()).containsExactly(0, 10, 20, 30, 40, 50, 60, 70);
    assertThat(drift.course()).containsExactly(0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    assertThat(finding.from()).isEqualTo(10);
    assertThat(finding.to()).isEqualTo(70);
  }

  @Test
  void whatWasNotMeasuredIsNoPartOfTheCourse() {
    List<Vitals> checkups = new ArrayList<>();
    for (Vitals vitals : history(Map.of("drift", 0.5)).checkups()) {
      Map<String, Double> values = new LinkedHashMap<>(vitals.values());
      if (vitals.step() == 0) {
        values.remove("drift");
      }
      checkups.add(new Vitals(vitals.step(), values));
    }
    assertThat(only(Ailment.OSCILLATION, new History(checkups, ""))
            .evidence()
            .get(0)
            .steps())
        .containsExactly(10, 20, 30, 40, 50, 60, 70);
  }

  @Test
  void factsHaveNoCourse() {
    Evidence fact = only(Ailment.SMALL_BATCH, history(Map.of("batch-norm", 1.0, "batch", 4.0)))
        .evidence()
        .get(0);
    assertThat(fact.value()).isCloseTo(4, within(0.0));
    assertThat(fact.course()).isEmpty();
  }

  /** A mistyped key would never be applied, and never be missed. */
  @ParameterizedTest
  @MethodSource("cases")
  void remediesNameKeysAndValuesThatThereAre(Case one) {
    Recipe recipe = Catalogue.resolve("dcgan", List.of());
    Finding finding = only(one.ailment(), history(one.ill()));
    assertThat(finding.remedies()).isNotEmpty();
    for (Remedy remedy : finding.remedies()) {
      List<String> absolute = remedy.settings().stream()
          .map(setting ->
              setting.replaceFirst("=[/*].*|>=generator.*", "=1e-4").replaceFirst("\\+=|>=", "="))
          .toList();
      assertThatCode(() -> Adjustments.apply(recipe, absolute))
          .as(remedy.toString())
          .doesNotThrowAnyException();
    }
  }

  private static List<List<String>> safe(Finding finding) {
    return finding.remedies().stream()
        .filter(Remedy::safe)
        .map(Remedy::settings)
        .toList();
  }

  /** The usual motion is 1.5e-3; two rates that are too high go down at once. */
  @ParameterizedTest
  @CsvSource({
    "0.0051, 0.0005, generator.learningRate=/4",
    "0.0121, 0.0005, generator.learningRate=/16",
    "0.0121, 0.0002, generator.learningRate=/16 discriminator.learningRate=*4",
    "0.0121, 0.0000, generator.learningRate=/16",
    "0.0005, 0.0450, discriminator.learningRate=/32",
    "0.1200, 0.0451, generator.learningRate=/128 discriminator.learningRate=/32",
    "9.0000, 0.0005, generator.learningRate=/1024"
  })
  void rateIsLoweredByAsMuchAsTheWeightsMoveTooFar(
      double generator, double discriminator, String expected) {
    List<Vitals> measured = history(
            Map.of("motion.generator", generator, "motion.discriminator", discriminator))
        .checkups()
        .subList(1, CHECKUPS); // the first compares with nothing
    Finding finding = only(Ailment.LEARNING_RATE_HIGH, new History(measured, ""));
    assertThat(safe(finding)).contains(List.of(expected.split(" ", -1)));
    assertThat(safe(finding).get(0).equals(List.of("game.generatorSteps=1")))
        .as("several updates go first")
        .isEqualTo(generator > 5e-3);
  }

  /** Weights that were thrown far away move little afterwards. */
  @Test
  void largestMotionCountsForTheRate() {
    List<Vitals> checkups =
        new ArrayList<>(history(Map.of("motion.generator", 0.006)).checkups());
    checkups.set(1, history(Map.of("motion.generator", 0.05)).checkups().get(1));
    assertThat(safe(only(Ailment.LEARNING_RATE_HIGH, new History(checkups, ""))))
        .contains(List.of("generator.learningRate=/64"));
  }

  @ParameterizedTest
  @EnumSource(names = {"MODE_COLLAPSE", "PARTIAL_COLLAPSE", "MODE_HOPPING", "GENERATOR_DOMINANCE"})
  void discriminatorThatIsOutrunIsBroughtToTheGeneratorsRate(Ailment ailment) {
    Map<String, Double> ill = cases()
        .filter(one -> one.ailment() == ailment)
        .findFirst()
        .orElseThrow()
        .ill();
    Map<String, Double> outrun = new LinkedHashMap<>(ill);
    outrun.put("motion.generator", 4e-3);
    outrun.put("motion.discriminator", 7e-4);
    assertThat(safe(only(ailment, history(outrun))).get(0))
        .containsExactly(
            "game.generatorSteps=1", "discriminator.learningRate>=generator.learningRate");
    outrun.put("motion.discriminator", 9e-4);
    assertThat(safe(only(ailment, history(outrun))).get(0))
        .containsExactly("game.generatorSteps=1");
  }

  @Test
  void generatorThatStandsStillBeforeAWinnerGetsAWeakerOneBeforeALargerRate() {
    Map<String, Double> slow = new LinkedHashMap<>(Map.of("motion.generator", 1e-6));
    assertThat(safe(only(Ailment.LEARNING_RATE_LOW, history(slow))))
        .containsExactly(
            List.of("generator.learningRate>=2e-4", "generator.schedule=constant"),
            List.of("generator.learningRate=*10"));
    slow.putAll(certain(0.99, 0.01));
    assertThat(safe(only(Ailment.LEARNING_RATE_LOW, history(slow))))
        .startsWith(
            List.of("generator.learningRate>=2e-4", "generator.schedule=constant"),
            List.of("game.discriminatorSteps=1"))
        .endsWith(List.of("generator.learningRate=*10"));
    slow.put("gradient.generator", 0.9e-3);
    assertThat(safe(only(Ailment.LEARNING_RATE_LOW, history(slow))))
        .as("a saturating loss comes before the balance")
        .startsWith(
            List.of("generator.learningRate>=2e-4", "generator.schedule=constant"),
            List.of("game.loss=non-saturating"),
            List.of("game.discriminatorSteps=1"));
  }

  /** Memory and time are the user's. */
  @Test
  void largerMinibatchesAreToldAndNotTaken() {
    Finding won = only(Ailment.DISCRIMINATOR_DOMINANCE, history(certain(0.99, 0.01)));
    assertThat(won.remedies())
        .filteredOn(remedy -> remedy.settings().contains("training.batchSize>=64"))
        .singleElement()
        .matches(remedy -> !remedy.safe());
  }

  @Test
  void ailmentsAreNamedAsTheCommandLineNamesThem() {
    assertThat(Ailment.PARTIAL_COLLAPSE).hasToString("partial-collapse");
    assertThat(Severity.FAILURE).hasToString("failure");
    assertThat(Ailment.values()).allSatisfy(ailment -> {
      assertThat(ailment.title()).isNotBlank().doesNotEndWith(".");
      assertThat(ailment.explanation()).endsWith(".");
    });
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(
            () -> new Finding(Ailment.STAGNATION, Severity.NOTE, 5, 4, "", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("finding: expected from <= to, got 5, 4");
    assertThatThrownBy(() -> new Remedy(List.of(), "because", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected settings where it is safe");
    assertThatThrownBy(() -> new Evidence("spread", "", 1, 2, new long[] {1, 2}, new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evidence 'spread': expected as many values as steps (2), got 1");
  }
}
