package org.zeuxis.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Every k iterations, a network's weights w go back part of their way to where they were k
 * iterations ago, the slow weights w̄ (Zhang et al. 2019, arXiv:1907.08610): {@code w = w̄ + α(w -
 * w̄); w̄ = w}. In a game all players do so at the same time, after whole iterations
 * (Lookahead-minmax, Chavdarova et al. 2021, arXiv:2006.14567, Algorithm 1), which turns circling
 * into approaching. Optimizers keep their moments, as in both papers.
 */
public final class Lookahead implements AutoCloseable {
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> slow = new LinkedHashMap<>();
  private final long k;
  private final double alpha;

  /**
   * Begins with the present weights as slow ones.
   *
   * @param parameters of one network, by name
   * @param k iterations from one step back to the next, 1 or more
   * @param alpha the part of the way that is kept, in (0,1]; 1 changes nothing
   */
  public Lookahead(Map<String, Tensor> parameters, long k, double alpha) {
    if (k < 1) {
      throw new IllegalArgumentException("lookahead k must be >= 1, got " + k);
    }
    if (!(alpha > 0 && alpha <= 1)) {
      throw new IllegalArgumentException("lookahead alpha must be in (0,1], got " + alpha);
    }
    this.parameters = new LinkedHashMap<>(parameters);
    this.k = k;
    this.alpha = alpha;
    try (Scope scope = new Scope()) {
      parameters.forEach(
          (name, value) -> slow.put(name + ".slow", value.detach().copy().retain()));
    }
  }

  /**
   * Called after each iteration of the whole game; acts after every k-th.
   *
   * @param iteration that has been played, from 0
   */
  public void afterIteration(long iteration) {
    if ((iteration + 1) % k != 0) {
      return;
    }
    try (NoGrad guard = new NoGrad()) {
      parameters.forEach((name, w) -> {
        Tensor anchor = slow.get(name + ".slow");
        anchor.lerpInPlace(w, alpha);
        w.copyFrom(anchor);
      });
    }
  }

  /** The present weights are the slow ones from now on, as at the beginning. */
  public void begin() {
    parameters.forEach((name, w) -> slow.get(name + ".slow").copyFrom(w));
  }

  /** The slow weights, as {@code parameter.slow}: the tensors themselves, in a fixed order. */
  public Map<String, Tensor> state() {
    return Collections.unmodifiableMap(slow);
  }

  @Override
  public void close() {
    slow.values().forEach(Tensor::close);
  }
}
