package org.zeuxis.app;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.zeuxis.train.Advisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "advise",
    description = "Looks at data and machine and proposes a recipe, with reasons.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:",
      "  zeuxis advise --data photos.zip --minutes 30",
      "  zeuxis train --auto --data photos.zip --minutes 30     trains what it proposes"
    })
final class AdviseCommand implements Callable<Integer> {
  static final double MINUTES = 10;

  @Option(names = "--data", paramLabel = "DATA", required = true, description = "As for 'train'.")
  private String data;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "How long the training may take. Default: 10.")
  private double minutes = MINUTES;

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    try (ReadingProgress reading = new ReadingProgress(machine.quiet())) {
      Advisor.Advice advice =
          new Advisor(machine.options(reading, "auto", List.of())).advise(data, minutes);
      reading.close();
      print(advice);
      System.out.printf(
          Locale.ROOT,
          "%ntrain it: zeuxis train --auto --data %s --minutes %s%n",
          data,
          new java.math.BigDecimal(Double.toString(minutes))
              .stripTrailingZeros()
              .toPlainString());
      System.out.flush();
    }
    return Main.OK;
  }

  static void print(Advisor.Advice advice) {
    System.out.println("seen:");
    advice.facts().forEach(fact -> System.out.println("  " + fact));
    System.out.println("recipe: " + advice.recipe() + "  (" + advice.reason() + ")");
    int width = advice.settings().stream().mapToInt(String::length).max().orElse(0);
    advice
        .choices()
        .forEach(choice ->
            System.out.printf("  --set %-" + width + "s  %s%n", choice.setting(), choice.reason()));
  }
}
