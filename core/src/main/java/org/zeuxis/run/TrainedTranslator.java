package org.zeuxis.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DomainSource;
import org.zeuxis.data.NearestName;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Classifies;
import org.zeuxis.game.Game;
import org.zeuxis.game.Translates;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.GameKind;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

/**
 * The networks of a run that begins with images, for use: translators, or a classifier. For use by
 * one thread at a time.
 */
public final class TrainedTranslator implements AutoCloseable {
  private final Run run;
  private final Game game;
  private final long step;

  private TrainedTranslator(Run run, Game game, long step) {
    this.run = run;
    this.game = game;
    this.step = step;
  }

  /**
   * Loads the newest checkpoint onto the processor.
   *
   * @throws InvalidInputException if the directory is no run, makes samples of noise, or its
   *     checkpoint is damaged
   */
  public static TrainedTranslator load(Path run) {
    Run opened = Run.open(run);
    return load(opened, opened.latestStep(), Device.CPU);
  }

  /** Loads the checkpoint of a step; the averaged weights where the run has them. */
  public static TrainedTranslator load(Run run, long step, Device device) {
    Game game =
        new GameBuilder(run.manifest().recipe(), run.manifest().data().samples(), device).game();
    try {
      if (!(game instanceof Translates) && !(game instanceof Classifies)) {
        throw noTranslator(run);
      }
      run.checkpoints().restore(game, step);
      return new TrainedTranslator(run, game, step);
    } catch (RuntimeException e) {
      game.close();
      throw e;
    }
  }

  /** The iteration that the weights are of. */
  public long step() {
    return step;
  }

  public Recipe recipe() {
    return run.manifest().recipe();
  }

  private static InvalidInputException noTranslator(Run run) {
    return new InvalidInputException(run.directory() + ": is a run of recipe "
        + run.manifest().recipe().name() + ", which makes no images of images");
  }

  /**
   * The game, if it makes images of images.
   *
   * @throws InvalidInputException if it does not
   */
  public Translates game() {
    if (game instanceof Translates translator) {
      return translator;
    }
    throw noTranslator(run);
  }

  /** Whether {@link #game} makes images of images. */
  public boolean makesImages() {
    return game instanceof Translates;
  }

  /** The game, if it tells what is on images. */
  public Optional<Classifies> classifier() {
    return game instanceof Classifies classifier ? Optional.of(classifier) : Optional.empty();
  }

  /**
   * Checks what game the run is of.
   *
   * @param command that needs it
   * @throws InvalidInputException if it is another
   */
  public void requireKind(GameKind kind, String command) {
    if (recipe().game().kind() != kind) {
      throw new InvalidInputException(run.directory() + ": is a run of recipe "
          + recipe().name() + ", expected one of " + kind + " for " + command);
    }
  }

  /** What images can be turned into, by name. */
  public List<String> targets() {
    return game().targets();
  }

  /**
   * What images can be of, in the order of {@link #targets}: the domains of the training; none
   * where there was one set.
   */
  public List<String> sources() {
    if (!recipe().game().kind().takesDomains()) {
      return List.of();
    }
    Optional<DomainSource> two = DomainSource.parse(recipe().data().source());
    List<String> names = two.map(d -> List.of(d.fromName(), d.toName())).orElse(List.of("A", "B"));
    return names.subList(0, Math.min(names.size(), targets().size()));
  }

  /**
   * The name of a target.
   *
   * @param wanted as a user names it; null for the usual one
   * @throws InvalidInputException naming those there are
   */
  public String target(String wanted) {
    if (wanted == null) {
      return targets().get(0);
    }
    if (!targets().contains(wanted)) {
      throw new InvalidInputException(run.directory() + ": cannot make '" + wanted + "'"
          + NearestName.to(wanted, targets())
              .map(near -> ", did you mean " + near + "?")
              .orElse("")
          + " (known: " + String.join(", ", targets()) + ")");
    }
    return wanted;
  }

  /**
   * Brings an image to the channels that it is made of: grey repeated, colours weighed by BT.601.
   *
   * @param image {@code [1,C,H,W]}
   */
  public Tensor fitted(Tensor image, String target) {
    Samples data = run.manifest().data().samples();
    boolean back = !data.sources().isEmpty() && targets().indexOf(target) == 1;
    Samples given = data.sources().isEmpty() || back ? data : data.sources().get(0);
    long channels = given.shape().get(0);
    if (image.size(1) == channels) {
      return image;
    }
    if (channels == 3) {
      return image.expand(1, 3, image.size(2), image.size(3));
    }
    return image
        .narrow(1, 0, 1)
        .times(0.299)
        .plus(image.narrow(1, 1, 1).times(0.587))
        .plus(image.narrow(1, 2, 1).times(0.114));
  }

  @Override
  public void close() {
    game.close();
  }
}
