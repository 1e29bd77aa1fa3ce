package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Precision;
import org.zeuxis.engine.Scope;
import org.zeuxis.recipe.Grid;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedGenerator;

class AblationTest {
  private static final List<String> SMALL = List.of(
      "network.features=4",
      "training.batchSize=8",
      "output.samples=4",
      "output.checkpointEvery=5",
      "output.logEvery=1");

  @TempDir
  private Path folder;

  private static Grid grid(int seeds, Recipe.Training end, String varied, String... settings) {
    List<String> all = new ArrayList<>(SMALL);
    all.addAll(List.of(settings));
    return Grid.of(
        "points",
        all,
        List.of(varied),
        seeds,
        recipe -> recipe.withTraining(recipe.training().endingAs(end)));
  }

  private static Recipe.Training steps(long steps) {
    return new Recipe.Training(2, 1, 0, 0, Precision.FLOAT32, steps, 0, 0, 0);
  }

  private static TrainingOptions options(TrainingObserver... observers) {
    return new TrainingOptions(
        Device.CPU, 1, DataOptions.defaults(), ProgressListener.NONE, List.of(observers));
  }

  /** Trains all that is left and says which runs that were, each with its outcome. */
  private static List<String> train(Ablation ablation) {
    List<String> trained = new ArrayList<>();
    boolean ended = ablation.run(
        (trial, device) -> options(),
        (trial, outcome, left) -> trained.add(
            trial.name() + ": " + outcome.end() + " at " + outcome.step() + ", " + left));
    assertThat(ended).isTrue();
    assertThat(ablation.left()).isZero();
    return trained;
  }

  @Test
  void everyCellIsTrainedWithOneSeedBeforeTheNext() {
    Ablation ablation = new Ablation(grid(2, steps(3), "loss=ns,hinge"), folder);
    assertThat(ablation.left()).isEqualTo(4);
    assertThat(train(ablation))
        .containsExactly(
            "loss=non-saturating, seed 1: COMPLETE at 3, 3",
            "loss=hinge, seed 1: COMPLETE at 3, 2",
            "loss=non-saturating, seed 2: COMPLETE at 3, 1",
            "loss=hinge, seed 2: COMPLETE at 3, 0");
    Run run = Run.open(folder.resolve("loss=hinge").resolve("seed-2"));
    assertThat(run.latestStep()).isEqualTo(3);
    assertThat(run.manifest().recipe().seed()).isEqualTo(2);
    assertThat(run.manifest().recipe().game().loss()).hasToString("hinge");
  }

  @Test
  void whatIsDoneIsNotTrainedAgainAndAnotherValueJoins() {
    train(new Ablation(grid(1, steps(3), "loss=ns"), folder));
    Ablation more = new Ablation(grid(2, steps(3), "loss=hinge,ns"), folder);
    assertThat(more.left()).isEqualTo(3);
    assertThat(train(more))
        .containsExactly(
            "loss=hinge, seed 1: COMPLETE at 3, 2",
            "loss=hinge, seed 2: COMPLETE at 3, 1",
            "loss=non-saturating, seed 2: COMPLETE at 3, 0");
  }

  @Test
  void runIsDoneByItsCheckpointWhereNothingElseSaysSo() throws IOException {
    Grid grid = grid(1, steps(3), "loss=ns,hinge");
    train(new Ablation(grid, folder));
    Files.delete(folder.resolve("outcomes.json"));
    Ablation again = new Ablation(grid, folder);
    assertThat(again.left()).isZero();
    assertThat(again.outcome(again.trials().get(0)).orElseThrow().step()).isEqualTo(3);
  }

  @Test
  void stoppedTrainingGoesOnAsIfItHadNeverStopped() {
    Grid grid = grid(2, steps(20), "loss=ns,hinge");
    Ablation stopped = new Ablation(grid, folder.resolve("stopped"));
    TrainingObserver stop = new TrainingObserver() {
      @Override
      public void afterStep(Moment at) {
        if (at.step() == 7) {
          stopped.stop();
        }
      }
    };
    List<String> ended = new ArrayList<>();
    assertThat(stopped.run(
            (trial, device) ->
                trial.name().equals("loss=hinge, seed 1") ? options(stop) : options(),
            (trial, outcome, left) -> ended.add(trial.name())))
        .isFalse();
    assertThat(ended).containsExactly("loss=non-saturating, seed 1");
    assertThat(stopped.left()).isEqualTo(3);
    Path half = folder.resolve("stopped/loss=hinge/seed-1");
    assertThat(Run.open(half).latestStep()).isEqualTo(7);

    List<Optional<String>> devices = new ArrayList<>();
    Ablation resumed = new Ablation(grid, folder.resolve("stopped"));
    resumed.run(
        (trial, device) -> {
          devices.add(device);
          return options();
        },
        (trial, outcome, left) -> {});
    assertThat(devices).containsExactly(Optional.of("cpu"), Optional.empty(), Optional.empty());
    train(new Ablation(grid, folder.resolve("whole")));
    Path whole = folder.resolve("whole/loss=hinge/seed-1");
    try (TrainedGenerator left = TrainedGenerator.load(half);
        TrainedGenerator right = TrainedGenerator.load(whole);
        Scope scope = new Scope()) {
      assertThat(left.step()).isEqualTo(20);
      assertThat(left.generate(8, 1).toFloats()).isEqualTo(right.generate(8, 1).toFloats());
    }
  }

