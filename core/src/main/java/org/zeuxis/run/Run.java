package org.zeuxis.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.RecipeYaml;

/**
 * A directory with everything that one training left behind. It can be copied to another machine
 * and resumed there.
 *
 * <pre>
 * recipe.yaml                  the full recipe, with version and data fingerprint
 * events.jsonl                 append-only: step, seconds, scores
 * checkpoints/step-000001000/  networks.safetensors, optimizers.safetensors, state.json, SHA256SUMS,
 *                              remedies.safetensors where remedies keep state
 * samples/step-000001000.png   the fixed-latent grid
 * evaluations/step-….json      what was measured after training
 * lock                         one writer at a time
 * </pre>
 */
public final class Run {
  private static final String MANIFEST = "recipe.yaml";
  private static final String TEMPORARY = MANIFEST + ".tmp";

  private final Path directory;
  private final RunManifest manifest;

  private Run(Path directory, RunManifest manifest) {
    this.directory = directory;
    this.manifest = manifest;
  }

  /**
   * Begins a run in a directory that is not there yet, or empty.
   *
   * @throws InvalidInputException if it holds something
   */
  public static Run create(Path directory, RunManifest manifest) {
    requireUnused(directory);
    Run run = new Run(directory, manifest);
    try {
      Files.createDirectories(directory);
      try (RunLock lock = run.lock()) {
        requireUnused(directory); // still, now that no other process can come between
        run.writeManifest();
      }
    } catch (IOException e) {
      run.discard();
      throw new InvalidInputException(directory + ": cannot be made a run: " + reason(e), e);
    }
    return run;
  }

  /**
   * Checks that a run can begin here.
   *
   * @throws InvalidInputException if the directory holds something
   */
  public static void requireUnused(Path directory) {
    if (Files.exists(directory.resolve(MANIFEST))
        && open(directory).checkpoints().latest().isEmpty()) {
      throw new InvalidInputException(directory
          + ": holds a run that saved nothing; remove it, or name another place with --out");
    }
    if (Files.exists(directory.resolve(MANIFEST))) {
      throw new InvalidInputException(
          directory + ": holds a run already; go on with 'zeuxis resume " + directory
              + "', or name another place with --out");
    }
    if (Files.exists(directory) && !isEmptyDirectory(directory)) {
      throw new InvalidInputException(
          directory + ": expected a new or empty directory, it holds other files");
    }
  }

  private static boolean isEmptyDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.allMatch(path -> path.getFileName().toString().equals(RunLock.FILE));
    } catch (IOException e) {
      throw new InvalidInputException(directory + ": cannot be read: " + reason(e), e);
    }
  }

  /** Whether a directory holds a run, or what was to become one. */
  public static boolean isThere(Path directory) {
    return Files.isRegularFile(directory.resolve(MANIFEST));
  }

  /**
   * Opens what is there.
   *
   * @throws InvalidInputException if it is no run
   */
  public static Run open(Path directory) {
    Path file = directory.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(directory + ": is no run, " + MANIFEST + " is missing");
    }
    try {
      return new Run(
          directory,
          Catalogue.readStored(Files.readString(file), RunManifest.class, file.toString()));
    } catch (IOException e) {
      throw new InvalidInputException(file + ": cannot be read: " + reason(e), e);
    }
  }

  public Path directory() {
    return directory;
  }

  public RunManifest manifest() {
    return manifest;
  }

  /** The same with another recipe, such as a later end; on the disk from {@link #beginFrom} on. */
  public Run with(Recipe recipe) {
    return new Run(directory, manifest.with(recipe));
  }

  private void writeManifest() throws IOException {
    Path temporary = directory.resolve(TEMPORARY);
    Files.writeString(temporary, RecipeYaml.print(manifest));
    DurableFiles.sync(temporary);
    Files.move(
        temporary,
        directory.resolve(MANIFEST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    DurableFiles.sync(directory);
  }

  public Checkpoints checkpoints() {
    return new Checkpoints(directory.resolve("checkpoints"));
  }

  /**
   * The newest step that has a checkpoint.
   *
   * @throws InvalidInputException if none has
   */
  public long latestStep() {
    return checkpoints()
        .latest()
        .orElseThrow(() -> new InvalidInputException(directory + ": has no checkpoint yet"));
  }

  /**
   * The step of the best evaluation.
   *
   * @throws InvalidInputException if the run keeps no best, or has none yet
   */
  public long bestStep() {
    Best best = Best.of(
        manifest.recipe().evaluation().keepBest(),
        new EventLog(events()),
        checkpoints().steps());
    return best.step()
        .orElseThrow(() -> new InvalidInputException(
            directory + ": keeps no best checkpoint; train with --eval-every 500 --keep-best fid"));
  }

  /** What was measured after training. */
  public Evaluations evaluations() {
    return new Evaluations(directory.resolve("evaluations"));
  }

  public Path events() {
    return directory.resolve("events.jsonl");
  }

  /** Where the sample grid of a step belongs. */
  public Path sampleGrid(long step) {
    return directory.resolve("samples").resolve(Checkpoints.name(step) + ".png");
  }

  /**
   * Writes the recipe, and removes what is newer than a step, whose checkpoint the training goes on
   * from, and what a killed process left unfinished. The event log is cut by
   * {@link EventLog#truncateAfter}.
   */
  public void beginFrom(long step) {
    try {
      writeManifest();
      checkpoints().forgetAfter(step);
      Files.deleteIfExists(directory.resolve(TEMPORARY));
      removeNewer(sampleGrid(step).getParent(), step);
      removeNewer(evaluations().path(step).getParent(), step);
    } catch (IOException e) {
      throw new InvalidInputException(directory + ": cannot be written: " + reason(e), e);
    }
  }

  /** Of a step's grid, numbers and pictures: {@code step-000001000-neighbours.png}. */
  private static void removeNewer(Path folder, long step) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path path : entries.toList()) {
        if (isNewer(path.getFileName().toString(), step)) {
          Files.delete(path);
        }
      }
    }
  }

  private static boolean isNewer(String file, long step) {
    return file.matches("\\.step-\\d{9}\\b.*\\.tmp")
        || (file.matches("step-\\d{9}(-[a-z]+)?\\.(png|json|html)")
            && Long.parseLong(file.substring(5, 14)) > step);
  }

  /** Removes a run that has saved nothing, as far as it is there; other files stay. */
  public void discard() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try {
      for (String part : List.of("checkpoints", "samples", "events.jsonl", TEMPORARY, MANIFEST)) {
        DurableFiles.delete(directory.resolve(part));
      }
      Files.deleteIfExists(directory.resolve(RunLock.FILE));
      if (isEmptyDirectory(directory)) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(Run.class).warn("{}: cannot be removed: {}", directory, reason(e));
    }
  }

  /** Keeps other writers out until it is closed. */
  public RunLock lock() {
    return RunLock.acquire(directory);
  }

  private static String reason(IOException e) {
    return InvalidInputException.reason(e);
  }
}
