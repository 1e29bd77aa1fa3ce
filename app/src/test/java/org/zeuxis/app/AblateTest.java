package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grid of trainings, from the command line to the table. */
class AblateTest {
  private static final String[] GRID = {
    "--vary=loss=ns,hinge", "--vary=generator.learningRate=1e-3,1e-4", "--seeds=2", "--steps=20"
  };

  @TempDir
  private static Path folder;

  private static Path whole;
  private static Zeuxis.Outcome outcome;

  private static String[] ablate(Path out, String... more) {
    List<String> args = new ArrayList<>(List.of("ablate", "--recipe=points", "--data=ring"));
    args.addAll(List.of("--batch=8", "--threads=1", "--samples=100", "--set=network.features=4"));
    args.addAll(List.of("--set=output.samples=16", "--set=output.logEvery=1", "--out=" + out));
    args.addAll(Arrays.asList(more));
    return args.toArray(String[]::new);
  }

  @BeforeAll
  static void trainAGrid() {
    whole = folder.resolve("whole");
    outcome = Zeuxis.here(ablate(whole, GRID));
    assertThat(outcome.code()).as(outcome.err()).isZero();
  }

  private static Path run(Path ablation, String loss, String rate, int seed) {
    return ablation.resolve("loss=" + loss + ",generator.learningRate=" + rate + "/seed-" + seed);
  }

  @Test
  void everyCellIsARunForEachSeed() throws IOException {
    for (String loss : List.of("non-saturating", "hinge")) {
      for (String rate : List.of("1e-3", "1e-4")) {
        for (int seed : List.of(1, 2)) {
          Path run = run(whole, loss, rate, seed);
          assertThat(RunFiles.checkpoints(run)).containsExactly(0L, 20L);
          assertThat(run.resolve("recipe.yaml"))
              .content()
              .contains("loss: " + loss, "seed: " + seed);
        }
      }
    }
  }

  @Test
  void everyRunThatEndsIsALineWithWhatIsLeft() {
    assertThat(outcome.errors())
        .filteredOn(line -> line.matches("\\d/8 .*"))
        .hasSize(8)
        .element(1)
        .asString()
        .matches("2/8 loss=non-saturating,generator.learningRate=1e-4, seed 1: 20 steps in "
            + "\\d+:\\d\\d; 6 left, about \\d+:\\d\\d");
    assertThat(outcome.errors()).contains("8 runs in " + whole + ", 8 to be trained");
  }

  @Test
  void tableHasALineForEachCell() throws IOException {
    assertThat(outcome.out())
        .containsPattern("ring\\R +loss +generator.learningRate +seeds +failed +modes ")
        .containsPattern(" 1\\.  \\S+ +1e-. +2 +- +\\S+ ± ")
        .containsPattern(" 4\\.  ")
        .contains("page: " + whole.resolve("comparison.html"));
    assertThat(Files.readAllLines(whole.resolve("table.md")))
        .hasSize(8)
        .startsWith("## ring", "")
        .anyMatch(line -> line.startsWith("|  | loss | generator.learningRate | seeds | failed |"))
        .anyMatch(line -> line.startsWith("| 1. | "));
    List<String> tsv = Files.readAllLines(whole.resolve("table.tsv"));
    assertThat(tsv)
        .hasSize(5)
        .allMatch(line -> line.split("\t", -1).length == 12)
        .anyMatch(line -> line.contains("\thinge\t1e-3\t2\t0\t"));
    assertThat(tsv.get(0))
        .startsWith("data\trank\tloss\tgenerator.learningRate\tseeds\tfailed\tmodes\tmodes-error");
    assertThat(whole.resolve("comparison.html"))
        .content()
        .contains("loss=hinge,generator.learningRate=1e-3");
  }

