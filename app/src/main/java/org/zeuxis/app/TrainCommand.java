package org.zeuxis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.zeuxis.recipe.Recipe;
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

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    Recipe resolved = recipe.resolve(seed);
    Path directory = out != null ? out : unused(resolved);
    try (ReadingProgress reading = new ReadingProgress(machine.quiet())) {
      Training training = Training.start(resolved, directory, machine.options(reading, "auto"));
      reading.close();
      machine.say(
          "%s on %s (%d samples): %s%n",
          resolved.name(), training.data().name(), training.data().size(), directory);
      return TrainingSession.run(training);
    }
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
