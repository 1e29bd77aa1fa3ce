package org.zeuxis.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;

/**
 * A layer with one {@code weight}, and perhaps a {@code bias}. What it computes with is the weight
 * itself or a function of what learns, which a {@link WeightForm} gives it.
 */
public abstract class WeightedLayer extends Layer {
  private final Tensor weight;
  private final Tensor bias;
  private final int outDimension;
  private UnaryOperator<Tensor> form;

  /**
   * Registers {@code weight}, then {@code bias}.
   *
   * @param weight {@code [out,…]}, or {@code [in,out,…]} where outDimension is 1
   * @param bias {@code [out]}, or null
   * @param outDimension which dimension of the weight counts the outputs, 0 or 1
   */
  protected WeightedLayer(Tensor weight, Tensor bias, int outDimension) {
    this.weight = parameter("weight", weight);
    this.bias = bias == null ? null : parameter("bias", bias);
    this.outDimension = outDimension;
  }

  /** The weight to compute with. */
  protected final Tensor weight() {
    return form == null ? weight : form.apply(weight);
  }

  /** The bias, or null. */
  protected final Tensor bias() {
    return bias;
  }

  /**
   * The weights that learn of a network's linear and convolutional layers, as matrices {@code [out,
   * the rest]}.
   */
  public static List<Tensor> matrices(Module network) {
    List<Tensor> matrices = new ArrayList<>();
    network.eachModule((prefix, module) -> {
      if (module instanceof WeightedLayer layer) {
        matrices.add(layer.matrix(layer.rawWeight()));
      }
    });
    return matrices;
  }

  /** A tensor of the weight's shape as a matrix {@code [out, the rest]}. */
  final Tensor matrix(Tensor value) {
    return value.transpose(0, outDimension).flatten(1);
  }

  /** The weight that learns. */
  final Tensor rawWeight() {
    return weight;
  }

  final int outDimension() {
    return outDimension;
  }

  /** How many numbers of the weight each output has. */
  final long fanIn() {
    return weight.count() / weight.size(outDimension);
  }

  /** From now on the layer computes with {@code newForm} of its weight. */
  final void use(UnaryOperator<Tensor> newForm) {
    if (form != null) {
      throw new IllegalStateException(getClass().getSimpleName()
          + ": the weight has a form already, expected WeightForm.applyTo(network) once");
    }
    form = newForm;
  }

  /** Draws the weight anew, and begins with a bias of zero. */
  final void restart(Tensor newWeight) {
    try (NoGrad guard = new NoGrad()) {
      weight.copyFrom(newWeight);
      if (bias != null) {
        bias.fillInPlace(0);
      }
    }
  }
}
