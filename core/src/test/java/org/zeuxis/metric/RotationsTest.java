package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

@ExtendWith(OneThread.class)
class RotationsTest {
  /** 1 2 / 3 4, turned to the left as numpy.rot90 does it. */
  @Test
  void imagesAreTurnedByQuarters() {
    try (Scope scope = new Scope()) {
      Tensor turned = Rotations.of(Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2));
      assertThat(turned.toFloats()).containsExactly(1, 2, 3, 4, 2, 4, 1, 3, 4, 3, 2, 1, 3, 1, 4, 2);
      assertThat(Rotations.turns(2).toLongs()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    }
  }
}
