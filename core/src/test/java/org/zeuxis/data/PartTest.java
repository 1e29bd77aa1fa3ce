package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class PartTest {
  private static final int COUNT = 100;

  /** Images that can be told apart: the first pixel is the number, which is the label thrice. */
  private static ImageSet whole() {
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      byte[] image = new byte[64];
      image[0] = (byte) i;
      images.add(image);
      labels[i] = i / 3;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= COUNT / 3; i++) {
      names.add("class " + i);
    }
    return ImageSet.of("numbers", 1, 8, images, labels, names);
  }

  private static List<Integer> numbers(Dataset data) {
    List<Integer> numbers = new ArrayList<>();
    float[] image = new float[64];
    for (int i = 0; i < data.size(); i++) {
      data.read(i, false, image, 0);
      int number = Math.round((image[0] + 1) * 127.5f);
      assertThat(data.label(i)).isEqualTo(number / 3);
      numbers.add(number);
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 37, 98})
  void partAndRestAreTheWhole(int count) {
    List<Integer> part = numbers(Part.of(whole(), count));
    List<Integer> rest = numbers(Part.of(whole(), count).rest());
    assertThat(part).hasSize(count);
    assertThat(rest).hasSize(COUNT - count);
    Set<Integer> all = new HashSet<>(part);
    all.addAll(rest);
    assertThat(all).hasSize(COUNT);
  }

  @Test
  void smallerPartsAreAmongLargerOnes() {
    assertThat(numbers(Part.of(whole(), 60))).containsAll(numbers(Part.of(whole(), 20)));
    assertThat(numbers(Part.of(whole(), 20).rest()))
        .containsAll(numbers(Part.of(whole(), 60).rest()));
  }

  @Test
  void choiceIsTheSameEveryTimeAndNotTheFirst() {
    assertThat(numbers(Part.of(whole(), 20)))
        .isEqualTo(numbers(Part.of(whole(), 20)))
        .anyMatch(number -> number >= 50);
  }

  @Test
  void imagesAreMirroredAsInTheWhole() {
    Dataset part = Part.of(whole(), 20);
    float[] image = new float[70];
    part.read(3, true, image, 6);
    assertThat(Math.round((image[6 + 7] + 1) * 127.5f)).isEqualTo(numbers(part).get(3));
  }

  @Test
  void fingerprintsTellPartsApart() {
    assertThat(List.of(
            whole().fingerprint(),
            Part.of(whole(), 20).fingerprint(),
            Part.of(whole(), 21).fingerprint(),
            Part.of(whole(), 20).rest().fingerprint(),
            Part.of(whole(), 80).rest().fingerprint()))
        .doesNotHaveDuplicates()
        .allMatch(print -> print.matches("[0-9a-f]{64}"));
    assertThat(Part.of(whole(), 20).fingerprint())
        .isEqualTo(Part.of(whole(), 20).fingerprint());
  }

  @Test
  void allElseIsAsInTheWhole() {
    Dataset part = Part.of(whole(), 20);
    assertThat(part.name()).isEqualTo("numbers");
    assertThat(part.sampleShape()).containsExactly(1, 8, 8);
    assertThat(part.classNames()).isEqualTo(whole().classNames());
    assertThat(part.isImages()).isTrue();
    assertThat(part.provenance()).isEqualTo(whole().provenance());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 100, 101})
  void numberThatLeavesNothingIsRefused(int count) {
    assertThatThrownBy(() -> Part.of(whole(), count))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data.limit: expected 2..99 of the 100 samples of numbers, got " + count);
    assertThatThrownBy(() -> Part.of(whole(), count).rest())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data.limit");
  }
}
