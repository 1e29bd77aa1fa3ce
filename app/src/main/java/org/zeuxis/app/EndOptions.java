package org.zeuxis.app;

import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.Recipe;
import picocli.CommandLine.Option;

/** When a training ends. Where one of these is given, it replaces the recipe's own end. */
final class EndOptions {
  @Option(names = "--steps", paramLabel = "N", description = "End after N iterations in all.")
  private Long steps;

  @Option(names = "--kimg", paramLabel = "N", description = "End after N thousand real images.")
  private Double kimg;

  @Option(names = "--epochs", paramLabel = "N", description = "End after N passes over the data.")
  private Double epochs;

  @Option(names = "--minutes", paramLabel = "N", description = "End after N minutes of this call.")
  private Double minutes;

  /** The minutes that were given, or others. */
  double minutes(double usual) {
    return minutes == null ? usual : positive("--minutes", minutes);
  }

  Recipe apply(Recipe recipe) {
    if (steps == null && kimg == null && epochs == null && minutes == null) {
      return recipe;
    }
    try {
      return recipe.withTraining(recipe
          .training()
          .until(
              steps == null ? 0 : positive("--steps", steps).longValue(),
              kimg == null ? 0 : positive("--kimg", kimg),
              epochs == null ? 0 : positive("--epochs", epochs),
              minutes == null ? 0 : positive("--minutes", minutes)));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }

  private static <N extends Number> N positive(String option, N value) {
    if (!(value.doubleValue() > 0)) {
      throw new InvalidInputException(option + ": expected > 0, got " + value);
    }
    return value;
  }
}
