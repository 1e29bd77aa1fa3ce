package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zeuxis.app.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir
  private static Path folder;

  private static Path run;

  @BeforeAll
  static void trainALittle() {
    run = folder.resolve("digits");
    Zeuxis.here(Small.train(run, "--steps=2", "--set=output.logEvery=1")).succeeded();
  }

  @Test
  void pageIsInTheRunAndNothingElseChanges() throws IOException {
    Map<String, String> before = RunFiles.contents(run);
    Zeuxis.Outcome outcome = Zeuxis.here("report", run.toString()).succeeded();
    assertThat(outcome.out()).contains(run.resolve("report.html").toString());
    Map<String, String> after = new TreeMap<>(RunFiles.contents(run));
    assertThat(after.remove("report.html")).contains("\"Losses\"", "digits");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void pageGoesWhereItIsToldTo() {
    Path page = folder.resolve("page.html");
    Zeuxis.here("report", run.toString(), "--out=" + page).succeeded();
    assertThat(page).content().startsWith("<!DOCTYPE html>");
  }

  @Test
  void whatIsNoRunIsRefused() {
    assertRefused(Zeuxis.here("report", folder.resolve("none").toString()), "none: is no run");
  }

  @Test
  void placeThatCannotBeWrittenIsRefused() {
    assertRefused(
        Zeuxis.here("report", run.toString(), "--out=" + folder), "expected a file", "directory");
    assertRefused(
        Zeuxis.here("report", run.toString(), "--out=" + folder.resolve("no/page.html")),
        "page.html: cannot be written: no such file or folder");
    assertThat(Files.exists(folder.resolve("no"))).isFalse();
  }
}
