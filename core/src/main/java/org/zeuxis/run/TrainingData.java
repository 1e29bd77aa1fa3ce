package org.zeuxis.run;

import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
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
    Recipe.Data wanted = recipe.data();
    return DataSource.open(wanted.source(), options(recipe, options), progress);
  }

  /** The options that {@link #open} uses. */
  public static DataOptions options(Recipe recipe, DataOptions options) {
    Recipe.Data wanted = recipe.data();
    return options
        .withSize(wanted.size())
        .withChannels(wanted.channels())
        .withSkipBad(wanted.skipBad());
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
