package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor}, {@code train --autopilot}, {@code advise}: from the symptom to the remedy. */
class DoctorCommandTest {
  @TempDir
  private Path folder;

  private Zeuxis.Outcome points(String run, String... more) {
    String[] usual = {
      "train",
      "--recipe=points",
      "--data=ring",
      "--steps=24",
      "--batch=64",
      "--threads=1",
      "--set=network.features=8",
      "--set=output.checkupEvery=4",
      "--out=" + folder.resolve(run)
    };
    String[] all = Stream.concat(Stream.of(usual), Stream.of(more)).toArray(String[]::new);
    return Zeuxis.here(all);
  }

  @Test
  void slowGeneratorIsToldWhileItTrainsAndExplainedAfterwards() {
    Zeuxis.Outcome training =
        points("slow", "--set=generator.learningRate=1e-9", "--set=network.initScale=1");
    assertThat(training.code()).as(training.err()).isEqualTo(Main.OK);
    assertThat(training.err()).contains("doctor: failure: a learning rate is too low");
    Zeuxis.Outcome visit = Zeuxis.here("doctor", folder.resolve("slow").toString());
    assertThat(visit.code()).isEqualTo(Main.TRAINING_FAILED);
    assertThat(visit.out())
        .contains("failure: a learning rate is too low, of the generator")
        .contains("motion.generator")
        .contains("try: --set generator.learningRate=");
  }

  @Test
  void runWithoutCheckupsIsLookedAtThroughItsCheckpoints() {
    points("unwatched", "--quiet", "--set=output.checkupEvery=0", "--set=output.checkpointEvery=8")
        .succeeded();
    Zeuxis.Outcome visit = Zeuxis.here("doctor", folder.resolve("unwatched").toString());
    assertThat(visit.err()).contains("holds no checkups; looking at its checkpoints");
    assertThat(visit.out()).containsPattern("steps? |healthy");
  }

  @Test
  void autopilotTellsWhatItDidAndKeepsIt() {
    Zeuxis.Outcome flown = points(
        "flown", "--set=generator.learningRate=1e-9", "--set=network.initScale=1", "--autopilot=1");
    assertThat(flown.code()).as(flown.err()).isEqualTo(Main.OK);
    assertThat(flown.err()).contains("autopilot 1: failure: ");
    assertThat(flown.out()).contains("remedy 1, from step ");
    assertThat(folder.resolve("flown/decisions.jsonl")).content().contains("\"attempt\":1");
  }

  @Test
  void adviceHasAReasonForEverySettingAndTrains() {
    String out = Zeuxis.here("advise", "--data=ring", "--minutes=0.01", "--threads=1", "--quiet")
        .succeeded()
        .out();
    assertThat(out)
        .contains("recipe: points")
        .containsPattern("--set training\\.steps=\\d+ +what 0\\.0100 minutes")
        .contains("train it: zeuxis train --auto --data ring --minutes 0.01");
    Zeuxis.here(
            "train",
            "--auto",
            "--data=ring",
            "--minutes=0.01",
            "--threads=1",
            "--quiet",
            "--out=" + folder.resolve("auto"))
        .succeeded();
  }

  @Test
  void wrongUseIsRefused() {
    assertRefused(Zeuxis.here("doctor", folder.toString()), "is no run");
    assertRefused(Zeuxis.here("advise", "--data=nowhere"), "nowhere");
    assertRefused(Zeuxis.here("advise", "--data=ring", "--minutes=0"), "--minutes", "got 0");
    assertRefused(
        Zeuxis.here("train", "--auto", "--recipe=wgan", "--data=ring"), "--auto", "--recipe wgan");
    assertRefused(points("zero", "--autopilot=0"), "autopilot", "got 0");
    assertRefused(
        points("blind", "--autopilot", "--set=output.checkupEvery=0"), "output.checkupEvery");
  }
}
