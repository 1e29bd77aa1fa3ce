package org.zeuxis.optim;

import java.util.List;
import org.zeuxis.engine.Tensor;

/**
 * Steps of an optimizer as a function that can be differentiated: what a player would become, for
 * the other player to look ahead at (unrolled GANs, arXiv:1611.02163, equations 7 to 9). The
 * optimizer's own state and the parameters stay as they are.
 *
 * <p>It begins with a copy of the optimizer's state, which each call moves on; the copy belongs to
 * the scope that is open when it is made, as do the results to the one of their call.
 */
@FunctionalInterface
public interface Unrolled {
  /**
   * One step, recorded for differentiation.
   *
   * @param parameters the values before the step: the network's, then the last result
   * @param gradients by these values, in their order; differentiable where the step is to be
   *     differentiated through ({@link Tensor#gradients(List, boolean)})
   * @return the values after it, new tensors
   */
  List<Tensor> next(List<Tensor> parameters, List<Tensor> gradients, double learningRate);
}
