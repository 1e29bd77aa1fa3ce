package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Substitution;
import org.zeuxis.engine.Tensor;

/** Networks that compute with other weights than their own. */
class SubstitutionTest {
  private final Scope scope = new Scope();
  private final Layer network = network(1);
  private final Layer other = network(2);
  private final List<Tensor> own = List.copyOf(network.parameters().values());
  private final List<Tensor> others = List.copyOf(other.parameters().values());
  private final Tensor x = Tensor.of(new float[] {1, -2, 3, 0.5f, 0.25f, -1}, 3, 2);

  private static Layer network(long seed) {
    Init init = Init.pytorch(new Rng(seed));
    return new Sequential(
        new Linear(2, 4, true, init), new BatchNorm(4, init), new Linear(4, 1, true, init));
  }

  @AfterEach
  void free() {
    network.close();
    other.close();
    scope.close();
  }

  @Test
  void outputIsThatOfTheOtherWeightsAndThenThatOfItsOwnAgain() {
    Tensor before = network.forward(x);
    Tensor expected = other.forward(x);
    try (Substitution swap = new Substitution(own, others)) {
      assertThat(network.forward(x).detach().sameAs(expected.detach())).isTrue();
    }
    assertThat(network.forward(x).detach().sameAs(before.detach())).isTrue();
  }

  @Test
  void gradientsGoToTheSubstitutesAndNotToTheNetwork() {
    List<Tensor> expected = other.forward(x).square().sum().gradients(others);
    Tensor loss;
    try (Substitution swap = new Substitution(own, others)) {
      loss = network.forward(x).square().sum();
    }
    List<Tensor> gradients = loss.gradients(others, true); // also after it was closed
    for (int i = 0; i < gradients.size(); i++) {
      assertThat(gradients.get(i).detach().sameAs(expected.get(i))).isTrue();
    }
    Tensor again = network.forward(x).square().sum();
    assertThat(again.gradients(own)).hasSameSizeAs(own);
    assertThatThrownBy(() -> loss.gradients(own)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void gradientsFlowThroughSubstitutesToWhatTheyWereMadeOf() {
    Tensor scale = Tensor.ones(1).requireGradient();
    Linear linear = new Linear(2, 1, false, Init.pytorch(new Rng(3)));
    Tensor w = linear.parameters().get("weight");
    Tensor loss;
    try (Substitution swap = new Substitution(List.of(w), List.of(w.times(scale)))) {
      loss = linear.forward(x).sum();
    }
    Tensor gradient = loss.gradients(List.of(scale)).get(0);
    assertThat(gradient.sameAs(linear.forward(x).sum().detach().reshape(1))).isTrue();
    linear.close();
  }

  @Test
  void networkHasItsOwnWeightsAfterAnException() {
    Tensor before = network.forward(x);
    assertThatThrownBy(() -> {
          try (Substitution swap = new Substitution(own, others)) {
            network.forward(Tensor.ones(3, 3));
          }
        })
        .isInstanceOf(RuntimeException.class);
    assertThat(network.forward(x).detach().sameAs(before.detach())).isTrue();
  }

  @Test
  void nestedSubstitutionsEndOneByOne() {
    Tensor w = Tensor.scalar(1);
    Tensor two = Tensor.scalar(2);
    try (Substitution outer = new Substitution(List.of(w), List.of(two))) {
      try (Substitution inner = new Substitution(List.of(w), List.of(Tensor.scalar(3)))) {
        assertThat(w.item()).isEqualTo(3);
      }
      assertThat(w.item()).isEqualTo(2);
      try (Substitution ofItself = new Substitution(List.of(w), List.of(w))) {
        assertThat(w.item()).isEqualTo(2);
      }
    }
    assertThat(w.item()).isEqualTo(1);
  }

  @Test
  void tensorsCanStandForEachOther() {
    Tensor a = Tensor.scalar(1);
    Tensor b = Tensor.scalar(2);
    try (Substitution swap = new Substitution(List.of(a, b), List.of(b, a))) {
      assertThat(a.item()).isEqualTo(2);
      assertThat(b.item()).isEqualTo(1);
    }
    assertThat(a.item()).isEqualTo(1);
    assertThat(b.item()).isEqualTo(2);
  }

  @Test
  @SuppressWarnings("resource") // closed in the wrong order on purpose
  void closingTheOuterOneFirstIsRefused() {
    Tensor w = Tensor.scalar(1);
    Substitution outer = new Substitution(List.of(w), List.of(Tensor.scalar(2)));
    Substitution inner = new Substitution(List.of(w), List.of(Tensor.scalar(3)));
    assertThatThrownBy(outer::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tensor 0 is substituted by another");
    inner.close();
    outer.close();
    outer.close(); // a second time: nothing happens
    assertThat(w.item()).isEqualTo(1);
  }

  @Test
  void otherShapesAreRefusedAndNothingIsSubstituted() {
    Tensor a = Tensor.ones(2);
    Tensor b = Tensor.ones(3, 1);
    assertThatThrownBy(
            () -> new Substitution(List.of(a, b), List.of(Tensor.zeros(2), Tensor.zeros(1, 3))))
        .hasMessage("Substitution(tensors, values): value 1 has shape [1,3], expected [3,1]");
    assertThat(a.toFloats()).containsOnly(1);
    assertThatThrownBy(() -> new Substitution(List.of(a), List.of()))
        .hasMessage("Substitution(tensors, values): expected 1 values, got 0");
    assertThatThrownBy(() -> new Substitution(List.of(a, a), List.of(a, a)))
        .hasMessageContaining("expected each tensor once");
  }

  @Test
  void hundredSubstitutionsLeaveNoLivePointers() {
    long before = LivePointers.count();
    for (int i = 0; i < 100; i++) {
      try (Scope step = new Scope()) {
        List<Tensor> halves = own.stream().map(w -> w.times(0.5)).toList();
        try (Substitution swap = new Substitution(own, halves)) {
          network.forward(x);
        }
      }
    }
    assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    Map<String, Tensor> weights = network.parameters();
    assertThat(weights.get("0.weight").isFinite()).isTrue();
  }
}
