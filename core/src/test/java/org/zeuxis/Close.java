package org.zeuxis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.Assertions;
import org.zeuxis.engine.Tensor;

/** Compares tensors; a failure prints what was found, expected and allowed. */
public final class Close {
  /**
   * Float32 against float64: 2⁻²³ for each rounding, some dozens of them in a row, measured against
   * the largest value.
   */
  public static final double RELATIVE = 1e-5;

  private Close() {}

  public static void assertClose(String what, Tensor actual, Tensor expected) {
    assertClose(what, actual, expected, RELATIVE);
  }

  /** Same shape, and no element further off than {@code relative} times the largest expected. */
  public static void assertClose(String what, Tensor actual, Tensor expected, double relative) {
    assertThat(actual.shape()).as(what + ": shape").isEqualTo(expected.shape());
    double[] a = actual.toDoubles();
    double[] e = expected.toDoubles();
    double largest = 0;
    for (double value : e) {
      largest = Math.max(largest, Math.abs(value));
    }
    double allowed = relative * Math.max(largest, 1e-30);
    for (int i = 0; i < e.length; i++) {
      double difference = Math.abs(a[i] - e[i]);
      if (!(difference <= allowed)) {
        Assertions.fail(
            "%s: element %d of %d is %s, expected %s; difference %s, allowed %s",
            what, i, e.length, a[i], e[i], difference, allowed);
      }
    }
  }

  /** Each expected tensor is there, and close. */
  public static void assertAllClose(
      String what, Map<String, Tensor> actual, Map<String, Tensor> expected, double relative) {
    assertThat(actual.keySet()).as(what).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (name, value) -> assertClose(what + " " + name, actual.get(name), value, relative));
  }
}
