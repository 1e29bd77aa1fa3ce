package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class LookaheadTest {
  private final Scope scope = new Scope();
  private final Tensor w = Tensor.ones(2).requireGradient();

  @AfterEach
  void free() {
    scope.close();
  }

  private void walk(Lookahead lookahead, int from, int to) {
    for (int i = from; i < to; i++) {
      try (NoGrad guard = new NoGrad()) {
        w.addInPlace(1.0);
      }
      lookahead.afterIteration(i);
    }
  }

  @Test
  void everyThirdIterationKeepsAQuarterOfTheWay() {
    try (Lookahead lookahead = new Lookahead(Map.of("w", w), 3, 0.25)) {
      walk(lookahead, 0, 2);
      assertThat(w.toFloats()).containsOnly(3); // not yet
      assertThat(lookahead.state().get("w.slow").toFloats()).containsOnly(1);
      walk(lookahead, 2, 3);
      assertThat(w.toFloats()).containsOnly(1.75f); // 1 + (4-1)/4
      assertThat(lookahead.state().get("w.slow").toFloats()).containsOnly(1.75f);
      walk(lookahead, 3, 12);
      assertThat(w.toFloats()).containsOnly(4); // 0.75 for each three
      assertThat(w.requiresGradient()).isTrue();
    }
  }

  @Test
  void keepingTheWholeWayChangesNothing() {
    try (Lookahead lookahead = new Lookahead(Map.of("w", w), 2, 1)) {
      walk(lookahead, 0, 7);
      assertThat(w.toFloats()).containsOnly(8);
    }
  }

  @Test
  void restoredSlowWeightsContinueBitForBit() {
    Map<String, Tensor> saved = new LinkedHashMap<>();
    Tensor between;
    try (Lookahead whole = new Lookahead(Map.of("w", w), 3, 0.3)) {
      walk(whole, 0, 4);
      whole.state().forEach((name, value) -> saved.put(name, value.copy()));
      between = w.detach().copy();
      walk(whole, 4, 9);
    }
    Tensor expected = w.detach().copy();
    try (NoGrad guard = new NoGrad()) {
      w.copyFrom(between);
    }
    try (Lookahead resumed = new Lookahead(Map.of("w", w), 3, 0.3)) {
      resumed.state().forEach((name, slow) -> slow.copyFrom(saved.get(name)));
      walk(resumed, 4, 9);
    }
    assertThat(w.detach().sameAs(expected)).isTrue();
  }

  @Test
  void slowWeightsLiveUntilClosed() {
    Lookahead lookahead;
    try (Scope inner = new Scope()) {
      lookahead = new Lookahead(Map.of("w", w), 3, 0.3);
    }
    assertThat(lookahead.state().get("w.slow").toFloats()).containsOnly(1);
    lookahead.close();
    assertThat(lookahead.state().get("w.slow")).hasToString("Tensor (closed)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1.01, Double.NaN})
  void partOfTheWayOutsideItsRangeIsRefused(double alpha) {
    assertThatThrownBy(() -> new Lookahead(Map.of(), 1, alpha))
        .hasMessage("lookahead alpha must be in (0,1], got " + alpha);
    assertThatThrownBy(() -> new Lookahead(Map.of(), 0, 0.5))
        .hasMessage("lookahead k must be >= 1, got 0");
  }
}
