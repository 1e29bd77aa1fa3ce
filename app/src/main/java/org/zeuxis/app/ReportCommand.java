package org.zeuxis.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.app.report.ReportPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description = "Writes a page about a run: samples over the steps, the doctor's findings,"
        + " curves, metrics, the recipe. One file, which any browser opens without a network; also"
        + " while the run is trained.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis report runs/dcgan-digits                   writes runs/dcgan-digits/report.html",
      "  zeuxis report runs/dcgan-digits --out digits.html"
    })
final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page; one that is there is replaced. Default: RUN/report.html.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    Path page = out != null ? out : run.resolve("report.html");
    if (Files.isDirectory(page)) {
      throw new InvalidInputException("--out: expected a file, got the directory " + page);
    }
    ReportPage.write(run, page);
    System.out.println(page + " (" + Files.size(page) / 1000 + " kB), open it in a browser");
    return Main.OK;
  }
}
