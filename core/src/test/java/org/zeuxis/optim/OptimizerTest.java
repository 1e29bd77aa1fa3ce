package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class OptimizerTest {
  @Test
  void valuesOutsideTheirRangeAreNamed() {
    Map<String, Tensor> none = Map.of();
    assertThatThrownBy(() -> new Sgd(none, 1, 0)).hasMessage("momentum must be in [0,1), got 1.0");
    assertThatThrownBy(() -> new Sgd(none, 0, -1)).hasMessage("weightDecay must be >= 0, got -1.0");
    assertThatThrownBy(() -> new RmsProp(none, Double.NaN, 0))
        .hasMessage("alpha must be in [0,1), got NaN");
    assertThatThrownBy(() -> new RmsProp(none, 0.9, -0.5))
        .hasMessage("momentum must be in [0,1), got -0.5");
    assertThatThrownBy(() -> Adam.adam(none, 1, 0.9, 0))
        .hasMessage("beta1 must be in [0,1), got 1.0");
    assertThatThrownBy(() -> Adam.adamW(none, 0, Double.NaN, 0))
        .hasMessage("beta2 must be in [0,1), got NaN");
    assertThatThrownBy(() -> Adam.adamW(none, 0, 0.9, Double.NaN))
        .hasMessage("weightDecay must be >= 0, got NaN");
    assertThatThrownBy(() -> new OptimisticAdam(none, -0.1, 0.9, 0))
        .hasMessage("beta1 must be in [0,1), got -0.1");
    assertThatThrownBy(() -> new OptimisticAdam(none, 0, 1, 0))
        .hasMessage("beta2 must be in [0,1), got 1.0");
    assertThatThrownBy(() -> new ExtraAdam(none, Double.NaN, 0.9, 0))
        .hasMessage("beta1 must be in [0,1), got NaN");
    assertThatThrownBy(() -> new ExtraAdam(none, 0, 0.9, -1))
        .hasMessage("weightDecay must be >= 0, got -1.0");
  }

  @Test
  void stepWithTooFewGradientsIsRefused() {
    try (Scope scope = new Scope();
        Optimizer optimizer = new Sgd(Map.of("w", Tensor.ones(2)), 0, 0)) {
      assertThatThrownBy(() -> optimizer.step(List.of(), 0.1))
          .hasMessage("step(gradients): expected 1, got 0");
    }
  }

  @Test
  void stateOutlivesTheScopeItWasMadeIn() {
    Tensor w = Tensor.ones(3);
    Optimizer optimizer;
    try (Scope scope = new Scope()) {
      optimizer = Adam.adam(Map.of("w", w), 0.9, 0.999, 0);
      optimizer.step(List.of(Tensor.ones(3)), 0.1);
    }
    assertThat(optimizer.state().get("w.step").item()).isEqualTo(1);
    optimizer.close();
    assertThat(optimizer.state().get("w.step")).hasToString("Tensor (closed)");
    w.close();
  }
}
