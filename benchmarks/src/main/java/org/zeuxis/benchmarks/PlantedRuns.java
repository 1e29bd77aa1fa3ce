package org.zeuxis.benchmarks;

import static org.zeuxis.doctor.Ailment.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.train.TrainingObserver;

/** The suite: every failure planted in several ways and on several data, and healthy runs. */
final class PlantedRuns {
  /** Thresholds come from the first; the others judge them. */
  private static final List<String> DATA = List.of("digits", "mnist", "fashion-mnist");

  private static final int STEPS = 600;

  private final Path place;
  private final List<PlantedRun> runs = new ArrayList<>();

  PlantedRuns(Path place) throws IOException {
    this.place = place;
    healthy();
    rates();
    balance();
    networks();
    data();
    others();
  }

  List<PlantedRun> all() {
    return List.copyOf(runs);
  }

  private static Set<Ailment> any(Ailment... ailments) {
    return EnumSet.copyOf(List.of(ailments));
  }

  /** Recipes as they are, but for their size: digits first, then data and seeds of their own. */
  private void healthy() {
    for (String recipe : List.of(
        "dcgan", "cgan", "hinge", "lsgan", "ralsgan", "dragan", "pacgan", "wgan-gp", "r3gan")) {
      int seed = 1;
      for (String source : DATA) {
        add(PlantedRun.HEALTHY, Set.of(), recipe, source, seed++, Sabotage.NONE, "");
      }
    }
    for (int seed = 1; seed <= 3; seed++) {
      runs.add(new PlantedRun(
          "healthy-points-" + seed,
          PlantedRun.HEALTHY,
          Set.of(),
          "points",
          List.of("seed=" + seed, "data.source=ring", "training.steps=1500", "training.ema=0.99"),
          Sabotage.NONE,
          seed == 1));
    }
  }

  private void rates() {
    Set<Ailment> high = any(
        LEARNING_RATE_HIGH,
        DIVERGENCE,
        EXPLODING_WEIGHTS,
        MODE_COLLAPSE,
        MODE_HOPPING,
        DISCRIMINATOR_DOMINANCE);
    plant("both rates x30", high, "generator.learningRate=6e-3 discriminator.learningRate=6e-3");
    plant("G's rate x100", high, "generator.learningRate=2e-2");
    plant("both rates x300", high, "generator.learningRate=6e-2 discriminator.learningRate=6e-2");
    Set<Ailment> low = any(LEARNING_RATE_LOW, STAGNATION);
    plant("both rates /300", low, "generator.learningRate=7e-7 discriminator.learningRate=7e-7");
    plant(
        "G's rate /300",
        any(LEARNING_RATE_LOW, STAGNATION, DISCRIMINATOR_DOMINANCE),
        "generator.learningRate=7e-7");
    plant(
        "rates decay at once",
        low,
        "generator.schedule=linear generator.scheduleEnd=60 discriminator.schedule=linear discriminator.scheduleEnd=60");
  }

  private void balance() {
    Set<Ailment> strong = any(DISCRIMINATOR_DOMINANCE, VANISHING_GRADIENT);
    plant("20 steps of D", strong, "game.discriminatorSteps=20 training.batchSize=16");
    plant(
        "saturating loss, strong D",
        strong,
        "game.loss=minimax game.discriminatorSteps=5 discriminator.learningRate=2e-3 training.batchSize=16");
    plant(
        "D's rate /300",
        any(GENERATOR_DOMINANCE, LEARNING_RATE_LOW),
        "discriminator.learningRate=7e-7");
    plant(
        "10 steps of G, slow D",
        any(GENERATOR_DOMINANCE, MODE_COLLAPSE, PARTIAL_COLLAPSE, MODE_HOPPING),
        "game.generatorSteps=10 discriminator.learningRate=2e-5 generator.learningRate=2e-3");
    plant(
        "WGAN without a bound",
        any(EXPLODING_WEIGHTS, DIVERGENCE, MODE_COLLAPSE),
        "game.loss=wasserstein discriminator.learningRate=2e-3 generator.learningRate=2e-3");
  }

