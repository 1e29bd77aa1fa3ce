package org.zeuxis.recipe;

import java.util.List;
import java.util.Map;

/** The short names of an ablation: for keys of recipes, and for values of some of them. */
final class ShortNames {
  private static final List<Entry> TABLE = List.of(
      new Entry(
          "loss",
          List.of("game.loss"),
          Map.of(
              "mm", "minimax",
              "ns", "non-saturating",
              "ls", "least-squares",
              "wgan", "wasserstein",
              "rpgan", "relativistic-pairing",
              "ragan", "relativistic-average",
              "ralsgan", "relativistic-average-least-squares")),
      entry("penalty", "discriminator.penalties"),
      entry("k", "game.discriminatorSteps"),
      entry("smoothing", "game.labelSmoothing"),
      entry("clip", "discriminator.weightClip"),
      entry("lr", "generator.learningRate", "discriminator.learningRate"),
      entry("optimizer", "generator.optimizer", "discriminator.optimizer"),
      entry("beta1", "generator.beta1", "discriminator.beta1"),
      entry("beta2", "generator.beta2", "discriminator.beta2"),
      entry("schedule", "generator.schedule", "discriminator.schedule"),
      entry("warmup", "generator.warmup", "discriminator.warmup"),
      entry("batch", "training.batchSize"),
      entry("ema", "training.ema"),
      entry("precision", "training.precision"),
      entry("network", "network.name"),
      entry("features", "network.features"),
      entry("init", "network.init"),
      entry("latent", "latent.size"),
      entry("norm", "network.discriminatorNorm"),
      entry("weights", "network.discriminatorWeights"),
      entry("packing", "network.packing"),
      entry("minibatch", "network.minibatch"),
      entry("attention", "network.attention"),
      entry("augment", "augment.name"),
      entry("unrolled", "game.unrolledSteps"),
      entry("data", "data.source"),
      entry("size", "data.size"),
      entry("flip", "data.flip"));

  private ShortNames() {}

  /**
   * One short name.
   *
   * @param keys that it stands for, all of which get the same value
   * @param values short ones and what they stand for; others stand for themselves
   */
  record Entry(String name, List<String> keys, Map<String, String> values) {}

  private static Entry entry(String name, String... keys) {
    return new Entry(name, List.of(keys), Map.of());
  }

  static List<Entry> all() {
    return TABLE;
  }

  /** What a name stands for, which may be the one key of a short name; else for itself. */
  static Entry of(String typed) {
    return TABLE.stream()
        .filter(entry -> entry.name().equals(typed) || entry.keys().equals(List.of(typed)))
        .findFirst()
        .orElseGet(() -> entry(typed, typed));
  }
}
