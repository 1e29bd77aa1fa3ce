package org.zeuxis.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "runs",
    description = "Lists the runs of a directory.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the run directories are. Default: runs.")
  private Path directory;

  @Override
  public Integer call() {
    if (!Files.isDirectory(directory)) {
      throw new InvalidInputException(
          directory + ": is no directory, expected one that holds runs");
    }
    List<Path> runs;
    try (Stream<Path> entries = Files.list(directory)) {
      runs = entries
          .filter(path -> Files.exists(path.resolve("recipe.yaml")))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          directory + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
    if (runs.isEmpty()) {
      System.out.println(directory + ": no runs; 'zeuxis train' makes one");
    }
    for (Path path : runs) {
      System.out.println(describe(path));
    }
    return Main.OK;
  }

  private static String describe(Path path) {
    try {
      Run run = Run.open(path);
      Recipe recipe = run.manifest().recipe();
      long end = recipe.iterations(run.manifest().data().count());
      return String.format(
          "%-28s %-8s on %-16s step %s of %s",
          path,
          recipe.name(),
          run.manifest().data().name(),
          run.checkpoints().latest().map(String::valueOf).orElse("-"),
          end == Long.MAX_VALUE ? "-" : Long.toString(end));
    } catch (InvalidInputException e) {
      return e.getMessage(); // one damaged run does not hide the others
    }
  }
}
