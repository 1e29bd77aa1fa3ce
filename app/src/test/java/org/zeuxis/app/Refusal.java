package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;

/** How bad input is answered: exit code 2, one line that names what is wrong, nothing else. */
final class Refusal {
  private Refusal() {}

  static void assertRefused(Zeuxis.Outcome outcome, String... words) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.BAD_INPUT);
    assertThat(outcome.errors()).as("one line").hasSize(1);
    assertThat(outcome.err())
        .startsWith("zeuxis")
        .contains(words)
        .doesNotContain("Exception")
        .doesNotContain("null");
    assertThat(outcome.out()).isEmpty();
  }
}
