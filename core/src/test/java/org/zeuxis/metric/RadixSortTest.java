package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RadixSortTest {
  @Property(seed = "12", tries = 300)
  void sortsAsJavaDoes(@ForAll float[] values) {
    float[] expected = values.clone();
    Arrays.sort(expected);
    new RadixSort(values.length).sort(values, 0);
    assertThat(values).isEqualTo(expected);
  }

  @Example
  void sortsTheRunAndNothingElse() {
    float[] values = {9, 8, 3, -1, 0, -0f, 2, -7, Float.NEGATIVE_INFINITY, 1e-40f, 5, 4};
    RadixSort sort = new RadixSort(4);
    sort.sort(values, 2);
    assertThat(values)
        .containsExactly(9, 8, -1, -0f, 0, 3, 2, -7, Float.NEGATIVE_INFINITY, 1e-40f, 5, 4);
    sort.sort(values, 6);
    assertThat(values)
        .containsExactly(9, 8, -1, -0f, 0, 3, Float.NEGATIVE_INFINITY, -7, 1e-40f, 2, 5, 4);
  }
}
