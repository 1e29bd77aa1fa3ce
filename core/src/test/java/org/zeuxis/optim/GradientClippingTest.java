package org.zeuxis.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertClose;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Against torch.nn.utils.clip_grad_norm_ ({@code make_optimizer_stability_fixtures.py}). */
class GradientClippingTest {
  private static final Fixture FIXTURE = Fixture.load("optimizer_stability");

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.25", "3", "100"})
  void clippedGradientsArePyTorchs(String most) {
    Map<String, Tensor> gradients = FIXTURE.group("clipping/gradient");
    List<Tensor> given = List.copyOf(gradients.values());
    List<Tensor> clipped = GradientClipping.toNorm(given, Double.parseDouble(most));
    List<Tensor> expected = List.copyOf(FIXTURE.group("clipping/" + most).values());
    for (int i = 0; i < expected.size(); i++) {
      assertClose("gradient " + i, clipped.get(i), expected.get(i), 1e-6);
    }
    assertClose("norm", GradientClipping.norm(given), FIXTURE.get("clipping/norm/" + most), 1e-6);
  }

  @Test
  void normIsOfAllGradientsTogether() {
    List<Tensor> gradients =
        List.of(Tensor.of(new float[] {3}, 1), Tensor.of(new float[] {0, 4, 12}, 3, 1));
    assertThat(GradientClipping.norm(gradients).item()).isCloseTo(13, within(1e-6));
    List<Tensor> clipped = GradientClipping.toNorm(gradients, 6.5);
    assertThat(clipped.get(0).toFloats()).containsExactly(new float[] {1.5f}, within(1e-6f));
    assertThat(clipped.get(1).toFloats()).containsExactly(new float[] {0, 2, 6}, within(1e-6f));
  }

  @Test
  void shortGradientsStayBitForBitAndTheGivenOnesAreNotWrittenInto() {
    Tensor gradient = Tensor.of(new float[] {0.1f, -0.2f}, 2);
    assertThat(GradientClipping.toNorm(List.of(gradient), 1).get(0).sameAs(gradient))
        .isTrue();
    GradientClipping.toNorm(List.of(gradient), 0.01);
    assertThat(gradient.toFloats()).containsExactly(0.1f, -0.2f);
  }

  @Test
  void zerosStayZerosAndNaNStaysNaN() {
    assertThat(GradientClipping.toNorm(List.of(Tensor.zeros(2)), 1).get(0).toFloats())
        .containsOnly(0);
    List<Tensor> clipped =
        GradientClipping.toNorm(List.of(Tensor.ones(1), Tensor.scalar(Double.NaN)), 1);
    assertThat(clipped.get(0).item()).isNaN();
    assertThat(GradientClipping.toNorm(List.of(), 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void normThatIsNotPositiveIsRefused(double most) {
    assertThatThrownBy(() -> GradientClipping.toNorm(List.of(), most))
        .hasMessage("maxNorm must be > 0, got " + most);
  }
}
