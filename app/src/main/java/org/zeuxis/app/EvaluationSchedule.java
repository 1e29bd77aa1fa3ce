package org.zeuxis.app;

import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.Recipe;
import picocli.CommandLine.Option;

/** When a training is measured, and what follows from it. What is not given stays as it is. */
final class EvaluationSchedule {
  @Option(
      names = "--eval-every",
      paramLabel = "N",
      description = "Measure the samples and inspect the game every N iterations.")
  private Long every;

  @Option(
      names = "--keep-best",
      paramLabel = "METRIC",
      description = "Keep the best checkpoint by this metric, such as fid.")
  private String keepBest;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = "End after N evaluations without a new best.")
  private Integer patience;

  Recipe apply(Recipe recipe) {
    Recipe.Evaluation old = recipe.evaluation();
    try {
      return recipe.withEvaluation(new Recipe.Evaluation(
          every == null ? old.every() : every,
          old.metrics(),
          old.features(),
          old.samples(),
          keepBest == null ? old.keepBest() : keepBest,
          patience == null ? old.patience() : patience));
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(e.getMessage(), e);
    }
  }
}
