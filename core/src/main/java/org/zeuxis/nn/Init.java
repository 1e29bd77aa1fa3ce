package org.zeuxis.nn;

import java.util.Arrays;
import java.util.function.BiFunction;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Where new weights come from. */
public interface Init {
  /**
   * The weight of a linear or convolutional layer. {@code fanIn} as PyTorch counts it:
   * weight.size(1) × window.
   */
  Tensor weight(long fanIn, long... shape);

  /** The bias of a linear or convolutional layer with {@code count} outputs. */
  Tensor bias(long fanIn, long count);

  /** The scale of a normalisation over {@code shape}. */
  Tensor scale(long... shape);

  /** An embedding table. */
  Tensor table(long rows, long width);

  /**
   * PyTorch's defaults: U(-1/√fanIn, 1/√fanIn) for weights and biases, ones for scales, N(0,1) for
   * tables.
   */
  static Init pytorch(Rng rng) {
    return new Init() {
      @Override
      public Tensor weight(long fanIn, long... shape) {
        double bound = 1 / Math.sqrt((double) fanIn);
        return rng.uniform(-bound, bound, shape);
      }

      @Override
      public Tensor bias(long fanIn, long count) {
        return weight(fanIn, count);
      }

      @Override
      public Tensor scale(long... shape) {
        return Tensor.ones(shape);
      }

      @Override
      public Tensor table(long rows, long width) {
        return rng.normal(rows, width);
      }
    };
  }

  /**
   * DCGAN (arXiv:1511.06434, section 4): N(0, 0.02) for weights, N(1, 0.02) for scales, zero
   * biases.
   */
  static Init dcgan(Rng rng) {
    return normal(rng, 0.02);
  }

  /** N(0, deviation) for weights and tables, N(1, deviation) for scales, zero biases. */
  static Init normal(Rng rng, double deviation) {
    return new Init() {
      @Override
      public Tensor weight(long fanIn, long... shape) {
        return rng.normal(shape).timesInPlace(deviation);
      }

      @Override
      public Tensor bias(long fanIn, long count) {
        return Tensor.zeros(count);
      }

      @Override
      public Tensor scale(long... shape) {
        try (Scope scope = new Scope()) {
          return scope.keep(rng.normal(shape).times(deviation).plus(1));
        }
      }

      @Override
      public Tensor table(long rows, long width) {
        return weight(1, rows, width);
      }
    };
  }

  /**
   * U(-bound, bound) for weights, scales and tables as PyTorch's, zero biases (Goodfellow et al.
   * 2014's code: 0.05).
   */
  static Init uniform(Rng rng, double bound) {
    return withZeroBiases(rng, (fanIn, shape) -> rng.uniform(-bound, bound, shape));
  }

  /**
   * Xavier's (Glorot, Bengio 2010, equation 16): U(-b, b) for weights, b = √(6 / (fanIn + fanOut)),
   * scales and tables as PyTorch's, zero biases.
   */
  static Init xavier(Rng rng) {
    return withZeroBiases(rng, (fanIn, shape) -> {
      double outputsAndInputs = shape[0] + (double) shape[1];
      double window = Arrays.stream(shape).skip(2).reduce(1, (a, b) -> a * b);
      double bound = Math.sqrt(6 / (outputsAndInputs * window));
      return rng.uniform(-bound, bound, shape);
    });
  }

  /**
   * He's for layers that no rectifier follows (arXiv:1502.01852, equation 7): N(0, 1/√fanIn) for
   * weights, scales and tables as PyTorch's, zero biases.
   */
  static Init fanIn(Rng rng) {
    return withZeroBiases(
        rng, (fanIn, shape) -> rng.normal(shape).timesInPlace(1 / Math.sqrt((double) fanIn)));
  }

  private static Init withZeroBiases(Rng rng, BiFunction<Long, long[], Tensor> weights) {
    Init defaults = pytorch(rng);
    return new Init() {
      @Override
      public Tensor weight(long fanIn, long... shape) {
        return weights.apply(fanIn, shape);
      }

      @Override
      public Tensor bias(long fanIn, long count) {
        return Tensor.zeros(count);
      }

      @Override
      public Tensor scale(long... shape) {
        return defaults.scale(shape);
      }

      @Override
      public Tensor table(long rows, long width) {
        return defaults.table(rows, width);
      }
    };
  }
}
