package org.zeuxis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.zeuxis.recipe.Catalogue;
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
  @Option(
      names = "--recipe",
      defaultValue = "dcgan",
      paramLabel = "NAME",
      description = "One of 'zeuxis recipes', or a .yaml file. Default: dcgan.")
  private String recipe;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = {
        "A folder or zip of images (sub-folders are classes), a folder of IDX or CIFAR files, or one of",
        "digits, mnist, fashion-mnist, cifar10, stacked-mnist, ring, grid, swiss-roll, two-moons."
      })
  private String data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. Default: runs/<recipe>-<data>.")
  private Path out;

  @Mixin
  private EndOptions end;

  @Option(names = "--seed", paramLabel = "N", description = "Of every random stream. Default: 1.")
  private Long seed;

  @Option(names = "--size", paramLabel = "N", description = "Side of the images, 8 to 128 pixels.")
  private Integer size;

  @Option(names = "--batch", paramLabel = "N", description = "Images in a minibatch.")
  private Integer batch;

  @Option(names = "--flip", description = "Mirror half of the images left to right.")
  private boolean flip;

  @Option(names = "--skip-bad", description = "Go on without files that are no good images.")
  private boolean skipBad;

  @Mixin
  private EvaluationSchedule evaluation;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set any key of the recipe ('zeuxis recipes keys' lists them). Can be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    Recipe resolved = evaluation.apply(end.apply(Catalogue.resolve(recipe, assignments())));
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

  /** The short options are names for keys of the recipe; --set comes last and wins. */
  private List<String> assignments() {
    List<String> all = new ArrayList<>();
    add(all, "data.source", data);
    add(all, "seed", seed);
    add(all, "data.size", size);
    add(all, "training.batchSize", batch);
    add(all, "data.flip", flip ? Boolean.TRUE : null);
    add(all, "data.skipBad", skipBad ? Boolean.TRUE : null);
    all.addAll(assignments);
    return all;
  }

  private static void add(List<String> all, String key, Object value) {
    if (value != null) {
      all.add(key + "=" + value);
    }
  }

  private static Path unused(Recipe recipe) {
    Path source = Path.of(recipe.data().source()).getFileName();
    String name = recipe.name() + "-" + source.toString().replaceAll("\\.\\w+$", "");
    Path directory = Path.of("runs", name);
    for (int i = 2; Files.exists(directory); i++) {
      directory = Path.of("runs", name + "-" + i);
    }
    return directory;
  }
}
