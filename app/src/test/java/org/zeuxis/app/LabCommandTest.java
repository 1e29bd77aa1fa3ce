package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.lab.Check;
import org.zeuxis.lab.Lab;
import org.zeuxis.lab.LabReport;
import org.zeuxis.lab.Labs;
import picocli.CommandLine;

class LabCommandTest {
  @TempDir
  private static Path folder;

  @Test
  void labsAreListedWithTheirTitles() {
    String out = Zeuxis.here("lab").succeeded().out();
    for (Lab lab : Labs.all()) {
      assertThat(out).containsPattern("(?m)^" + lab.name() + " +\\Q" + lab.title() + "\\E$");
    }
  }

  @Test
  void numbersArePrintedBesideTheExpectedOnesAndThePageIsWritten() {
    Path page = folder.resolve("dimension.html");
    Zeuxis.Outcome outcome = Zeuxis.here(
            "lab", "dimension", "--seed=2", "--threads=1", "--quiet", "--out=" + page)
        .succeeded();
    assertThat(outcome.out())
        .containsPattern("measured +expected +within")
        .containsPattern("of a latent vector of 100 numbers, mean +9\\.\\d+ +9\\.975 +0\\.0447")
        .containsPattern("share in 16 +4\\.000 +4\\.000 +exactly")
        .containsPattern("all \\d+ numbers are as expected")
        .contains("page: " + page);
    assertThat(page).content().startsWith("<!DOCTYPE html>").contains("\"seed\":2");
  }

  /** A lab whose second number is off by more than it may be. */
  private static Lab lab(String name, double measured) {
    return new Lab() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String title() {
        return "A ruler";
      }

      @Override
      public LabReport run(long seed, ProgressListener progress) {
        return new LabReport(
            name,
            title(),
            List.of("What is long?"),
            List.of(
                new Check("width", 2, 2, 0, "a ruler"),
                new Check("length", measured, 1, 0.25, "a ruler")),
            List.of());
      }
    };
  }

  private static Zeuxis.Outcome run(List<Lab> labs, String... args) {
    return Zeuxis.captured(() -> new CommandLine(new LabCommand(labs)).execute(args));
  }

  @Test
  void numberThatIsNotAsExpectedIsSaidAndEndsInExitCode3() {
    Path page = folder.resolve("off.html");
    Zeuxis.Outcome outcome = run(List.of(lab("off", 1.5)), "off", "--quiet", "--out=" + page);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.out())
        .containsPattern("width +2\\.000 +2\\.000 +exactly\\R")
        .containsPattern("length +1\\.500 +1\\.000 +0\\.25\\d* +not as expected\\R")
        .contains("1 of 2 numbers is not as expected");
    assertThat(page).content().contains("\"holds\":false");
  }

  @Test
  void ofSeveralLabsOneThatFailsIsEnoughAndTheOthersStillRun() {
    List<Lab> labs = List.of(lab("off", Double.NaN), lab("on", 1.25));
    Zeuxis.Outcome outcome = run(labs, "all", "--quiet", "--out=" + folder);
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).contains("all 2 numbers are as expected");
    assertThat(folder.resolve("lab-off.html")).exists();
    assertThat(folder.resolve("lab-on.html")).exists();
    assertThat(run(labs, "on", "--quiet", "--out=" + folder.resolve("on.html")).code())
        .isZero();
  }

  @Test
  void nameThatIsUnknownIsRefusedWithTheNearest() {
    assertRefused(Zeuxis.here("lab", "dimensoin"), "lab 'dimensoin'", "did you mean dimension?");
    assertRefused(Zeuxis.here("lab", "xyz"), "known: ", "losses-lie", "or all");
  }

  @Test
  void placeThatCannotBeWrittenIsRefusedBeforeAnythingRuns() {
    assertRefused(Zeuxis.here("lab", "modes", "--out=" + folder), "--out", "directory");
    assertRefused(
        Zeuxis.here("lab", "modes", "--out=" + folder.resolve("no/page.html")),
        "page.html: cannot be written: no such folder");
    assertRefused(Zeuxis.here("lab", "all", "--out=" + folder.resolve("no")), "no such folder");
    assertThat(Files.exists(folder.resolve("no"))).isFalse();
  }

  @Test
  void threadsMustNotBeNegative() {
    assertRefused(Zeuxis.here("lab", "modes", "--threads=-1"), "--threads", "got -1");
  }
}
