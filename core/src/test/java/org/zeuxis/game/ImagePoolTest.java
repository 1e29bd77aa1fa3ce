package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Images are known by their value. */
@ExtendWith(OneThread.class)
class ImagePoolTest {
  private static final int SIZE = 4;
  private static final long[] SHAPE = {1, 2, 2};

  private final Scope scope = new Scope();
  private final Rng rng = new Rng(7);
  private final ImagePool pool = new ImagePool(SIZE, SHAPE, rng, Device.CPU);

  @AfterEach
  void free() {
    scope.close();
    rng.close();
    pool.state().values().forEach(Tensor::close);
  }

  /** Images of the numbers from one on. */
  private static Tensor images(int from, int count) {
    float[] values = new float[4 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + i / 4;
    }
    return Tensor.of(values, count, 1, 2, 2);
  }

  private static List<Integer> numbers(Tensor images) {
    List<Integer> numbers = new ArrayList<>();
    float[] values = images.toFloats();
    for (int i = 0; i < values.length; i += 4) {
      numbers.add((int) values[i]);
      assertThat(List.of(values[i + 1], values[i + 2], values[i + 3])).containsOnly(values[i]);
    }
    return numbers;
  }

  private List<Integer> held() {
    return numbers(pool.state().get("images"));
  }

  @Test
  void firstImagesAreKeptAndGivenAsTheyAre() {
    byte[] before = rng.state();
    assertThat(numbers(pool.exchange(images(1, 3)))).containsExactly(1, 2, 3);
    assertThat(held()).containsExactly(1, 2, 3, 0);
    assertThat(pool.state().get("count").item()).isEqualTo(3);
    assertThat(numbers(pool.exchange(images(4, 1)))).containsExactly(4);
    assertThat(held()).containsExactly(1, 2, 3, 4);
    assertThat(pool.state().get("count").item()).isEqualTo(SIZE);
    assertThat(rng.state()).isEqualTo(before); // nothing to choose yet
  }

  /** Of 1200 images the binomial deviation is 17, of 600 in four places 11. */
  @Test
  void halfOfTheImagesAreExchangedForThoseOfAnyPlace() {
    pool.exchange(images(1, SIZE));
    int exchanged = 0;
    int[] places = new int[SIZE];
    for (int fresh = SIZE + 1; fresh <= SIZE + 1200; fresh++) {
      try (Scope step = new Scope()) {
        List<Integer> expected = held();
        int given = numbers(pool.exchange(images(fresh, 1))).get(0);
        if (given != fresh) {
          int place = expected.indexOf(given);
          expected.set(place, fresh);
          exchanged++;
          places[place]++;
        }
        assertThat(held()).isEqualTo(expected);
      }
    }
    assertThat(exchanged).isBetween(600 - 70, 600 + 70);
    for (int place : places) {
      assertThat(place).isBetween(150 - 45, 150 + 45);
    }
  }

  /** Once the pool is full, each image is given once, or is still there. */
  @Test
  void everyImageIsGivenOnce() {
    pool.exchange(images(1, SIZE));
    List<Integer> expected = new ArrayList<>(List.of(1, 2, 3, 4));
    List<Integer> seen = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int first = SIZE + 1 + 5 * i;
      expected.addAll(numbers(images(first, 5)));
      seen.addAll(numbers(pool.exchange(images(first, 5))));
    }
    seen.addAll(held());
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void whatWasGivenStaysAsItWas() {
    Tensor first = images(1, SIZE);
    Tensor given = pool.exchange(first);
    first.fillInPlace(-1);
    assertThat(held()).containsExactly(1, 2, 3, 4);
    for (int i = 0; i < 9; i++) {
      pool.exchange(images(10 + i, 1));
    }
    assertThat(numbers(given)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void noGradientGoesThroughIt() {
    Tensor fresh = images(1, SIZE).requireGradient().times(2);
    assertThat(pool.exchange(fresh).requiresGradient()).isFalse();
    assertThat(pool.state().get("images").requiresGradient()).isFalse();
  }

  @Test
  void anotherPoolGoesOnFromItsState() {
    for (int i = 0; i < 3; i++) {
      pool.exchange(images(1 + 3 * i, 3));
    }
    try (Rng again = new Rng(0)) {
      again.restore(rng.state());
      ImagePool other = new ImagePool(SIZE, SHAPE, again, Device.CPU);
      Map<String, Tensor> state = new HashMap<>(pool.state());
      other.state().forEach((name, tensor) -> tensor.copyFrom(state.get(name)));
      for (int i = 0; i < 20; i++) {
        Tensor fresh = images(10 + 3 * i, 3);
        assertThat(numbers(other.exchange(fresh))).isEqualTo(numbers(pool.exchange(fresh)));
      }
      assertThat(numbers(other.state().get("images"))).isEqualTo(held());
      other.state().values().forEach(Tensor::close);
    }
  }
}
