package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Samples;

/** Tiny games of domain adaptation, on noise of 16 pixels a side with three classes. */
final class TwoDomains {
  static final int SIDE = 16;
  static final int COUNT = 4;
  static final List<String> CLASSES = List.of("a", "b", "c");

  private TwoDomains() {}

  static Game game(String recipe, String... more) {
    List<String> settings =
        new ArrayList<>(List.of("network.features=2", "training.batchSize=" + COUNT));
    settings.addAll(List.of(more));
    Samples source = new Samples(List.of(1L, (long) SIDE, (long) SIDE), CLASSES);
    Samples target = new Samples(source.shape(), List.of("all"), List.of(), List.of(source));
    return new GameBuilder(Catalogue.resolve(recipe, settings), target, Device.CPU).game();
  }

  /** The target's labels are of no meaning. */
  static Batch batch(long seed, long... targetLabels) {
    Rng rng = new Rng(seed);
    Batch source = new Batch(images(rng), Tensor.of(new long[] {0, 2, 1, 2}, COUNT));
    return new Batch(images(rng), Tensor.of(targetLabels, COUNT), source);
  }

  static Tensor images(Rng rng) {
    return rng.uniform(-1, 1, COUNT, 1, SIDE, SIDE);
  }

  /** All weights of all players, by name. */
  static Map<String, float[]> weights(Game game) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    game.players().forEach((player, p) -> p.network()
        .stateDict()
        .forEach((name, tensor) -> weights.put(player + "." + name, floats(tensor))));
    return weights;
  }

  static float[] floats(Tensor tensor) {
    return tensor.detach().to(DType.FLOAT32).toFloats();
  }
}
