package org.zeuxis.recipe;

import java.util.Map;
import org.zeuxis.engine.Tensor;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.ExtraAdam;
import org.zeuxis.optim.OptimisticAdam;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.RmsProp;
import org.zeuxis.optim.Sgd;

/** The catalogue of optimizers. */
public enum OptimizerKind {
  ADAM {
    @Override
    Optimizer create(Map<String, Tensor> parameters, PlayerSettings s) {
      return Adam.adam(parameters, s.beta1(), s.beta2(), s.weightDecay());
    }
  },
  ADAMW {
    @Override
    Optimizer create(Map<String, Tensor> parameters, PlayerSettings s) {
      return Adam.adamW(parameters, s.beta1(), s.beta2(), s.weightDecay());
    }
  },
  OPTIMISTIC_ADAM {
    @Override
    Optimizer create(Map<String, Tensor> parameters, PlayerSettings s) {
      return new OptimisticAdam(parameters, s.beta1(), s.beta2(), s.weightDecay());
    }
  },
  EXTRA_ADAM {
    @Override
    Optimizer create(Map<String, Tensor> parameters, PlayerSettings s) {
      return new ExtraAdam(parameters, s.beta1(), s.beta2(), s.weightDecay());
    }
  },
  SGD {
    @Override
    Optimizer create(Map<String, Tensor> parameters, PlayerSettings s) {
      return new Sgd(parameters, s.momentum(), s.weightDecay());
    }
  },
  RMSPROP {
    @Override
    Optimizer create(Map<String, Tensor> parameters, PlayerSettings s) {
      return new RmsProp(parameters, s.smoothing(), s.momentum());
    }
  };

  abstract Optimizer create(Map<String, Tensor> parameters, PlayerSettings settings);

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
