package org.zeuxis.objective;

import java.util.Map;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/**
 * LeCam regularisation (Tseng et al. 2021, arXiv:2104.03310, equation 3): E(D(x) - α_F)² +
 * E(D(G(z)) - α_R)², where α_R and α_F are moving averages of the logits of real and of generated
 * samples. Against overfitting on few images.
 */
final class LeCam implements Penalty, Adaptive {
  /** Weight of the past in the averages: the authors' code. */
  private static final double DECAY = 0.99;

  private final Tensor real = zero();
  private final Tensor fake = zero();
  private final Tensor count = zero();

  private static Tensor zero() {
    return Tensor.empty(DType.FLOAT64).fillInPlace(0).retain();
  }

  @Override
  public Tensor of(Turn turn) {
    Tensor onReal = turn.onReal().get().minus(fake.item()).square().mean();
    return onReal.plus(turn.onFake().get().minus(real.item()).square().mean());
  }

  /** A plain mean of the first hundred updates, so that the zeros of the beginning do not count. */
  @Override
  public void learn(Tensor onReal, Tensor onFake) {
    count.addInPlace(1);
    double weight = Math.max(1 - DECAY, 1 / count.item());
    real.addInPlace(weight * (onReal.mean().item() - real.item()));
    fake.addInPlace(weight * (onFake.mean().item() - fake.item()));
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("real", real, "fake", fake, "count", count);
  }
}
