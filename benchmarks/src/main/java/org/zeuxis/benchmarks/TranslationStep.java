package org.zeuxis.benchmarks;

import java.util.List;
import java.util.Locale;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Game;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

/**
 * One iteration of a recipe that makes images of images, on noise of 64×64 pixels: what a training
 * costs without data and files. {@code translation_step.py} is the same in PyTorch.
 */
final class TranslationStep implements TimedStep {
  private static final int SIDE = 64;

  private final Kind kind;
  private final Recipe recipe;
  private final Game game;
  private final Batch batch;
  private long iteration;

  /**
   * A game at its beginning.
   *
   * @param features channels next to the image (both papers: 64)
   * @param batchSize of the fixed minibatch
   */
  TranslationStep(Kind kind, int features, int batchSize) {
    this.kind = kind;
    recipe = Catalogue.resolve(
        kind.recipe, List.of("network.features=" + features, "training.batchSize=" + batchSize));
    Samples one = new Samples(List.of(3L, (long) SIDE, (long) SIDE), List.of("image"));
    Samples two = new Samples(one.shape(), one.classNames(), List.of(), List.of(one));
    game = new GameBuilder(recipe, two, Device.CPU).game();
    try (Scope scope = new Scope();
        Rng rng = new Rng(1)) {
      batch = new Batch(images(rng).real(), labels(), images(rng)).retain();
    }
  }

  /** Which recipe is played. */
  enum Kind {
    /** U-Net of six steps. */
    PIX2PIX("pix2pix", 6),
    /** Six residual blocks. */
    CYCLEGAN("cyclegan", 6);

    private final String recipe;
    private final int depth;

    Kind(String recipe, int depth) {
      this.recipe = recipe;
      this.depth = depth;
    }
  }

  private Batch images(Rng rng) {
    return new Batch(rng.uniform(-1, 1, batchSize(), 3, SIDE, SIDE), labels());
  }

  private Tensor labels() {
    return Tensor.of(new long[batchSize()], batchSize());
  }

  private int batchSize() {
    return recipe.training().batchSize();
  }

  @Override
  public void run() {
    try (Scope scope = new Scope()) {
      game.play(batch, iteration++);
    }
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s step, %d×%d, features %d, batch %d, %s norm, float32",
        kind.recipe,
        SIDE,
        SIDE,
        recipe.network().features(),
        batchSize(),
        norm());
  }

  @Override
  public List<String> peer() {
    return List.of(
        "translation_step.py",
        kind.recipe,
        Integer.toString(batchSize()),
        Integer.toString(SIDE),
        Integer.toString(recipe.network().features()),
        Integer.toString(kind.depth),
        norm());
  }

  /** Of both networks; the peer knows batch, instance and instance-plain. */
  private String norm() {
    return recipe.network().generatorNorm().toString();
  }

  @Override
  public void close() {
    game.close();
    batch.close();
  }
}
