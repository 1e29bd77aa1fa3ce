package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.lab.Lab;
import org.zeuxis.lab.Labs;

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
