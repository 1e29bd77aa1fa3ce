package org.zeuxis.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.app.report.LabPage;
import org.zeuxis.data.NearestName;
import org.zeuxis.engine.Engine;
import org.zeuxis.lab.Check;
import org.zeuxis.lab.Lab;
import org.zeuxis.lab.LabReport;
import org.zeuxis.lab.Labs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "lab",
    description = {
      "Runs a small experiment whose answer theory gives, prints the numbers measured beside those",
      "of theory, and writes a page with moving pictures. A lab takes less than a minute."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all numbers are as expected, 3 one is not.",
      "",
      "Examples:",
      "  zeuxis lab                                        lists the labs",
      "  zeuxis lab modes                                  writes lab-modes.html",
      "  zeuxis lab all --out pages                        a page each in the folder pages"
    })
final class LabCommand implements Callable<Integer> {
  private static final String ALL = "all";

  private final List<Lab> labs;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "A lab, or all. Without it the labs are listed.")
  private String name;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of everything random. Default: 1.")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page; of all labs their folder. Default: lab-NAME.html.")
  private Path out;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads of an operation. Pages are equal for equal ones.")
  private int threads;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  LabCommand() {
    this(Labs.all());
  }

  /** With other labs than those of the catalogue. */
  LabCommand(List<Lab> labs) {
    this.labs = labs;
  }

  @Override
  public Integer call() {
    if (name == null) {
      labs.forEach(lab -> System.out.printf("%-22s %s%n", lab.name(), lab.title()));
      System.out.println("\n'zeuxis lab NAME' runs one.");
      return Main.OK;
    }
    if (threads < 0) {
      throw new InvalidInputException("--threads: expected >= 0, got " + threads);
    }
    List<Lab> chosen = name.equals(ALL) ? labs : List.of(named());
    chosen.forEach(lab -> Judges.requirePage("--out", page(lab)));
    if (threads > 0) {
      Engine.setThreads(threads);
    }
    boolean hold = true;
    for (Lab lab : chosen) {
      hold &= run(lab);
    }
    return hold ? Main.OK : Main.CHECK_FAILED;
  }

  private Lab named() {
    return labs.stream()
        .filter(lab -> lab.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown());
  }

  private InvalidInputException unknown() {
    List<String> names = labs.stream().map(Lab::name).toList();
    return new InvalidInputException("lab '" + name + "' is unknown"
        + NearestName.to(name, names).map(n -> ", did you mean " + n + "?").orElse("")
        + " (known: " + String.join(", ", names) + "; or " + ALL + ")");
  }

  private Path page(Lab lab) {
    Path file = Path.of("lab-" + lab.name() + ".html");
    if (out == null) {
      return file;
    }
    return name.equals(ALL) ? out.resolve(file) : out;
  }

  private boolean run(Lab lab) {
    LabReport report;
    try (ReadingProgress progress = new ReadingProgress(quiet)) {
      report = lab.run(seed, progress);
    }
    print(report);
    Path page = page(lab);
    LabPage.write(page, report, seed);
    System.out.println("page: " + page + "\n");
    return report.holds();
  }

  private static void print(LabReport report) {
    int width =
        report.checks().stream().mapToInt(c -> c.quantity().length()).max().orElse(0);
    String row = "%-" + Math.max(width, 8) + "s  %12s  %12s  %12s%s%n";
    System.out.printf("%s%n%n", report.title());
    System.out.printf(row, "", "measured", "expected", "within", "");
    for (Check check : report.checks()) {
      System.out.printf(
          Locale.ROOT,
          row,
          check.quantity(),
          number(check.measured(), check.expected()),
          number(check.expected(), check.expected()),
          check.tolerance() == 0 ? "exactly" : MeasurementPrinter.number(check.tolerance()),
          check.holds() ? "" : "  not as expected");
    }
    long off = report.checks().stream().filter(check -> !check.holds()).count();
    System.out.printf(
        "%n%s%n",
        off == 0
            ? "all " + report.checks().size() + " numbers are as expected"
            : off + " of " + report.checks().size() + " numbers " + (off == 1 ? "is" : "are")
                + " not as expected");
  }

  /** With as many decimals as another, and without the sign of a zero. */
  private static String number(double value, double like) {
    return MeasurementPrinter.number(value, like).replaceFirst("^-(0\\.0+)$", "$1");
  }
}
