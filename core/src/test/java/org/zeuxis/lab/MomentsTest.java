package org.zeuxis.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void framesAreDenseAtTheBeginningAndEndAtTheEnd() {
    assertThat(new Moments(5, 16).all()).containsExactly(0L, 1L, 4L, 9L, 16L);
  }

  @Test
  void everyFrameIsTakenOfALongTraining() {
    List<Long> all = new Moments(30, 2000).all();
    assertThat(all).hasSize(30).startsWith(0L).endsWith(2000L);
  }
}
