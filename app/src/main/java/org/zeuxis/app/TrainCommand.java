package org.zeuxis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.train.Advisor;
import org.zeuxis.train.Autopilot;
import org.zeuxis.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description = "Trains a recipe on data and leaves a run directory.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis train",
      "  zeuxis train --recipe cgan --data mnist --steps 3000 --out runs/cmnist",
      "  zeuxis train --data photos.zip --size 64 --flip --minutes 30",
      "  zeuxis train --data mnist --eval-every 500 --keep-best fid --patience 5",
      "  zeuxis train --recipe points --data grid --set discriminator.learningRate=4e-4"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin
  private RecipeOptions recipe;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. Default: runs/<recipe>-<data>.")
  private Path out;

  @Option(names = "--seed", paramLabel = "N", description = "Of every random stream. Default: 1.")
  private Long seed;

  @Option(
      names = "--autopilot",
      arity = "0..1",
      fallbackValue = "4",
      paramLabel = "N",
      description = "Act on what the doctor finds: back to a healthy checkpoint, with a remedy,"
          + " at most N times (4).")
  private Integer autopilot;

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    try (ReadingProgress reading = new ReadingProgress(machine.quiet())) {
      Recipe resolved = recipe.isAuto()
          ? recipe.resolveAuto(seed, asked -> advice(asked, reading))
          : recipe.resolve(seed);
      Path directory = out != null ? out : unused(resolved);
      Autopilot pilot = autopilot == null
          ? null
          : new Autopilot(machine.options(reading, "auto"), autopilot, TrainCommand::tell);
      Training training = pilot == null
          ? Training.start(resolved, directory, machine.options(reading, "auto"))
          : pilot.start(resolved, directory);
      reading.close();
      machine.say(
          "%s on %s (%d samples): %s%n",
          resolved.name(), training.data().name(), training.data().size(), directory);
      training.misfits().forEach(misfit -> machine.say("note: %s%n", misfit));
      return pilot == null ? TrainingSession.run(training) : TrainingSession.run(pilot);
    }
  }

  private Advisor.Advice advice(RecipeOptions.Advised asked, ReadingProgress reading) {
    Advisor.Advice advice = new Advisor(machine.options(reading, "auto", List.of()))
        .advise(asked.data(), asked.minutes());
    AdviseCommand.print(advice);
    System.out.flush();
    return advice;
  }

  private static void tell(Autopilot.Decision decision) {
    System.err.printf(
        "autopilot %d: %s; back to step %d with --set %s (%s)%n",
        decision.attempt(),
        FindingPrinter.headline(decision.finding()),
        decision.checkpoint(),
        String.join(" --set ", decision.settings()),
        decision.reason());
  }

  private static Path unused(Recipe recipe) {
    String name = recipe.name() + "-" + RecipeOptions.shortName(recipe.data());
    Path directory = Path.of("runs", name);
    for (int i = 2; Files.exists(directory); i++) {
      directory = Path.of("runs", name + "-" + i);
    }
    return directory;
  }
}
