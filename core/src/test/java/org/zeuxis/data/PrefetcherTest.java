package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;

class PrefetcherTest {
  private final Dataset points = PointSet.ring(false);

  @Test
  void handsOutWhatTheSamplerSays() {
    Sampler sampler = Sampler.uniform(points.size(), 3);
    try (Prefetcher prefetcher = new Prefetcher(points, sampler, 4, Views.PLAIN, 10)) {
      float[] expected = new float[2];
      for (int position = 10; position < 50; position += 4) {
        Prefetcher.Buffer buffer = prefetcher.take();
        for (int i = 0; i < 4; i++) {
          int index = sampler.index(position + i);
          points.read(index, false, expected, 0);
          assertThat(Arrays.copyOfRange(buffer.values, 2 * i, 2 * i + 2)).isEqualTo(expected);
          assertThat(buffer.labels[i]).isEqualTo(points.label(index));
        }
        prefetcher.recycle(buffer);
      }
    }
  }

  @Test
  void closingEndsTheThread() {
    long before = loaderThreads();
    try (Prefetcher prefetcher =
        new Prefetcher(points, Sampler.uniform(10, 1), 2, Views.PLAIN, 0)) {
      assertThat(prefetcher.take().labels).hasSize(2);
      assertThat(loaderThreads()).isEqualTo(before + 1);
    }
    assertThat(loaderThreads()).isEqualTo(before);
  }

  @Test
  void whatReadingThrowsIsThrownToTheReaderAndStays() {
    try (Prefetcher prefetcher =
        new Prefetcher(new Broken(), Sampler.uniform(10, 1), 2, Views.PLAIN, 0)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(prefetcher::take)
            .isInstanceOf(InvalidInputException.class)
            .hasMessage("broken.png: gone");
      }
    }
  }

  private static long loaderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("zeuxis-loader"))
        .count();
  }

  private static final class Broken implements Dataset {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public int size() {
      return 10;
    }

    @Override
    public long[] sampleShape() {
      return new long[] {2};
    }

    @Override
    public List<String> classNames() {
      return List.of("all");
    }

    @Override
    public int label(int index) {
      return 0;
    }

    @Override
    public void read(int index, boolean flip, float[] out, int offset) {
      throw new InvalidInputException("broken.png: gone");
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }
}