  private void networks() {
    plantBroken(
        "a layer of G puts out nothing",
        any(DEAD_UNITS, MODE_COLLAPSE),
        Sabotage.zero("generator", "main.4.weight"));
    plantBroken(
        "a layer of D puts out nothing",
        any(DEAD_UNITS, GENERATOR_DOMINANCE),
        Sabotage.zero("discriminator", "main.2.weight"));
    plantBroken("dead units in G", any(DEAD_UNITS), Sabotage.negative("generator", "main.2.bias"));
    plantBroken(
        "a weight of G becomes NaN",
        any(DIVERGENCE),
        Sabotage.nan("generator", "main.4.weight", 250));
    plantBroken(
        "a weight of D becomes NaN",
        any(DIVERGENCE),
        Sabotage.nan("discriminator", "main.2.weight", 250));
    plantBroken("uneven windows in G", any(CHECKERBOARD), Sabotage.uneven("main.7.weight", 300));
    plant(
        "huge first weights",
        any(SATURATION, EXPLODING_WEIGHTS, DISCRIMINATOR_DOMINANCE, DEAD_UNITS, STAGNATION),
        "network.initScale=3 network.generatorNorm=none network.discriminatorNorm=none");
    plant("latent of dimension 1", any(PARTIAL_COLLAPSE, MODE_COLLAPSE), "latent.size=1");
    plant("batch norm of 2", any(SMALL_BATCH), "training.batchSize=2");
    plant("batch norm of 4", any(SMALL_BATCH), "training.batchSize=4");
  }

  private void data() throws IOException {
    for (PlantedData.Fault fault : PlantedData.Fault.values()) {
      boolean labels = fault == PlantedData.Fault.SHUFFLED_LABELS;
      int seed = 1;
      for (String source : DATA) {
        add(
            "data: " + fault.name().toLowerCase(Locale.ROOT).replace('_', ' '),
            any(labels ? MEANINGLESS_LABELS : BAD_DATA),
            labels || fault == PlantedData.Fault.MISSING_CLASS ? "cgan" : "dcgan",
            PlantedData.make(place.resolve("data"), source, fault),
            seed++,
            Sabotage.NONE,
            "training.steps=200");
      }
    }
    Set<Ailment> few = any(DISCRIMINATOR_OVERFITTING, MEMORISATION);
    plant("60 training images", few, "data.limit=60 training.steps=1200");
    plant("20 training images", few, "data.limit=20 training.steps=1200");
  }

  private void others() {
    Set<Ailment> collapsed = any(
        MODE_COLLAPSE,
        PARTIAL_COLLAPSE,
        MODE_HOPPING,
        LEARNING_RATE_HIGH,
        OSCILLATION,
        GENERATOR_DOMINANCE);
    for (int seed = 1; seed <= 3; seed++) {
      runs.add(new PlantedRun(
          "points-G-steps-" + seed,
          "points, 20 steps of G",
          collapsed,
          "points",
          List.of(
              "seed=" + seed,
              "data.source=" + (seed == 2 ? "grid" : "ring"),
              "training.steps=600",
              "game.generatorSteps=20"),
          Sabotage.NONE,
          seed == 1));
    }
  }

  private void plant(String plant, Set<Ailment> accepted, String settings) {
    int seed = 1;
    for (String source : DATA) {
      add(plant, accepted, "dcgan", source, seed++, Sabotage.NONE, settings);
    }
  }

  private void plantBroken(String plant, Set<Ailment> accepted, TrainingObserver sabotage) {
    int seed = 1;
    for (String source : DATA) {
      add(plant, accepted, "dcgan", source, seed++, sabotage, "");
    }
  }

  private void add(
      String plant,
      Set<Ailment> accepted,
      String recipe,
      String source,
      int seed,
      TrainingObserver sabotage,
      String settings) {
    List<String> all = new ArrayList<>(List.of(
        "seed=" + seed,
        "data.source=" + source,
        "data.size=16",
        "network.features=16",
        "training.steps=" + (recipe.equals("wgan-gp") ? STEPS / 2 : STEPS),
        "output.sampleEvery=200",
        "output.checkpointEvery=200",
        "output.keepCheckpoints=0",
        "output.checkupEvery=100"));
    if (!settings.isEmpty()) {
      all.addAll(Arrays.asList(settings.split(" ")));
    }
    String name = (plant.equals(PlantedRun.HEALTHY) ? plant + "-" + recipe : plant) + "-"
        + Path.of(source).getFileName() + "-" + seed;
    runs.add(new PlantedRun(
        name.replaceAll("[^A-Za-z0-9-]+", "-"), plant, accepted, recipe, all, sabotage, seed == 1));
  }
}
