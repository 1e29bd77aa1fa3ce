package org.zeuxis.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.engine.OneThread;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;

@ExtendWith(OneThread.class)
class AutopilotTest {
  @TempDir
  private Path folder;

  private final List<Autopilot.Decision> heard = new ArrayList<>();

  private Autopilot autopilot(int attempts) {
    return new Autopilot(HealthWatchTest.options(), attempts, heard::add);
  }

  /** A generator that stands still, with samples as far apart as the data. */
  private static Recipe slow(String... more) {
    List<String> settings = new ArrayList<>(List.of(
        "network.init=dcgan",
        "network.initScale=1",
        "generator.learningRate=1e-8",
        "training.steps=30",
        "output.checkupEvery=2",
        "output.checkpointEvery=2"));
    settings.addAll(List.of(more));
    return HealthWatchTest.recipe("points", settings.toArray(String[]::new));
  }

  private static List<JsonNode> decisions(Path run) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve(Autopilot.FILE))) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  @Test
  void rateThatIsTooLowIsRaisedFromTheLastGoodCheckpointOn() throws IOException {
    Path run = folder.resolve("run");
    Autopilot autopilot = autopilot(1);
    autopilot.start(slow(), run);
    Moment end = autopilot.run();
    autopilot.training().close();

    assertThat(end.step()).isEqualTo(30);
    assertThat(heard).isEqualTo(autopilot.decisions()).hasSize(1);
    Autopilot.Decision decision = heard.get(0);
    assertThat(decision.attempt()).isEqualTo(1);
    assertThat(decision.finding().ailment()).isEqualTo(Ailment.LEARNING_RATE_LOW);
    assertThat(decision.finding().from()).isEqualTo(2);
    assertThat(decision.checkpoint()).as("the newest from before").isZero();
    assertThat(decision.settings()).containsExactly("generator.learningRate=2e-4");
    Recipe changed = Run.open(run).manifest().recipe();
    assertThat(changed.generator().learningRate()).isEqualTo(2e-4);
    assertThat(changed.discriminator()).isEqualTo(slow().discriminator());
    assertThat(Run.open(run).latestStep()).isEqualTo(30);

    assertThat(decisions(run)).singleElement().satisfies(line -> {
      assertThat(line.path("attempt").asInt()).isEqualTo(1);
      assertThat(line.at("/finding/name").asText()).isEqualTo("learning-rate-low");
      assertThat(line.at("/finding/evidence/0/vital").asText()).isEqualTo("motion.generator");
      assertThat(line.at("/finding/evidence/0/course")).hasSizeGreaterThanOrEqualTo(3);
      assertThat(line.path("checkpoint").asLong(-1)).isZero();
      assertThat(line.at("/settings/0").asText()).isEqualTo("generator.learningRate=2e-4");
      assertThat(line.path("reason").asText()).isNotBlank();
    });
  }

  @Test
  void healthyTrainingIsFlownWithoutADecision() {
    Path run = folder.resolve("run");
    Autopilot autopilot = autopilot(3);
    autopilot.start(slow("generator.learningRate=1e-3", "training.steps=4"), run);
    assertThat(autopilot.run().step()).isEqualTo(4);
    autopilot.training().close();
    assertThat(heard).isEmpty();
    assertThat(run.resolve(Autopilot.FILE)).doesNotExist();
  }

  @Test
  void secondDecisionTriesAnotherRemedy() throws IOException {
    Path run = folder.resolve("run");
    Autopilot autopilot = autopilot(2);
    autopilot.start(slow("discriminator.learningRate=1e-8"), run);
    autopilot.run();
    autopilot.training().close();
    assertThat(heard).extracting(Autopilot.Decision::attempt).containsExactly(1, 2);
    assertThat(heard.get(0).settings()).isNotEqualTo(heard.get(1).settings());
    assertThat(decisions(run)).hasSize(2);
  }

  /** Of the checkpoints only the newest is there, so the log keeps the motion that was too far. */
  @Test
  void rateIsNotLoweredTwiceForTheSameMotion() {
    Path run = folder.resolve("run");
    Autopilot autopilot = autopilot(5);
    autopilot.start(
        slow("generator.learningRate=0.5", "output.checkpointEvery=1", "output.keepCheckpoints=1"),
        run);
    autopilot.run();
    autopilot.training().close();
    assertThat(heard)
        .filteredOn(decision -> decision.finding().ailment() == Ailment.LEARNING_RATE_HIGH)
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.finding().from()).isEqualTo(2);
          assertThat(decision.checkpoint()).isGreaterThanOrEqualTo(4);
        });
  }

  /** Steps so large that a quarter of them is too large as well. */
  private static Recipe diverging() {
    return HealthWatchTest.recipe(
        "points",
        "game.loss=wasserstein",
        "generator.optimizer=sgd",
        "discriminator.optimizer=sgd",
        "generator.learningRate=1e5",
        "discriminator.learningRate=1e5",
        "training.steps=30",
        "output.checkupEvery=100",
        "output.checkpointEvery=1");
  }

  @Test
  void afterTheLastAttemptAFailureEndsTheTraining() throws IOException {
    Path run = folder.resolve("run");
    Autopilot autopilot = autopilot(1);
    autopilot.start(diverging(), run);
    assertThatThrownBy(autopilot::run)
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageContaining("(1 remedy was tried, see " + run.resolve(Autopilot.FILE));
    autopilot.training().close();
    assertThat(heard).singleElement().satisfies(decision -> {
      assertThat(decision.finding().ailment()).isEqualTo(Ailment.DIVERGENCE);
      assertThat(decision.finding().detail()).startsWith("step ");
      assertThat(decision.settings())
          .containsExactly("generator.learningRate=25000.0", "discriminator.learningRate=25000.0");
    });
    assertThat(decisions(run)).hasSize(1);
    assertThat(Run.open(run).manifest().recipe().generator().learningRate()).isEqualTo(25_000);
    try (Training again = Training.resume(run, r -> r, 0, HealthWatchTest.options())) {
      assertThat(again.step()).as("the run is free, and can go on").isZero();
    }
  }

  @Test
  void stoppedTrainingStaysStopped() {
    Path run = folder.resolve("run");
    Autopilot[] pilot = new Autopilot[1];
    TrainingObserver stop = new TrainingObserver() {
      @Override
      public void afterStep(Moment at) {
        if (at.step() == 5) {
          pilot[0].stop();
        }
      }
    };
    pilot[0] = new Autopilot(HealthWatchTest.options(stop), 1, heard::add);
    pilot[0].start(slow(), run);
    assertThat(pilot[0].run().step()).isEqualTo(5);
    pilot[0].training().close();
    assertThat(heard).isEmpty();
  }

  @Test
  void autopilotNeedsCheckupsAndAnAttempt() {
    assertThatThrownBy(
            () -> autopilot(1).start(slow("output.checkupEvery=0"), folder.resolve("run")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("output.checkupEvery > 0");
    assertThat(folder.resolve("run")).doesNotExist();
    assertThatThrownBy(() -> autopilot(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at least 1 attempt, got 0");
  }
}
