package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ExtraAdamTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void updateMovesFromWhereTheExtrapolationBegan() {
    Tensor w = Tensor.full(5, 1);
    try (ExtraAdam optimizer = new ExtraAdam(Map.of("w", w), 0, 0.9, 0)) {
      assertThat(optimizer.isAhead()).isFalse();
      optimizer.step(List.of(Tensor.full(3, 1)), 1); // Adam's first step has length 1
      assertThat(w.item()).isCloseTo(4, within(1e-6));
      assertThat(optimizer.isAhead()).isTrue();
      optimizer.step(List.of(Tensor.zeros(1)), 1);
      assertThat(w.item()).isEqualTo(5);
      assertThat(optimizer.isAhead()).isFalse();
      assertThat(optimizer.state().get("w.step").item()).isEqualTo(2);
    }
  }

  @Test
  void restoredStateTellsWhichStepComesNext() {
    Tensor w = Tensor.full(5, 1);
    Map<String, Tensor> parameters = Map.of("w", w);
    Map<String, Tensor> saved = new LinkedHashMap<>();
    try (ExtraAdam optimizer = new ExtraAdam(parameters, 0, 0.9, 0)) {
      optimizer.step(List.of(Tensor.full(3, 1)), 1);
      optimizer.state().forEach((name, value) -> saved.put(name, value.copy()));
    }
    try (ExtraAdam optimizer = new ExtraAdam(parameters, 0, 0.9, 0)) {
      optimizer.restore(saved, "state");
      assertThat(optimizer.isAhead()).isTrue();
      optimizer.step(List.of(Tensor.zeros(1)), 1);
      assertThat(w.item()).isEqualTo(5);
    }
  }

  @Test
  void optimizerOfNothingHasNothingExtrapolated() {
    try (ExtraAdam optimizer = new ExtraAdam(Map.of(), 0, 0.9, 0)) {
      assertThat(optimizer.isAhead()).isFalse();
    }
  }
}
