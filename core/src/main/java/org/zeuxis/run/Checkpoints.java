package org.zeuxis.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.Version;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.Safetensors;
import org.zeuxis.game.Game;
import org.zeuxis.optim.NamedState;

/**
 * The checkpoints of a run. Each is a directory that is written beside, synced and renamed into
 * place: the newest complete one is valid at any instant, whenever the process dies.
 */
public final class Checkpoints {
  private static final String NETWORKS = "networks.safetensors";
  private static final String OPTIMIZERS = "optimizers.safetensors";
  private static final String STATE = "state.json";

  /** What remedies have learnt; only of games that have such. */
  private static final String REMEDIES = "remedies.safetensors";

  /** Of directories that are being written, or being deleted: whatever happens, no checkpoints. */
  private static final String UNFINISHED = ".tmp-";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;

  Checkpoints(Path directory) {
    this.directory = directory;
  }

  static String name(long step) {
    return String.format(Locale.ROOT, "step-%09d", step);
  }

  /** Steps that have a complete checkpoint, rising. */
  public List<Long> steps() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.matches("step-\\d{9}"))
          .map(name -> Long.parseLong(name.substring(5)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InvalidInputException(
          directory + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  /** The newest step that has a complete checkpoint. */
  public Optional<Long> latest() {
    List<Long> steps = steps();
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  /** Where the checkpoint of a step is. */
  public Path path(long step) {
    return directory.resolve(name(step));
  }

  /**
   * Saves a game.
   *
   * @param step iterations done
   * @param position samples drawn
   * @param keep how many of the newest are kept, 0 for all
   * @param spared a step that is kept besides
   * @throws InvalidInputException if it cannot be written, such as on a full disk; older ones stay
   *     as they are
   */
  public void save(
      Game game, long step, long position, Device device, int keep, OptionalLong spared) {
    Path temporary = directory.resolve(UNFINISHED + name(step));
    try {
      Files.createDirectories(directory);
      DurableFiles.delete(temporary);
      Files.createDirectory(temporary);
      write(temporary, game, step, position, device);
      remove(step);
      Files.move(temporary, path(step), StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.sync(directory);
      DurableFiles.sync(directory.toAbsolutePath().getParent());
      prune(keep, spared);
    } catch (IOException e) {
      DurableFiles.deleteQuietly(temporary);
      throw new InvalidInputException(
          path(step) + ": cannot be saved: " + InvalidInputException.reason(e) + "; "
              + latest()
                  .map(last -> "the checkpoint of step " + last + " is intact")
                  .orElse("nothing was saved before"),
          e);
    }
  }

  private static void write(Path target, Game game, long step, long position, Device device)
      throws IOException {
    Safetensors.write(target.resolve(NETWORKS), networks(game), Map.of("format", "pt"));
    Safetensors.write(target.resolve(OPTIMIZERS), optimizers(game), Map.of("format", "pt"));
    TreeMap<String, String> streams = new TreeMap<>();
    game.streams()
        .forEach((name, rng) -> streams.put(name, Base64.getEncoder().encodeToString(rng.state())));
    TrainingState state = new TrainingState(
        TrainingState.FORMAT,
        Version.current(),
        step,
        position,
        Engine.threads(),
        device.toString(),
        streams);
    Files.write(target.resolve(STATE), JSON.writeValueAsBytes(state));
    List<String> files = files(game);
    if (!game.state().isEmpty()) {
      Safetensors.write(
          target.resolve(REMEDIES), new TreeMap<>(game.state()), Map.of("format", "pt"));
    }
    Checksums.write(target, files);
    for (String file : files) {
      DurableFiles.sync(target.resolve(file));
    }
    DurableFiles.sync(target.resolve(Checksums.FILE));
    DurableFiles.sync(target);
  }

  private static List<String> files(Game game) {
    return game.state().isEmpty()
        ? List.of(NETWORKS, OPTIMIZERS, STATE)
        : List.of(NETWORKS, OPTIMIZERS, STATE, REMEDIES);
  }

  /** What remedies have learnt is asked for only where it is there, and they can use it. */
  private List<String> filesForChanged(Game game, long step) {
    return Files.exists(path(step).resolve(REMEDIES))
        ? files(game)
        : List.of(NETWORKS, OPTIMIZERS, STATE);
  }

  private static Map<String, Tensor> networks(Game game) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    game.players().forEach((name, player) -> put(tensors, name, player.network().stateDict()));
    game.averages().forEach((name, network) -> put(tensors, name, network.stateDict()));
    return tensors;
  }

  private static Map<String, Tensor> optimizers(Game game) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    game.players()
        .forEach((name, player) -> put(tensors, name, player.optimizer().state()));
    return tensors;
  }

  private static void put(Map<String, Tensor> all, String prefix, Map<String, Tensor> part) {
    new TreeMap<>(part).forEach((name, tensor) -> all.put(prefix + "." + name, tensor));
  }

  /** The tensors of one network, by the names it has itself. */
  private static Map<String, Tensor> part(Map<String, Tensor> all, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    all.forEach((name, tensor) -> {
      if (name.startsWith(prefix + ".")) {
        part.put(name.substring(prefix.length() + 1), tensor);
      }
    });
    return part;
  }

  /**
   * Puts a game into the state of a checkpoint.
   *
   * @throws InvalidInputException if the checkpoint is damaged or belongs to other networks
   */
  public TrainingState restore(Game game, long step) {
    return restore(game, step, false);
  }

  /**
   * Puts a game of a changed recipe into the state of a checkpoint, as far as it has one for it:
   * what the change brought begins anew.
   *
   * @throws InvalidInputException if the checkpoint is damaged or belongs to other networks
   */
  public TrainingState restoreChanged(Game game, long step) {
    return restore(game, step, true);
  }

  private TrainingState restore(Game game, long step, boolean changed) {
    Path path = verified(step, changed ? filesForChanged(game, step) : files(game));
    TrainingState state = state(path);
    try (Scope scope = new Scope()) {
      Map<String, Tensor> networks = read(path.resolve(NETWORKS));
      Map<String, Tensor> optimizers = read(path.resolve(OPTIMIZERS));
      game.players().forEach((name, player) -> {
        player
            .network()
            .loadStateDict(part(networks, name), path.resolve(NETWORKS) + " (" + name + ")");
        player
            .optimizer()
            .restore(part(optimizers, name), path.resolve(OPTIMIZERS) + " (" + name + ")");
      });
      game.averages()
          .forEach((name, network) -> network.loadStateDict(
              average(networks, name, changed), path.resolve(NETWORKS) + " (" + name + ")"));
      if (changed) {
        game.weightsLoaded();
      }
      Path file = path.resolve(REMEDIES);
      Map<String, Tensor> remedies = game.state();
      if (!remedies.isEmpty() && !changed) {
        NamedState.restore(remedies, read(file), "the recipe's remedies", file.toString());
      } else if (!remedies.isEmpty() && Files.exists(file)) {
        restoreShared(remedies, read(file));
      }
    }
    game.streams().forEach((name, rng) -> {
      if (!state.streams().containsKey(name)) {
        if (changed) {
          return;
        }
        throw new InvalidInputException(path.resolve(STATE) + ": stream '" + name + "' is missing");
      }
      rng.restore(Base64.getDecoder().decode(state.streams().get(name)));
    });
    return state;
  }

  /** A moving average that the checkpoint does not have yet begins at its network's weights. */
  private static Map<String, Tensor> average(
      Map<String, Tensor> networks, String name, boolean changed) {
    Map<String, Tensor> own = part(networks, name);
    return changed && own.isEmpty() ? part(networks, name.replace("-average", "")) : own;
  }

  private static void restoreShared(Map<String, Tensor> state, Map<String, Tensor> saved) {
    state.forEach((name, tensor) -> {
      Tensor value = saved.get(name);
      if (value != null && Arrays.equals(value.shape(), tensor.shape())) {
        tensor.copyFrom(value);
      }
    });
  }

  /**
   * The weights of one network, in the caller's scope.
   *
   * @throws InvalidInputException if the checkpoint is damaged
   */
  public Map<String, Tensor> weights(long step, String network) {
    return part(read(verified(step, List.of(NETWORKS)).resolve(NETWORKS)), network);
  }

  private static Map<String, Tensor> read(Path file) {
    try {
      return Safetensors.read(file).tensors();
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  /**
   * Checks that there is a checkpoint.
   *
   * @throws InvalidInputException naming those that there are
   */
  public void requireStep(long step) {
    if (!Files.isDirectory(path(step))) {
      throw new InvalidInputException(directory + ": no checkpoint of step " + step + ", there are "
          + (steps().isEmpty() ? "none" : steps()));
    }
  }

  private Path verified(long step, List<String> files) {
    requireStep(step);
    Path path = path(step);
    Checksums.verify(
        path,
        files,
        "the checkpoint is damaged"
            + steps().stream()
                .filter(other -> other < step)
                .max(Comparator.naturalOrder())
                .map(other -> "; the one before is of step " + other + " (resume --from " + other
                    + ", other commands --step " + other + ")")
                .orElse(""));
    return path;
  }

  /**
   * What a checkpoint says besides tensors.
   *
   * @throws InvalidInputException if it is not there, or damaged
   */
  public TrainingState state(long step) {
    return state(verified(step, List.of(STATE)));
  }

  private static TrainingState state(Path path) {
    Path file = path.resolve(STATE);
    try {
      TrainingState state = JSON.readValue(Files.readAllBytes(file), TrainingState.class);
      if (state.format() != TrainingState.FORMAT) {
        throw new InvalidInputException(file + ": checkpoint format " + state.format()
            + ", this version (" + Version.current() + ") reads " + TrainingState.FORMAT);
      }
      return state;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(file + ": no valid state", e);
    } catch (IOException e) {
      throw new InvalidInputException(
          file + ": cannot be read: " + InvalidInputException.reason(e), e);
    }
  }

  /**
   * Removes the checkpoints of later steps: the training goes another way from here. What a killed
   * process left unfinished goes too.
   */
  void forgetAfter(long step) throws IOException {
    for (long later : steps()) {
      if (later > step) {
        remove(later);
      }
    }
    if (Files.isDirectory(directory)) {
      try (Stream<Path> entries = Files.list(directory)) {
        for (Path path : entries.toList()) {
          if (path.getFileName().toString().startsWith(UNFINISHED)) {
            DurableFiles.delete(path);
          }
        }
      }
    }
  }

  private void prune(int keep, OptionalLong spared) throws IOException {
    List<Long> steps = steps();
    for (int i = 0; keep > 0 && i < steps.size() - keep; i++) {
      if (steps.get(i) != spared.orElse(-1)) {
        remove(steps.get(i));
      }
    }
  }

  /** Renamed first: a process killed while it deletes must not leave half a checkpoint. */
  private void remove(long step) throws IOException {
    if (Files.exists(path(step))) {
      Path gone = directory.resolve(UNFINISHED + "gone-" + name(step));
      DurableFiles.delete(gone);
      Files.move(path(step), gone, StandardCopyOption.ATOMIC_MOVE);
      DurableFiles.delete(gone);
    }
  }
}
