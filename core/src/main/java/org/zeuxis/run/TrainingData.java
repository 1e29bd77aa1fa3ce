package org.zeuxis.run;

import java.util.Arrays;
import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Attributes;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.DomainSource;
import org.zeuxis.data.Domains;
import org.zeuxis.data.Part;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.recipe.GameKind;
import org.zeuxis.recipe.Recipe;

/** Opens what a recipe trains on. */
public final class TrainingData {
  private TrainingData() {}

  /**
   * The data of a recipe.
   *
   * @param options say where sets are fetched from and kept; the rest is the recipe's
   */
  public static Dataset open(Recipe recipe, DataOptions options, ProgressListener progress) {
    Dataset whole = whole(recipe, options(recipe, options), progress);
    int limit = recipe.data().limit();
    if (limit == 0) {
      return whole;
    }
    return whole instanceof Domains domains ? domains.limited(limit) : Part.of(whole, limit);
  }

  /**
   * Samples of the same kind that a recipe does not train on: the test split, or the rest where the
   * training is limited to a part; none where there are neither.
   *
   * @param data that the recipe trains on, as {@link #open} gave them
   */
  public static Optional<Dataset> heldOut(
      Recipe recipe, Dataset data, DataOptions options, ProgressListener progress) {
    String source = recipe.data().source();
    if (DataSource.hasTestSplit(source)) {
      return Optional.of(whole(recipe, options(recipe, options).withTestSplit(true), progress));
    }
    if (data instanceof Domains domains && recipe.data().limit() > 0) {
      return Optional.of(domains.rest());
    }
    return data instanceof Part part ? Optional.of(part.rest()) : Optional.empty();
  }

  /**
   * Samples of the same kind from another place, such as a folder of images that were kept for
   * measuring.
   *
   * @param source written as the recipe's is: of a recipe that takes two sets, two
   * @param data that the recipe trains on, as {@link #open} gave them
   * @throws InvalidInputException if they are of another shape, or of other domains where the game
   *     is about these
   */
  public static Dataset elsewhere(
      Recipe recipe, String source, Dataset data, DataOptions options, ProgressListener progress) {
    Dataset found = whole(recipe.withSource(source), options(recipe, options), progress);
    requireShape(data, found);
    if (data instanceof Domains domains) {
      requireShape(domains.from().data(), ((Domains) found).from().data());
    }
    if (recipe.game().kind() == GameKind.STARGAN && !found.classNames().equals(data.classNames())) {
      throw new InvalidInputException(found.name() + ": expected images of "
          + String.join(", ", data.classNames()) + ", as in " + data.name() + ", got "
          + String.join(", ", found.classNames()));
    }
    return found;
  }

  private static void requireShape(Dataset expected, Dataset got) {
    if (!Arrays.equals(expected.sampleShape(), got.sampleShape())) {
      throw new InvalidInputException(got.name() + ": expected samples of "
          + Arrays.toString(expected.sampleShape()) + " as in " + expected.name() + ", got "
          + Arrays.toString(got.sampleShape()));
    }
  }

  private static Dataset whole(Recipe recipe, DataOptions options, ProgressListener progress) {
    String source = recipe.data().source();
    if (recipe.game().kind().takesDomains()) {
      return DomainSource.open(source, recipe.data().paired(), options, progress);
    }
    if (DomainSource.parse(source).isPresent()) {
      throw new InvalidInputException("--data: recipe " + recipe.name()
          + " is trained on one set, expected no names such as A= and B=, got '" + source + "'");
    }
    Dataset images = DataSource.open(source, options, progress);
    String table = recipe.data().attributes();
    return table.isEmpty() ? images : Attributes.read(table).over(images, progress);
  }

  /** The options that {@link #open} uses. */
  public static DataOptions options(Recipe recipe, DataOptions options) {
    Recipe.Data wanted = recipe.data();
    return options
        .withSize(wanted.size())
        .withChannels(wanted.channels())
        .withSkipBad(wanted.skipBad())
        .withTiles(wanted.tiles());
  }

  /**
   * Checks that data are those of a run.
   *
   * @throws InvalidInputException if they are not
   */
  public static void requireSame(RunManifest.DataFacts expected, Dataset got) {
    if (!expected.fingerprint().equals(got.fingerprint())) {
      throw new InvalidInputException("data: " + got.name() + " (" + got.size()
          + " samples) are not what the run was trained on (" + expected.name() + ", "
          + expected.count() + " samples); name the right ones with --data");
    }
  }
}
