package org.zeuxis.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;

/**
 * Proportional control of the weight k of generated samples in the discriminator's loss (BEGAN,
 * Berthelot et al. 2017, arXiv:1703.10717, section 3.3): k rises while the discriminator, whose
 * logit is minus an energy L, does better on real samples than E L(G(z)) = γ E L(x) asks for.
 *
 * <p>{@code k ← clamp(k + λ(γ L(x) - L(G(z))), 0, 1)}, from k = 0. Only for discriminators that end
 * in an energy.
 */
public final class Equilibrium implements Adaptive {
  private final double diversityRatio;
  private final double rate;
  private final Tensor weight = Tensor.empty(DType.FLOAT64).fillInPlace(0).retain();
  private final Tensor measure = Tensor.empty(DType.FLOAT64).fillInPlace(0).retain();

  /**
   * A control at its beginning.
   *
   * @param diversityRatio γ in (0,1]: lower ones give better, less diverse images
   * @param rate λ, above 0: how far k moves for an imbalance of 1 (section 4: 0.001)
   */
  public Equilibrium(double diversityRatio, double rate) {
    if (!(diversityRatio > 0 && diversityRatio <= 1)) {
      throw new IllegalArgumentException("equilibrium must be in (0,1], got " + diversityRatio);
    }
    if (!(rate > 0)) {
      throw new IllegalArgumentException("equilibriumRate must be > 0, got " + rate);
    }
    this.diversityRatio = diversityRatio;
    this.rate = rate;
  }

  /** Generated samples' logits as the discriminator's loss is to see them: k times as large. */
  public Tensor weigh(Tensor onFake) {
    return onFake.times(weight.item());
  }

  @Override
  public void learn(Tensor onReal, Tensor onFake) {
    double real = -onReal.mean().item();
    double fake = -onFake.mean().item();
    double imbalance = diversityRatio * real - fake;
    weight.addInPlace(rate * imbalance).clampInPlace(0, 1);
    measure.fillInPlace(real + Math.abs(imbalance)); // section 3.4.1: M_global
  }

  @Override
  public Map<String, Tensor> state() {
    return Map.of("weight", weight, "measure", measure);
  }

  @Override
  public Map<String, Double> readings() {
    Map<String, Double> readings = new LinkedHashMap<>();
    readings.put("equilibrium.weight", weight.item());
    readings.put("equilibrium.measure", measure.item());
    return readings;
  }
}
