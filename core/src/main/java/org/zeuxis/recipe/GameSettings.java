package org.zeuxis.recipe;

import static org.zeuxis.recipe.Recipe.require;

import org.zeuxis.objective.AdversarialLosses;

/**
 * What Algorithm 1 leaves open, and what is added to it. {@code defaults.yaml} explains each key.
 */
public record GameSettings(
    GameKind kind,
    AdversarialLosses loss,
    double labelSmoothing,
    double labelFlip,
    int discriminatorSteps,
    int generatorSteps,
    double adversarialWeight,
    int unrolledSteps,
    double accuracyCeiling,
    double instanceNoise,
    long instanceNoiseSteps,
    double topK,
    double topKDecay,
    long topKEvery,
    double equilibrium,
    double equilibriumRate) {
  public GameSettings {
    require(
        labelSmoothing >= 0 && labelSmoothing < 0.5,
        "game.labelSmoothing",
        "in [0,0.5)",
        labelSmoothing);
    require(
        labelSmoothing == 0 || loss.hasTargets(),
        "game.labelSmoothing",
        "0, since loss " + loss + " has no targets",
        labelSmoothing);
    require(labelFlip >= 0 && labelFlip < 0.5, "game.labelFlip", "in [0,0.5)", labelFlip);
    require(discriminatorSteps >= 1, "game.discriminatorSteps", ">= 1", discriminatorSteps);
    require(generatorSteps >= 1, "game.generatorSteps", ">= 1", generatorSteps);
    require(adversarialWeight >= 0, "game.adversarialWeight", ">= 0", adversarialWeight);
    require(unrolledSteps >= 0, "game.unrolledSteps", ">= 0", unrolledSteps);
    require(
        accuracyCeiling > 0.5 && accuracyCeiling <= 1,
        "game.accuracyCeiling",
        "in (0.5,1]",
        accuracyCeiling);
    require(
        accuracyCeiling == 1 || loss.boundary().isPresent(),
        "game.accuracyCeiling",
        "1, since loss " + loss + " has no logit at which real and generated meet",
        accuracyCeiling);
    require(instanceNoise >= 0, "game.instanceNoise", ">= 0", instanceNoise);
    require(instanceNoiseSteps >= 0, "game.instanceNoiseSteps", ">= 0", instanceNoiseSteps);
    require(topK > 0 && topK <= 1, "game.topK", "in (0,1]", topK);
    require(
        topK == 1 || !loss.isRelativistic(),
        "game.topK",
        "1, since loss " + loss + " pairs samples",
        topK);
    require(topKDecay > 0 && topKDecay < 1, "game.topKDecay", "in (0,1)", topKDecay);
    require(topKEvery >= 1, "game.topKEvery", ">= 1", topKEvery);
    require(equilibrium >= 0 && equilibrium <= 1, "game.equilibrium", "in [0,1]", equilibrium);
    require(equilibriumRate > 0, "game.equilibriumRate", "> 0", equilibriumRate);
  }
}
