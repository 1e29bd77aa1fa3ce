package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.List;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;

/**
 * Minibatch discrimination (Salimans et al. 2016, arXiv:1606.03498, section 3.2): appends to each
 * sample's features how close it is to the other samples, so that a discriminator sees when they
 * are all alike. {@code [N,A]} → {@code [N,A+B]}.
 *
 * <p>With {@code Mᵢ = xᵢT}, T a tensor A×B×C: {@code o(xᵢ)_b = Σ_{j≠i} exp(-‖M_{i,b} - M_{j,b}‖₁)}.
 * The paper's sum counts the sample itself, which adds 1 to every number; it is left out here, as
 * in the authors' code. The authors add a bias, which the next layer has anyway. T is the weight of
 * the linear layer {@code linear}, {@code [B·C,A]}.
 */
public final class MinibatchDiscrimination extends Layer {
  private final long features;
  private final long kernels;
  private final long dimensions;
  private final Linear linear;

  /**
   * T as {@code init} draws weights.
   *
   * @param features A
   * @param kernels B, how many numbers are appended
   * @param dimensions C, in which distances are taken
   */
  public MinibatchDiscrimination(long features, long kernels, long dimensions, Init init) {
    this.features = features;
    this.kernels = kernels;
    this.dimensions = dimensions;
    linear = child("linear", new Linear(features, kernels * dimensions, false, init));
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("MinibatchDiscrimination.forward(x)", "[N,A]", ANY, features);
    Tensor m = linear.forward(x).reshape(-1, kernels, dimensions);
    Tensor distances = m.unsqueeze(0).minus(m.unsqueeze(1)).abs().sum(3); // [N,N,B]
    Tensor closeness = distances.neg().exp().times(others(x)).sum(1);
    return Tensor.cat(List.of(x, closeness), 1);
  }

  /** 1 for two samples, 0 for a sample and itself. {@code [N,N,1]}. */
  private static Tensor others(Tensor x) {
    try (NoGrad guard = new NoGrad()) {
      Tensor others = Tensor.ones(x.size(0), x.size(0));
      others.diagonal().fillInPlace(0);
      return others.unsqueeze(2).to(x.device());
    }
  }
}
