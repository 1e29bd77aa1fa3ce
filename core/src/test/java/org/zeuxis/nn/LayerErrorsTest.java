package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** What layers say of input they cannot take. */
class LayerErrorsTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void everyLayerNamesItselfAndBothShapes() {
    refuses(
        new Linear(3, 2, true, init),
        "Linear.forward(x): expected [N,in] = [*,3], got [2,4]",
        2,
        4);
    refuses(
        new Conv2d(3, 2, 3, 1, 1, true, init),
        "Conv2d.forward(x): expected [N,C,H,W] = [*,3,*,*], got [4,1,28,28]",
        4,
        1,
        28,
        28);
    refuses(
        new ConvTranspose2d(3, 2, 3, 1, 1, true, init),
        "ConvTranspose2d.forward(x): expected [N,C,H,W] = [*,3,*,*], got [4,3]",
        4,
        3);
    refuses(
        new BatchNorm(3, init),
        "BatchNorm.forward(x): expected [N,C,...] = [*,3,...], got [2,4]",
        2,
        4);
    refuses(
        new InstanceNorm(3, init),
        "InstanceNorm.forward(x): expected [N,C,H,W] = [*,3,*,*], got [2,4,5,5]",
        2,
        4,
        5,
        5);
    refuses(
        new Maxout(3, 2, 2, init), "Maxout.forward(x): expected [N,in] = [*,3], got [2,4]", 2, 4);
  }

  private static void refuses(Layer layer, String message, long... shape) {
    assertThatThrownBy(() -> layer.forward(Tensor.ones(shape)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    layer.close();
  }

  @Test
  void batchNormInTrainingRefusesOneValueAChannelWhoseVarianceIsNone() {
    try (BatchNorm norm = new BatchNorm(3, init)) {
      assertThatThrownBy(() -> norm.forward(Tensor.ones(1, 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("BatchNorm.forward(x): expected more than one value a channel in training, "
              + "got [1,3]");
      assertThat(norm.stateDict().values()).allMatch(Tensor::isFinite);
      assertThat(norm.stateDict().get("num_batches_tracked").item()).isZero();
      norm.train(false);
      assertThat(norm.forward(Tensor.ones(1, 3)).isFinite()).isTrue();
    }
  }

  @Test
  void batchNormInUseMovesNoStatistics() {
    try (BatchNorm norm = new BatchNorm(3, init)) {
      norm.train(false);
      norm.forward(new Rng(1).normal(8, 3));
      assertThat(norm.stateDict().get("running_mean").toFloats()).containsOnly(0);
      assertThat(norm.stateDict().get("running_var").toFloats()).containsOnly(1);
      assertThat(norm.stateDict().get("num_batches_tracked").item()).isZero();
    }
  }

  @Test
  void groupsMustDivideTheChannels() {
    assertThatThrownBy(() -> new GroupNorm(4, 6, init))
        .hasMessage("GroupNorm: channels must be a multiple of groups, got 6 and 4");
    assertThatThrownBy(() -> new GroupNorm(0, 6, init)).hasMessageContaining("got 6 and 0");
  }
}
