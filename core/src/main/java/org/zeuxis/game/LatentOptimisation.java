package org.zeuxis.game;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.engine.WithGrad;

/**
 * Latent optimisation (Wu et al. 2019, LOGAN, arXiv:1912.00953): latent vectors take some steps
 * that raise the discriminator's logit f (equation 4), along an approximate natural gradient,
 * {@code Δz = α/(β + ‖g‖²)·g} with {@code g = ∂f/∂z}, so that a step stays short where f is steep.
 *
 * <p>For sampling only. LOGAN itself takes such a step in each iteration of the training and
 * differentiates through it; that is left out, as it is another game, with second derivatives of
 * both networks, rather than a way to draw from one that was played.
 */
public final class LatentOptimisation implements LatentSource {
  /** Steps where a user says nothing. */
  public static final int STEPS = 10;

  /** α and β of the paper. */
  private static final double RATE = 0.9;

  private static final double DAMPING = 5;

  /** Vectors at a time, which bounds the memory. */
  private static final int CHUNK = 64;

  private final LatentSource start;
  private final LatentJudge judge;
  private final int steps;
  private final double bound;

  /**
   * A sampler.
   *
   * @param start where vectors begin
   * @param judge differentiable, and recording where operations are recorded
   * @param steps of each vector
   * @param bound values are clipped to [-bound, bound], the prior's support; infinite for none
   */
  public LatentOptimisation(LatentSource start, LatentJudge judge, int steps, double bound) {
    requireSteps(steps);
    if (!(bound > 0)) {
      throw new IllegalArgumentException("bound must be > 0, got " + bound);
    }
    this.start = start;
    this.judge = judge;
    this.steps = steps;
    this.bound = bound;
  }

  static void requireSteps(int steps) {
    if (steps < 1) {
      throw new InvalidInputException("latent-optimisation: steps: expected >= 1, got " + steps);
    }
  }

  @Override
  public Tensor draw(Rng rng, Tensor labels) {
    try (Scope scope = new Scope()) {
      Tensor z = start.draw(rng, labels);
      List<Tensor> risen = new ArrayList<>();
      for (long from = 0; from < z.size(0); from += CHUNK) {
        long count = Math.min(CHUNK, z.size(0) - from);
        risen.add(rise(z.narrow(0, from, count), labels.narrow(0, from, count)));
      }
      return scope.keep(Tensor.cat(risen, 0));
    }
  }

  /** All steps. {@code z [N,latent], labels [N]} → {@code [N,latent]}. */
  private Tensor rise(Tensor z, Tensor labels) {
    Tensor at = z;
    for (int i = 0; i < steps; i++) {
      try (Scope scope = new Scope()) {
        at = scope.keep(step(at, labels));
      }
    }
    return at;
  }

  private Tensor step(Tensor from, Tensor labels) {
    Tensor z = from.detach().copy().requireGradient();
    Tensor g;
    try (WithGrad recording = new WithGrad()) {
      Tensor f = judge.logits(z, labels);
      Verdicts.requireFinite(f.toDoubles());
      g = f.sum().gradients(List.of(z)).get(0);
    }
    Tensor rate = g.square().sum(1).plus(DAMPING).pow(-1).times(RATE).unsqueeze(1);
    Tensor moved = z.detach().plus(g.times(rate));
    return bound == Double.POSITIVE_INFINITY ? moved : moved.clamp(-bound, bound);
  }
}
