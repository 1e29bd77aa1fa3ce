package org.zeuxis.nn;

import java.util.function.UnaryOperator;
import org.zeuxis.engine.Tensor;

/** An element-wise function as a layer. */
public final class Activation extends Layer {
  private final UnaryOperator<Tensor> function;

  private Activation(UnaryOperator<Tensor> function) {
    this.function = function;
  }

  public static Activation relu() {
    return new Activation(Tensor::relu);
  }

  public static Activation leakyRelu(double slope) {
    return new Activation(x -> x.leakyRelu(slope));
  }

  /** ELU (arXiv:1511.07289) with α = 1: {@code x} where positive, {@code e^x - 1} elsewhere. */
  public static Activation elu() {
    return new Activation(Tensor::elu);
  }

  public static Activation tanh() {
    return new Activation(Tensor::tanh);
  }

  public static Activation sigmoid() {
    return new Activation(Tensor::sigmoid);
  }

  public static Activation softplus() {
    return new Activation(Tensor::softplus);
  }

  @Override
  public Tensor forward(Tensor x) {
    return function.apply(x);
  }
}
