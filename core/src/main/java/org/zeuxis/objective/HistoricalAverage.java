package org.zeuxis.objective;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;

/**
 * Historical averaging (Salimans et al. 2016, arXiv:1606.03498, section 3.3): ‖θ - 1/t Σ θ[i]‖²,
 * the distance of a player's parameters to the mean of all that they have been.
 */
final class HistoricalAverage implements Penalty, Adaptive {
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> means = new LinkedHashMap<>();
  private final Tensor count = Tensor.empty(DType.FLOAT64).fillInPlace(1).retain();

  HistoricalAverage(Map<String, Tensor> parameters) {
    this.parameters = parameters;
    parameters.forEach((name, value) -> means.put(name, value.detach().copy().retain()));
  }

  @Override
  public Tensor of(Turn turn) {
    Tensor sum = Tensor.scalar(0).to(turn.real().device());
    int i = 0;
    for (Tensor mean : means.values()) {
      sum = sum.plus(turn.parameters().get(i++).minus(mean).square().sum());
    }
    return sum;
  }

  @Override
  public void learn(Tensor onReal, Tensor onFake) {
    try (NoGrad guard = new NoGrad()) {
      count.addInPlace(1);
      double weight = 1 / count.item();
      means.forEach((name, mean) -> mean.lerpInPlace(parameters.get(name), weight));
    }
  }

  @Override
  public void weightsLoaded() {
    try (NoGrad guard = new NoGrad()) {
      means.forEach((name, mean) -> mean.copyFrom(parameters.get(name)));
    }
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(means);
    state.put("count", count);
    return state;
  }
}