  @Test
  void sameCommandAgainTrainsAndMeasuresNothing() throws IOException {
    Map<String, String> before = RunFiles.contents(whole);
    Path page = folder.resolve("again.html");
    List<String> args = new ArrayList<>(List.of(ablate(whole, GRID)));
    args.addAll(List.of("--quiet", "--html=" + page));
    Zeuxis.Outcome again = Zeuxis.here(args.toArray(String[]::new)).succeeded();
    assertThat(again.out().replace(page.toString(), ""))
        .isEqualTo(outcome.out().replace(whole.resolve("comparison.html").toString(), ""));
    assertThat(page).exists();
    assertThat(RunFiles.contents(whole)).isEqualTo(before);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void controlCSavesAndTheSameCommandGoesOn() throws Exception {
    Path cut = folder.resolve("cut");
    String[] command = ablate(cut, "--vary=loss=ns,hinge", "--steps=3000", "--quiet");
    Zeuxis.Child child = Zeuxis.start(List.of("-XX:TieredStopAtLevel=1"), command);
    Path first = cut.resolve("loss=non-saturating/seed-1");
    awaitEvents(child, first, 15);
    child.interrupt();
    Zeuxis.Outcome stopped = child.await();
    assertThat(stopped.code()).as(stopped.err()).isEqualTo(130);
    assertThat(stopped.err()).isEmpty();
    assertThat(stopped.out())
        .isEqualTo("stopped, saved; 2 of 2 runs are left; go on with the same command"
            + System.lineSeparator());
    List<Long> saved = RunFiles.checkpoints(first);
    long step = saved.get(saved.size() - 1);
    assertThat(step).isBetween(15L, 2999L);
    assertThat(RunFiles.steps(first)).hasSize((int) step);
    assertThat(cut.resolve("loss=hinge")).doesNotExist();

    Zeuxis.here(command).succeeded();
    assertThat(RunFiles.checkpoints(first)).contains(3000L);
    assertThat(RunFiles.steps(first)).hasSize(3000);
    assertThat(RunFiles.checkpoints(cut.resolve("loss=hinge/seed-1"))).contains(3000L);
    RunFiles.assertNothingUnfinished(cut);
  }

  private static void awaitEvents(Zeuxis.Child child, Path run, long step) throws IOException {
    Path events = run.resolve("events.jsonl");
    child.until(() -> {
      if (!Files.exists(events)) {
        return false;
      }
      try (Stream<String> lines = Files.lines(events)) {
        return lines.count() >= step;
      }
    });
  }

  private static final String[] RUNAWAY = {
    "--set=game.loss=wasserstein",
    "--set=generator.optimizer=sgd",
    "--set=discriminator.optimizer=sgd",
    "--seeds=2",
    "--steps=30",
    "--quiet"
  };

  private static String[] runaway(Path out, String varied) {
    return Stream.concat(Stream.of(ablate(out, RUNAWAY)), Stream.of("--vary=" + varied))
        .toArray(String[]::new);
  }

  @Test
  void cellThatFailsIsInTheTableWithItsStep() throws IOException {
    Path out = folder.resolve("failing");
    Zeuxis.Outcome failing = Zeuxis.here(runaway(out, "lr=1e5,1e-3")).succeeded();
    assertThat(failing.out())
        .containsPattern(" 1\\.  1e-3 +2 +- +")
        .containsPattern(" {5}1e5 +0 +2 \\(steps \\d+, \\d+\\) +-");
    assertThat(out.resolve("table.tsv")).content().containsPattern("ring\t\t1e5\t0\t2\t");
    assertThat(out.resolve("comparison.html")).content().doesNotContain("lr=1e5");
  }

  @Test
  void exitCodeSaysWhenEveryRunFailed() {
    Path out = folder.resolve("hopeless");
    for (int call = 0; call < 2; call++) {
      Zeuxis.Outcome failed = Zeuxis.here(runaway(out, "lr=1e5,1e4"));
      assertThat(failed.code()).isEqualTo(Main.TRAINING_FAILED);
      assertThat(failed.errors())
          .containsExactly("zeuxis: every run failed, there is nothing to compare");
      assertThat(failed.out()).containsPattern("1e4 +0 +2 \\(steps ");
    }
    assertThat(out.resolve("comparison.html")).doesNotExist();
  }

  @Test
  void dataMayVaryAndAreRankedApart() {
    Zeuxis.Outcome both = Zeuxis.here(
            "ablate",
            "--recipe=points",
            "--batch=8",
            "--threads=1",
            "--steps=2",
            "--samples=100",
            "--set=network.features=4",
            "--vary=data=ring,grid",
            "--quiet",
            "--out=" + folder.resolve("both"))
        .succeeded();
    assertThat(both.out())
        .containsPattern("ring\\R.*\\R 1\\.  ring +1 ")
        .containsPattern("grid\\R.*\\R 1\\.  grid +1 ");
  }

  @Test
  void bestCheckpointIsMeasuredWhereItIsAskedFor() {
    Path out = folder.resolve("best");
    Zeuxis.here(ablate(
            out,
            "--vary=loss=ns,hinge",
            "--steps=4",
            "--eval-every=2",
            "--keep-best=modes-kl",
            "--set=evaluation.samples=50",
            "--best",
            "--quiet"))
        .succeeded();
    assertThat(out.resolve("table.tsv")).content().contains("ring\t1\t");
    assertRefused(
        Zeuxis.here(ablate(folder.resolve("never"), "--vary=loss=ns,hinge", "--best")),
        "--best: cell loss=non-saturating keeps no best checkpoint");
  }

  // ---------------------------------------------------------------- what is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      --vary=los=ns              | --vary: unknown key 'los', did you mean loss?
      --vary=loss=ns,hing        | cell clip=0,loss=hing: recipe points: game.loss: 'hing' is none of
      --vary=loss=ns,ns          | --vary loss: 'non-saturating' is there twice
      --vary=batch=8,16          | --vary: training.batchSize is both set and varied
      --vary=network=maxout-mlp  | cell clip=0,network=maxout-mlp: network.name: maxout-mlp is for images
      --vary=seed=1,2            | --seeds N repeats every cell
      --vary=size=8,16           | cell clip=0,size=8: ring: is a set of points
      --seeds=0                  | --seeds: expected >= 1, got 0
      --steps=0                  | --steps: expected > 0, got 0
      --by=fid                   | --by: expected one of
      --metrics=modez            | metric 'modez' is unknown, did you mean modes?
      --metrics=fid              | cell clip=0: fid: cannot be measured: features are of images
      --samples=1                | --samples: expected >= 2, got 1
      --html=no/such/page.html   | --html: no/such/page.html: cannot be written: no such folder
      --device=tpu               | device: expected auto, cpu, cuda or cuda:n, got 'tpu'
      """)
  void optionThatCannotBe(String option, String message) {
    Path out = folder.resolve("never");
    List<String> args = new ArrayList<>(List.of(ablate(out, "--quiet", "--vary=clip=0,0.1")));
    args.removeIf(old -> old.startsWith(option.replaceAll("=.*", "=")) && !old.contains("vary"));
    args.add(option);
    assertRefused(Zeuxis.here(args.toArray(String[]::new)), message);
    assertThat(out).doesNotExist();
  }

  @Test
  void nothingThatVaries() {
    assertRefused(Zeuxis.here("ablate"), "Missing required option: '--vary=KEY=V1,V2'");
  }

  @Test
  void runsOfAnotherRecipe() throws IOException {
    Map<String, String> before = RunFiles.contents(whole);
    List<String> args = new ArrayList<>(List.of(ablate(whole, GRID)));
    args.add("--set=generator.beta1=0.4");
    assertRefused(
        Zeuxis.here(args.toArray(String[]::new)),
        run(whole, "non-saturating", "1e-3", 1) + ": was made by another recipe",
        "generator.beta1: 0.5, expected 0.4",
        "name another place with --out");
    assertThat(RunFiles.contents(whole)).isEqualTo(before);
  }
}
