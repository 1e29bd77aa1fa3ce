package org.zeuxis.recipe;

import static org.zeuxis.recipe.Recipe.require;

import org.zeuxis.game.Masks;

/**
 * What games between images have besides the adversary. {@code defaults.yaml} explains each key.
 */
public record TranslationSettings(
    double reconstruction,
    double identity,
    int pool,
    double classification,
    int scale,
    double perceptual,
    String features,
    long pretrain,
    long reversalSteps,
    Masks.Kind mask) {
  public TranslationSettings {
    require(reconstruction >= 0, "translation.reconstruction", ">= 0", reconstruction);
    require(identity >= 0, "translation.identity", ">= 0", identity);
    require(pool >= 0, "translation.pool", ">= 0", pool);
    require(classification >= 0, "translation.classification", ">= 0", classification);
    require(scale == 2 || scale == 4 || scale == 8, "translation.scale", "2, 4 or 8", scale);
    require(perceptual >= 0, "translation.perceptual", ">= 0", perceptual);
    require(pretrain >= 0, "translation.pretrain", ">= 0", pretrain);
    require(reversalSteps >= 0, "translation.reversalSteps", ">= 0", reversalSteps);
  }

  /** The same with features of another name. */
  TranslationSettings withFeatures(String newFeatures) {
    return new TranslationSettings(
        reconstruction,
        identity,
        pool,
        classification,
        scale,
        perceptual,
        newFeatures,
        pretrain,
        reversalSteps,
        mask);
  }
}
