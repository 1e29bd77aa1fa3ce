package org.zeuxis.app;

import org.zeuxis.data.DataSource;
import org.zeuxis.data.DataSummary;
import org.zeuxis.data.Dataset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "data",
    description = "Looks at data sets.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Runnable {
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  @Command(
      name = "inspect",
      description = "Counts, classes, statistics, and what may spoil a training.",
      mixinStandardHelpOptions = true)
  void inspect(
      @Parameters(paramLabel = "DATA", description = "As for 'zeuxis train --data'.") String data,
      @Option(names = "--size", defaultValue = "0", description = "Side of the images.") int size,
      @Option(names = "--skip-bad", description = "Go on without bad files.") boolean skipBad,
      @Mixin MachineOptions machine) {
    try (ReadingProgress reading = new ReadingProgress(machine.quiet())) {
      Dataset set =
          DataSource.open(data, machine.data().withSize(size).withSkipBad(skipBad), reading);
      DataSummary summary = DataSummary.of(set, reading);
      reading.close();
      System.out.println(summary.render());
    }
  }
}
