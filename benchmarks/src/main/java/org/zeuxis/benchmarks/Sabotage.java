package org.zeuxis.benchmarks;

import java.util.Map;
import java.util.function.Consumer;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;
import org.zeuxis.train.Moment;
import org.zeuxis.train.TrainingObserver;

/** Breaks a network while it is trained. */
final class Sabotage {
  private Sabotage() {}

  static final TrainingObserver NONE = new TrainingObserver() {};

  /** A weight is overwritten after every step from one on. */
  private static TrainingObserver of(
      String player, String weight, long from, Consumer<Tensor> change) {
    return new TrainingObserver() {
      @Override
      public void begin(Moment at) {
        if (from == 0) {
          apply(at);
        }
      }

      @Override
      public void afterStep(Moment at) {
        if (at.step() >= from) {
          apply(at);
        }
      }

      private void apply(Moment at) {
        Map<String, Tensor> weights = at.game().players().get(player).network().parameters();
        if (!weights.containsKey(weight)) {
          throw new IllegalArgumentException(
              player + " has no " + weight + ": " + weights.keySet());
        }
        try (NoGrad guard = new NoGrad()) {
          change.accept(weights.get(weight));
        }
      }
    };
  }

  /** A layer that puts out nothing. */
  static TrainingObserver zero(String player, String weight) {
    return of(player, weight, 0, tensor -> tensor.fillInPlace(0));
  }

  /** A single step at which a weight becomes NaN. */
  static TrainingObserver nan(String player, String weight, long step) {
    return of(player, weight, step, tensor -> tensor.fillInPlace(Double.NaN));
  }

  /** Units that never fire: a bias far below what reaches it. */
  static TrainingObserver negative(String player, String bias) {
    return of(player, bias, 0, tensor -> tensor.fillInPlace(-50));
  }

  /** A transposed convolution of stride 2 one of whose four kinds of pixels is drawn stronger. */
  static TrainingObserver uneven(String weight, long from) {
    return of("generator", weight, from, kernel -> {
      for (long i = 0; i < kernel.size(2); i += 2) {
        for (long j = 0; j < kernel.size(3); j += 2) {
          kernel.narrow(2, i, 1).narrow(3, j, 1).fillInPlace(0);
        }
      }
    });
  }
}