  @Test
  void runThatFailsKeepsNoOtherFromBeingTrained() {
    Grid grid = grid(
        1,
        steps(30),
        "lr=1e5,1e-3",
        "game.loss=wasserstein",
        "generator.optimizer=sgd",
        "discriminator.optimizer=sgd");
    Ablation ablation = new Ablation(grid, folder);
    List<String> trained = train(ablation);
    assertThat(trained.get(0)).matches("lr=1e5, seed 1: FAILED at \\d+, 1");
    assertThat(trained.get(1)).isEqualTo("lr=1e-3, seed 1: COMPLETE at 30, 0");
    Outcome failure = ablation.outcome(ablation.trials().get(0)).orElseThrow();
    assertThat(failure.message()).startsWith("step " + failure.step() + ": ");
    assertThat(failure.data()).isEqualTo("ring");
    Ablation again = new Ablation(grid, folder);
    assertThat(again.left()).isZero();
    assertThat(again.outcome(again.trials().get(0))).contains(failure);
  }

  @Test
  void runThatFailsBeforeItsFirstCheckpointIsAFailureToo() {
    Ablation ablation =
        new Ablation(grid(1, steps(3), "network.initScale=Infinity", "network.init=dcgan"), folder);
    assertThat(train(ablation))
        .containsExactly("network.initScale=Infinity, seed 1: FAILED at 0, 0");
    assertThat(ablation.outcome(ablation.trials().get(0)).orElseThrow().failed())
        .isTrue();
  }

  @Test
  void runThatTheClockEndedIsDoneUntilItGetsMoreTime() {
    Recipe.Training short1 = new Recipe.Training(2, 1, 0, 0, Precision.FLOAT32, 0, 0, 0, 1e-4);
    assertThat(train(new Ablation(grid(1, short1, "loss=ns"), folder)))
        .singleElement()
        .asString()
        .contains("TIME at");
    assertThat(new Ablation(grid(1, short1, "loss=ns"), folder).left()).isZero();
    Recipe.Training longer = new Recipe.Training(2, 1, 0, 0, Precision.FLOAT32, 0, 0, 0, 2e-4);
    assertThat(new Ablation(grid(1, longer, "loss=ns"), folder).left()).isEqualTo(1);
  }

  @Test
  void laterEndGoesOnAndAnEarlierOneIsRefused() {
    train(new Ablation(grid(1, steps(3), "loss=ns"), folder));
    assertThat(train(new Ablation(grid(1, steps(6), "loss=ns"), folder)))
        .containsExactly("loss=non-saturating, seed 1: COMPLETE at 6, 0");
    assertRefused("seed-1: is at step 6, beyond the end at 5", grid(1, steps(5), "loss=ns"));
  }

  @Test
  void runOfAnotherRecipeIsRefused() {
    train(new Ablation(grid(1, steps(3), "loss=ns"), folder));
    assertRefused(
        folder.resolve("loss=non-saturating").resolve("seed-1")
            + ": was made by another recipe (generator.beta1: 0.5, expected 0.4)",
        grid(1, steps(3), "loss=hinge,ns", "generator.beta1=0.4"));
    assertThat(folder.resolve("loss=hinge")).doesNotExist();
  }

  @Test
  void folderThatHoldsSomethingElseIsRefused() throws IOException {
    Path place = Files.createDirectories(folder.resolve("loss=hinge").resolve("seed-1"));
    Files.writeString(place.resolve("letter.txt"), "dear nobody");
    assertRefused("expected a new or empty directory", grid(1, steps(3), "loss=hinge"));
    Files.writeString(folder.resolve("outcomes.json"), "buy milk");
    assertRefused("outcomes.json: holds no outcomes; remove it", grid(1, steps(3), "loss=ns"));
    assertThatThrownBy(
            () -> new Ablation(grid(1, steps(3), "loss=ns"), folder.resolve("outcomes.json")))
        .hasMessageContaining("expected a directory, it is a file");
  }

  @Test
  void runThatSavedNothingBeginsAnew() throws IOException {
    train(new Ablation(grid(1, steps(3), "loss=ns"), folder));
    Path run = folder.resolve("loss=non-saturating").resolve("seed-1");
    Path killed = Files.createDirectories(folder.resolve("loss=hinge").resolve("seed-1"));
    String manifest = Files.readString(run.resolve("recipe.yaml"));
    Files.writeString(
        killed.resolve("recipe.yaml"), manifest.replace("loss: non-saturating", "loss: hinge"));
    assertThat(train(new Ablation(grid(1, steps(3), "loss=ns,hinge"), folder)))
        .containsExactly("loss=hinge, seed 1: COMPLETE at 3, 0");
  }

  @Test
  void cellThatCannotTakeTheDataIsNamedBeforeAnythingIsTrained() {
    Ablation ablation =
        new Ablation(grid(1, steps(3), "network.name=point-mlp,maxout-mlp"), folder);
    List<String> seen = new ArrayList<>();
    assertThatThrownBy(
            () -> ablation.examine(options(), (recipe, data, game) -> seen.add(data.name())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cell network=maxout-mlp: network.name: maxout-mlp is for images");
    assertThat(seen).containsExactly("ring");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void eachDataSetIsSeenOnce() {
    Grid grid = Grid.of(
        "points",
        SMALL,
        List.of("data=ring,grid", "loss=ns,hinge"),
        2,
        recipe -> recipe.withTraining(recipe.training().endingAs(steps(1))));
    List<String> seen = new ArrayList<>();
    new Ablation(grid, folder).examine(options(), (recipe, data, game) -> seen.add(data.name()));
    assertThat(seen).containsExactly("ring", "grid");
  }

  private void assertRefused(String message, Grid grid) {
    assertThatThrownBy(() -> new Ablation(grid, folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }
}
