package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Tensor;

/** ELU and changes of a map's side, against {@code make_network_fixtures.py}. */
class NetworkLayersAgainstPyTorchTest extends AgainstPyTorch {
  private static final Map<String, Supplier<Layer>> LAYERS = new LinkedHashMap<>();

  static {
    Upsample.Mode nearest = Upsample.Mode.NEAREST;
    Upsample.Mode bilinear = Upsample.Mode.BILINEAR;
    LAYERS.put("elu", Activation::elu);
    LAYERS.put("resize_nearest_up", () -> new Resize(3, 6, nearest));
    LAYERS.put("resize_nearest_up_to_odd", () -> new Resize(3, 5, nearest));
    LAYERS.put("resize_nearest_down", () -> new Resize(6, 3, nearest));
    LAYERS.put("resize_bilinear_up", () -> new Resize(3, 6, bilinear));
    LAYERS.put("resize_bilinear_up_to_odd", () -> new Resize(3, 5, bilinear));
    LAYERS.put("resize_bilinear_down", () -> new Resize(6, 3, bilinear));
    LAYERS.put("resize_bilinear_down_from_odd", () -> new Resize(5, 3, bilinear));
  }

  NetworkLayersAgainstPyTorchTest() {
    super(Fixture.load("network_layers"));
  }

  static Stream<String> names() {
    return LAYERS.keySet().stream();
  }

  @Override
  Layer create(String name) {
    return LAYERS.get(name).get();
  }

  @Test
  void mapsOfAnotherSideAreNamed() {
    assertThatThrownBy(
            () -> new Resize(4, 8, Upsample.Mode.NEAREST).forward(Tensor.ones(1, 2, 3, 3)))
        .hasMessage("Resize.forward(x): expected [N,C,H,W] = [*,*,4,4], got [1,2,3,3]");
  }

  @Test
  void aMapThatKeepsItsSideIsItself() {
    try (Tensor x = Tensor.ones(1, 2, 3, 3)) {
      assertThat(new Resize(3, 3, Upsample.Mode.NEAREST).forward(x)).isSameAs(x);
    }
  }
}
