package org.zeuxis.run;

import org.zeuxis.data.Dataset;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

/**
 * What {@code recipe.yaml} in a run holds.
 *
 * @param zeuxis the version that made the run
 * @param data what it was trained on
 * @param recipe in full
 */
public record RunManifest(String zeuxis, DataFacts data, Recipe recipe) {

  /**
   * The data, as far as a run must know them again.
   *
   * @param fingerprint SHA-256 over shape, labels and content
   */
  public record DataFacts(String name, int count, Samples samples, String fingerprint) {
    public static DataFacts of(Dataset data) {
      return new DataFacts(data.name(), data.size(), Samples.of(data), data.fingerprint());
    }
  }

  /** The same with another recipe. */
  public RunManifest with(Recipe newRecipe) {
    return new RunManifest(zeuxis, data, newRecipe);
  }
}
