package org.zeuxis.recipe;

import static org.zeuxis.recipe.Recipe.require;

import java.util.List;

/** What the discriminator sees images through. {@code defaults.yaml} explains each key. */
public record AugmentSettings(AugmentKind name, List<String> policy, double target, double kimg) {
  public AugmentSettings {
    policy = List.copyOf(policy);
    require(target > 0 && target < 1, "augment.target", "in (0,1)", target);
    require(kimg > 0, "augment.kimg", "> 0", kimg);
    name.create(policy);
  }
}
