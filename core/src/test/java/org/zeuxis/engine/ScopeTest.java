package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class ScopeTest {
  @Test
  void tensorsMadeInsideAreFreedAtTheEnd() {
    Tensor inside;
    try (Scope scope = new Scope()) {
      inside = Tensor.ones(2);
    }
    assertThat(inside).hasToString("Tensor (closed)");
  }

  @Test
  void keptTensorBelongsToTheCallerWhereThereIsNoScopeAround() {
    Tensor kept;
    try (Scope scope = new Scope()) {
      kept = scope.keep(Tensor.ones(2));
    }
    assertThat(kept.toFloats()).containsExactly(1, 1);
    kept.close();
    assertThat(kept).hasToString("Tensor (closed)");
  }

  @Test
  void keptTensorIsFreedWithTheScopeAround() {
    Tensor kept;
    try (Scope outer = new Scope()) {
      try (Scope inner = new Scope()) {
        kept = inner.keep(Tensor.ones(2));
      }
      assertThat(kept.toFloats()).containsExactly(1, 1);
    }
    assertThat(kept).hasToString("Tensor (closed)");
  }

  @Test
  void keepingGoesOneScopeOut() {
    Tensor kept;
    try (Scope outermost = new Scope()) {
      try (Scope middle = new Scope()) {
        try (Scope inner = new Scope()) {
          kept = middle.keep(inner.keep(Tensor.ones(2)));
        }
        assertThat(kept.count()).isEqualTo(2);
      }
      assertThat(kept.count()).isEqualTo(2);
    }
    assertThat(kept).hasToString("Tensor (closed)");
  }

  @Test
  void tensorOfTheScopeAroundSurvivesTheInnerOne() {
    try (Scope outer = new Scope()) {
      Tensor x = Tensor.ones(2);
      try (Scope inner = new Scope()) {
        Tensor y = x.plus(1);
        assertThat(y.toFloats()).containsExactly(2, 2);
      }
      assertThat(x.toFloats()).containsExactly(1, 1);
    }
  }

  @Test
  void scopeIsFreedWhenAnExceptionLeavesIt() {
    List<Tensor> made = new ArrayList<>();
    assertThatThrownBy(() -> {
          try (Scope scope = new Scope()) {
            made.add(Tensor.ones(2));
            made.add(Tensor.ones(3).plus(made.get(0)));
          }
        })
        .isInstanceOf(RuntimeException.class);
    assertThat(made).hasSize(1).allMatch(tensor -> tensor.toString().equals("Tensor (closed)"));
  }

  @Test
  void retainedTensorLivesUntilItIsClosed() {
    Tensor retained;
    try (Scope scope = new Scope()) {
      retained = Tensor.ones(2).retain();
    }
    assertThat(retained.count()).isEqualTo(2);
    retained.close();
    assertThat(retained).hasToString("Tensor (closed)");
  }

  @Test
  void scopesOfAnotherThreadAreItsOwn() throws InterruptedException {
    List<Tensor> made = new ArrayList<>();
    try (Scope scope = new Scope()) {
      Thread thread = new Thread(() -> made.add(Tensor.ones(2)));
      thread.start();
      thread.join();
    }
    assertThat(made.get(0).count()).isEqualTo(2);
    made.get(0).close();
  }

  @Test
  void thousandStepsLeaveNoLivePointers() {
    Tensor w = new Rng(1).normal(8, 8).requireGradient();
    Tensor m = Tensor.zeros(8, 8);
    Tensor v = Tensor.zeros(8, 8);
    Tensor t = Tensor.scalar(0);
    Rng rng = new Rng(2);
    for (int i = 0; i < 50; i++) { // classes load, pools fill
      step(w, m, v, t, rng);
    }
    long pointers = Pointer.totalCount();
    long bytes = Pointer.totalBytes();
    for (int i = 0; i < 1000; i++) {
      step(w, m, v, t, rng);
    }
    // Others may have been collected meanwhile, so less is fine.
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(pointers);
    assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
    assertThat(t.item()).isEqualTo(1050);
  }

  /** Forward, R1-like penalty, double backward, Adam, an average, a score. */
  private static void step(Tensor w, Tensor m, Tensor v, Tensor t, Rng rng) {
    try (Scope scope = new Scope()) {
      Tensor x = rng.normal(4, 8).requireGradient();
      Tensor logits = Functional.linear(x, w, null).leakyRelu(0.2).tanh();
      Tensor penalty = logits.gradientWithRespectTo(x).square().sum(1).mean();
      Tensor loss = logits.softplus().mean().plus(penalty);
      List<Tensor> gradients = loss.gradients(List.of(w));
      t.addInPlace(1);
      FusedOptimizers.adam(
          List.of(w),
          gradients,
          List.of(m),
          List.of(v),
          List.of(t),
          1e-3,
          0.5,
          0.999,
          1e-8,
          0,
          false);
      assertThat(loss.item()).isFinite();
      Functional.oneHot(Tensor.of(new long[] {1, 0}, 2), 3);
      assertThat(w.toFloats()).hasSize(64);
      w.sameAs(m);
      w.isFinite();
      rng.restore(rng.state());
      rng.integers(5, 3);
    }
  }
}
