package org.zeuxis.recipe;

import org.zeuxis.engine.Rng;
import org.zeuxis.nn.Init;

/** The catalogue of initialisers. */
public enum InitKind {
  DCGAN {
    @Override
    Init create(Rng rng, double scale) {
      return Init.normal(rng, scale);
    }
  },
  PYTORCH {
    @Override
    Init create(Rng rng, double scale) {
      return Init.pytorch(rng);
    }
  },
  XAVIER {
    @Override
    Init create(Rng rng, double scale) {
      return Init.xavier(rng);
    }
  },
  FAN_IN {
    @Override
    Init create(Rng rng, double scale) {
      return Init.fanIn(rng);
    }
  },
  UNIFORM {
    @Override
    Init create(Rng rng, double scale) {
      return Init.uniform(rng, scale);
    }
  };

  abstract Init create(Rng rng, double scale);

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
