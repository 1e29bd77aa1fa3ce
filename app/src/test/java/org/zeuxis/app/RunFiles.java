package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a run directory, for comparing two runs byte for byte. */
final class RunFiles {
  private static final List<String> PARTS =
      List.of("networks.safetensors", "optimizers.safetensors", "state.json", "SHA256SUMS");

  /** Only of runs whose recipe has remedies that learn. */
  private static final String REMEDIES = "remedies.safetensors";

  private RunFiles() {}

  static Path checkpoint(Path run, long step) {
    return run.resolve("checkpoints").resolve(String.format("step-%09d", step));
  }

  static Path grid(Path run, long step) {
    return run.resolve("samples").resolve(String.format("step-%09d.png", step));
  }

  /** Steps that have a checkpoint, rising. */
  static List<Long> checkpoints(Path run) throws IOException {
    if (!Files.isDirectory(run.resolve("checkpoints"))) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("step-"))
          .map(name -> Long.valueOf(name.substring(5)))
          .sorted()
          .toList();
    }
  }

  /** Every file of a tree with its content, by its path within. */
  static Map<String, String> contents(Path tree) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(
            tree.relativize(path).toString(),
            new String(Files.readAllBytes(path), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  /** The event log but for the seconds. */
  static List<String> events(Path run) throws IOException {
    return Files.readAllLines(run.resolve("events.jsonl")).stream()
        .map(line -> line.replaceAll("\"seconds\":[^,]*,", ""))
        .toList();
  }

  /** The whole lines of the training's steps, without the doctor's. */
  static List<String> steps(Path run) throws IOException {
    return events(run).stream()
        .filter(line -> line.contains("\"scores\"") && line.endsWith("}}"))
        .toList();
  }

  /** Checkpoint and sample grid of a step are the same, and so are all events. */
  static void assertSameAt(long step, Path run, Path expected) throws IOException {
    List<String> parts = new ArrayList<>(PARTS);
    if (Files.exists(checkpoint(expected, step).resolve(REMEDIES))) {
      parts.add(REMEDIES);
    }
    for (String part : parts) {
      assertThat(checkpoint(run, step).resolve(part))
          .hasSameBinaryContentAs(checkpoint(expected, step).resolve(part));
    }
    assertThat(checkpoint(run, step))
        .isDirectoryNotContaining(path -> !parts.contains(path.getFileName().toString()));
    if (Files.exists(grid(expected, step))) { // classifiers have nothing to show
      assertThat(grid(run, step)).hasSameBinaryContentAs(grid(expected, step));
    }
    assertThat(events(run)).isEqualTo(events(expected));
    assertThat(run.resolve("recipe.yaml")).hasSameTextualContentAs(expected.resolve("recipe.yaml"));
  }

  /** Nothing that a process was writing when it ended. */
  static void assertNothingUnfinished(Path run) throws IOException {
    try (Stream<Path> paths = Files.walk(run)) {
      assertThat(paths.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.contains("tmp"));
    }
  }
}
