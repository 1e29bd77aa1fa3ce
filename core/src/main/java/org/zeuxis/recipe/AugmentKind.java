package org.zeuxis.recipe;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.zeuxis.objective.AdaPipeline;
import org.zeuxis.objective.Augmentation;
import org.zeuxis.objective.DiffAugment;

/** The catalogue of what stands between images and the discriminator. */
public enum AugmentKind {
  NONE {
    @Override
    Augmentation create(List<String> policy) {
      require(policy.isEmpty(), policy, Set.of());
      return null;
    }
  },
  DIFF_AUGMENT {
    @Override
    Augmentation create(List<String> policy) {
      return policy.isEmpty()
          ? new DiffAugment()
          : new DiffAugment(chosen(DiffAugment.Policy.class, policy));
    }
  },
  ADA {
    @Override
    Augmentation create(List<String> policy) {
      return policy.isEmpty()
          ? new AdaPipeline()
          : new AdaPipeline(chosen(AdaPipeline.Group.class, policy));
    }
  },
  APA {
    @Override
    Augmentation create(List<String> policy) {
      require(policy.isEmpty(), policy, Set.of());
      return null;
    }
  };

  /** The augmentation, or null where images are shown as they are. */
  abstract Augmentation create(List<String> policy);

  private static <E extends Enum<E>> Set<E> chosen(Class<E> type, List<String> names) {
    Set<E> all = EnumSet.allOf(type);
    require(all.stream().map(Enum::toString).toList().containsAll(names), names, all);
    return all.stream()
        .filter(one -> names.contains(one.toString()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(type)));
  }

  private static void require(boolean condition, List<String> got, Set<?> known) {
    Recipe.require(
        condition,
        "augment.policy",
        known.isEmpty()
            ? "nothing, since this augmentation has no parts"
            : "some of " + known.toString().replaceAll("[\\[\\]]", ""),
        String.join(",", got));
  }

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
