package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Translator;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Samples;

/** Tiny games between two sets of images of 16 pixels a side, and what they are made of. */
final class TwoSets {
  static final int COUNT = 4;
  static final long SIDE = 16;

  /** Both players' learning rate, of plain gradient descent; large, so that a step is seen. */
  static final double RATE = 0.05;

  private TwoSets() {}

  /** Settings come last and win. */
  static Game game(String recipe, long channelsOfA, long channelsOfB, String... settings) {
    List<String> all = new ArrayList<>(List.of(
        "network.features=4",
        "network.maxFeatures=8",
        "network.patchLayers=1",
        "network.layers=1",
        "network.initScale=0.2",
        "generator.optimizer=sgd",
        "generator.learningRate=" + RATE,
        "discriminator.optimizer=sgd",
        "discriminator.learningRate=" + RATE,
        "training.batchSize=" + COUNT));
    all.addAll(List.of(settings));
    List<String> none = List.of("all");
    Samples a = new Samples(List.of(channelsOfA, SIDE, SIDE), none);
    Samples b = new Samples(List.of(channelsOfB, SIDE, SIDE), none, List.of(), List.of(a));
    return new GameBuilder(Catalogue.resolve(recipe, all), b, Device.CPU).game();
  }

  static Batch batch(long seed, int channelsOfA, int channelsOfB) {
    try (Rng rng = new Rng(seed)) {
      return new Batch(
          rng.uniform(-1, 1, COUNT, channelsOfB, SIDE, SIDE),
          Tensor.of(new long[COUNT], COUNT),
          new Batch(
              rng.uniform(-1, 1, COUNT, channelsOfA, SIDE, SIDE),
              Tensor.of(new long[COUNT], COUNT)));
    }
  }

  static Translator translator(Game game, String name) {
    return (Translator) game.players().get(name).network();
  }

  static Discriminator judge(Game game, String name) {
    return (Discriminator) game.players().get(name).network();
  }

  /** What a player's weights are after one step down a loss of this game. */
  static Map<String, Tensor> stepped(Game game, String player, Tensor loss) {
    Map<String, Tensor> parameters = game.players().get(player).network().parameters();
    List<Tensor> gradients = loss.gradients(List.copyOf(parameters.values()), true);
    Map<String, Tensor> after = new LinkedHashMap<>();
    parameters.forEach((name, weight) -> after.put(
        name, weight.detach().minus(gradients.get(after.size()).detach().times(RATE))));
    return after;
  }

  /** A copy of all that a training depends on. */
  static Map<String, Tensor> everything(Game game) {
    Map<String, Tensor> all = new HashMap<>();
    live(game).forEach((name, tensor) -> all.put(name, tensor.copy()));
    return all;
  }

  /** The names of what is no longer as it was. */
  static List<String> changed(Game game, Map<String, Tensor> before) {
    Map<String, Tensor> now = live(game);
    assertThat(now).containsOnlyKeys(before.keySet());
    return now.keySet().stream()
        .filter(name -> !now.get(name).detach().sameAs(before.get(name).detach()))
        .sorted()
        .toList();
  }

  /** Weights, running statistics, optimizers, averages, streams, state. */
  private static Map<String, Tensor> live(Game game) {
    Map<String, Tensor> all = new HashMap<>();
    game.players().forEach((player, p) -> {
      p.network().stateDict().forEach((name, tensor) -> all.put(player + "." + name, tensor));
      p.optimizer().state().forEach((name, tensor) -> all.put(player + "'" + name, tensor));
    });
    game.averages().forEach((network, n) -> n.stateDict()
        .forEach((name, tensor) -> all.put(network + "." + name, tensor)));
    game.state().forEach((name, tensor) -> all.put("state " + name, tensor));
    game.streams().forEach((name, rng) -> {
      byte[] state = rng.state();
      all.put("stream " + name, Tensor.of(state, state.length));
    });
    return all;
  }

  /** Mirrored at the right and at the bottom, without its edge twice, until both are multiples. */
  static Tensor mirrored(Tensor image, int multiple) {
    int height = Math.toIntExact(image.size(2));
    int width = Math.toIntExact(image.size(3));
    int rows = (height + multiple - 1) / multiple * multiple;
    int columns = (width + multiple - 1) / multiple * multiple;
    long[] places = new long[rows * columns];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        places[y * columns + x] = (long) folded(y, height) * width + folded(x, width);
      }
    }
    return image
        .flatten(2)
        .indexSelect(2, Tensor.of(places, places.length))
        .reshape(image.size(0), image.size(1), rows, columns);
  }

  /** 0 1 2 1 0 1 2 … */
  private static int folded(int i, int size) {
    int period = Math.max(1, 2 * (size - 1));
    return Math.min(i % period, period - i % period) % size;
  }
}
