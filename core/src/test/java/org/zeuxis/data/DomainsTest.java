package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Domains.Domain;
import org.zeuxis.engine.Scope;

class DomainsTest {
  private static final int SIDE = 8;
  private static final int AREA = SIDE * SIDE;

  /** The first pixel is the image's number, 1 or more; all others are black. */
  private static Dataset set(String name, int side, List<String> files, int... numbers) {
    ImageForm form = new ImageForm(1, side);
    PixelStore pixels = PixelStore.allocate(name, numbers.length, form);
    for (int i = 0; i < numbers.length; i++) {
      byte[] image = new byte[form.bytes()];
      image[0] = (byte) numbers[i];
      pixels.put(i, image);
    }
    return new ImageSet(name, form, pixels, Labels.none(numbers.length), Provenance.NONE, files);
  }

  private static Domain a(List<String> files, int... numbers) {
    return new Domain("A", set("left", SIDE, files, numbers));
  }

  private static Domain b(List<String> files, int... numbers) {
    return new Domain("B", set("right", SIDE, files, numbers));
  }

  private static int[] upTo(int count, int more) {
    return IntStream.rangeClosed(1, count).map(i -> i + more).toArray();
  }

  private static int number(float[] images, int at) {
    return Math.round((Math.max(images[at], images[at + SIDE - 1]) + 1) * 127.5f);
  }

  private static List<Integer> numbers(Dataset data) {
    List<Integer> numbers = new ArrayList<>();
    float[] image = new float[AREA];
    for (int i = 0; i < data.size(); i++) {
      data.read(i, false, image, 0);
      numbers.add(number(image, 0));
    }
    return numbers;
  }

  private static void assertRefused(Domain a, Domain b, String message) {
    assertThatThrownBy(() -> Domains.paired(a, b))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  /** What a loader hands out: numbers of target and source, and whether each is mirrored. */
  private record Drawn(
      List<Integer> target, List<Integer> source, List<Boolean> flips, List<Boolean> sourceFlips) {
    static Drawn of(Domains domains, long seed, int batches, int size, long position) {
      Drawn all =
          new Drawn(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      Sampler sampler = Sampler.uniform(domains.size(), seed);
      try (Loader loader = new Loader(domains, sampler, size, new Views(true, 0), position)) {
        for (int i = 0; i < batches; i++) {
          try (Scope scope = new Scope()) {
            Batch batch = loader.next();
            add(batch, all.target, all.flips);
            add(batch.source(), all.source, all.sourceFlips);
          }
        }
        assertThat(loader.position()).isEqualTo(position + (long) batches * size);
      }
      return all;
    }

    private static void add(Batch batch, List<Integer> numbers, List<Boolean> flips) {
      float[] images = batch.real().toFloats();
      for (int at = 0; at < images.length; at += AREA) {
        numbers.add(number(images, at));
        flips.add(images[at] == -1);
      }
    }
  }

  @Test
  void pairsHaveEqualNamesWhateverTheirExtensionAndOrder() {
    Domains domains = Domains.paired(
        a(List.of("cat/b.png", "a.JPG", "cat/a.b.bmp"), 12, 11, 13),
        b(List.of("a.png", "cat/b.gif", "cat/a.b.png"), 1, 2, 3));
    assertThat(numbers(domains.from().data())).containsExactly(11, 12, 13);
    assertThat(numbers(domains)).containsExactly(1, 2, 3);
    assertThat(domains.from().data().names()).containsExactly("a.JPG", "cat/b.png", "cat/a.b.bmp");
    assertThat(domains.isPaired()).isTrue();
  }

  @Test
  void nameInAnotherFolderIsAnotherName() {
    assertRefused(
        a(List.of("x/1.png", "x/2.png"), 1, 2),
        b(List.of("x/1.png", "y/2.png"), 1, 2),
        "paired: A (left, 2 images): x/2.png has no partner of its name in B (right, 2 images)");
  }

  @Test
  void firstWithoutAPartnerIsNamedOnEitherSide() {
    assertRefused(
        a(List.of("1.png", "2.png", "3.png"), 1, 2, 3),
        b(List.of("1.png", "3.png"), 1, 3),
        "paired: A (left, 3 images): 2.png has no partner of its name in B (right, 2 images)");
    assertRefused(
        a(List.of("1.png", "3.png"), 1, 3),
        b(List.of("1.png", "2.png", "3.png"), 1, 2, 3),
        "paired: B (right, 3 images): 2.png has no partner of its name in A (left, 2 images)");
  }

  @Test
  void severalOfOneNameAreRefused() {
    assertRefused(
        a(List.of("1.gif", "1.png", "2.png"), 1, 2, 3),
        b(List.of("1.png", "2.png"), 1, 2),
        "paired: A (left) has several images called 1");
  }

  @Test
  void imagesWithoutNamesArePairedInTheirOrder() {
    Domains domains = Domains.paired(a(List.of(), 11, 12), b(List.of("y.png", "x.png"), 1, 2));
    assertThat(numbers(domains.from().data())).containsExactly(11, 12);
    assertThat(numbers(domains)).containsExactly(1, 2);
    assertRefused(
        a(List.of(), 1, 2, 3),
        b(List.of("x.png", "y.png"), 1, 2),
        "paired: expected as many images in both, A has 3, B 2");
  }

  @Test
  void setsOfDifferentSidesAreRefused() {
    Domain larger = new Domain("B", set("right", 16, List.of(), 1, 2));
    assertThatThrownBy(() -> Domains.unpaired(a(List.of(), 1, 2), larger))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("A (left) has images of 8x8, B (right) of 16x16; --size brings both to one");
  }

  @Test
  void pointsAreRefused() {
    Domain ring = new Domain("B", PointSet.ring(false));
    assertThatThrownBy(() -> Domains.unpaired(a(List.of(), 1, 2), ring))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("left, ring: expected two sets of images");
  }

  @Test
  void asASetItIsTheTarget() {
    Domains domains = Domains.unpaired(a(List.of(), upTo(7, 0)), b(List.of(), upTo(5, 50)));
    assertThat(domains.size()).isEqualTo(5);
    assertThat(domains.name()).isEqualTo("left,right");
    assertThat(numbers(domains)).containsExactly(51, 52, 53, 54, 55);
    float[] image = new float[AREA + 3];
    domains.read(2, true, image, 3);
    assertThat(Math.round((image[3 + SIDE - 1] + 1) * 127.5f)).isEqualTo(53);
  }

  @Test
  void unpairedSetsGiveEachOfTheirSamplesOnceAnEpoch() {
    Domains domains = Domains.unpaired(a(List.of(), upTo(7, 0)), b(List.of(), upTo(5, 50)));
    Drawn drawn = Drawn.of(domains, 3, 7, 5, 0);
    for (int epoch = 0; epoch < 5; epoch++) {
      assertThat(drawn.source().subList(7 * epoch, 7 * epoch + 7))
          .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    }
    for (int epoch = 0; epoch < 7; epoch++) {
      assertThat(drawn.target().subList(5 * epoch, 5 * epoch + 5))
          .containsExactlyInAnyOrder(51, 52, 53, 54, 55);
    }
  }

  @Test
  void unpairedSourceHasAnOrderOfItsOwn() {
    Domains domains = Domains.unpaired(a(List.of(), upTo(40, 0)), b(List.of(), upTo(40, 0)));
    Drawn drawn = Drawn.of(domains, 3, 10, 4, 0);
    assertThat(drawn.source()).isNotEqualTo(drawn.target());
    long together = IntStream.range(0, 40)
        .filter(i -> drawn.source().get(i).equals(drawn.target().get(i)))
        .count();
    assertThat(together).isLessThan(8); // of independent permutations 1 is expected
    assertThat(drawn.sourceFlips()).isNotEqualTo(drawn.flips()).contains(true, false);
  }

  @Test
  void loaderGoesOnFromItsPositionWithBothSets() {
    Domains domains = Domains.unpaired(a(List.of(), upTo(7, 0)), b(List.of(), upTo(5, 50)));
    Drawn whole = Drawn.of(domains, 3, 9, 4, 0);
    Drawn rest = Drawn.of(domains, 3, 4, 4, 20);
    assertThat(rest.target()).isEqualTo(whole.target().subList(20, 36));
    assertThat(rest.source()).isEqualTo(whole.source().subList(20, 36));
    assertThat(rest.flips()).isEqualTo(whole.flips().subList(20, 36));
    assertThat(rest.sourceFlips()).isEqualTo(whole.sourceFlips().subList(20, 36));
  }

  /** Pairs by name, number i of the target with i + 100 of the source. */
  private static Domains pairs(int count) {
    List<String> names =
        new ArrayList<>(IntStream.range(0, count).mapToObj(i -> i + ".png").toList());
    int[] target = upTo(count, 0);
    int[] source = new int[count];
    List<String> shuffled = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int of = (5 * i + 3) % count;
      shuffled.add(of + ".jpg");
      source[i] = target[of] + 100;
    }
    return Domains.paired(a(shuffled, source), b(names, target));
  }

  private static List<Integer> plus100(List<Integer> numbers) {
    return numbers.stream().map(number -> number + 100).toList();
  }

  @Test
  void pairsStayTogetherAndAreMirroredTogether() {
    Drawn drawn = Drawn.of(pairs(21), 3, 10, 4, 0);
    assertThat(drawn.source()).isEqualTo(plus100(drawn.target()));
    assertThat(drawn.sourceFlips()).isEqualTo(drawn.flips()).contains(true, false);
  }

  @Test
  void limitAndRestKeepPairsTogetherAndAreAll() {
    Domains some = pairs(21).limited(8);
    Domains rest = some.rest();
    for (Domains part : List.of(some, rest)) {
      assertThat(part.isPaired()).isTrue();
      assertThat(numbers(part.from().data())).isEqualTo(plus100(numbers(part)));
    }
    assertThat(numbers(some)).hasSize(8);
    assertThat(numbers(rest)).hasSize(13);
    List<Integer> all = new ArrayList<>(numbers(some));
    all.addAll(numbers(rest));
    assertThat(all).containsExactlyInAnyOrderElementsOf(numbers(pairs(21)));
  }

  @Test
  void limitOfSetsThatAreNoPairsLeavesSomeOfTheSmallerOneForTheRest() {
    Domains whole = Domains.unpaired(a(List.of(), upTo(9, 0)), b(List.of(), upTo(30, 50)));
    Domains some = whole.limited(20);
    assertThat(numbers(some)).hasSize(20);
    assertThat(numbers(some.from().data())).hasSize(8);
    assertThat(new HashSet<>(numbers(some.rest().from().data()))).hasSize(1);
    assertThat(Collections.disjoint(
            numbers(some.from().data()), numbers(some.rest().from().data())))
        .isTrue();
    assertThat(Collections.disjoint(numbers(some), numbers(some.rest()))).isTrue();
  }

  @Test
  void limitThatLeavesNoPairIsRefused() {
    assertThatThrownBy(() -> pairs(21).limited(21))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("data.limit: expected 2..20 of the 21 samples of left, got 21");
  }

  @Test
  void fingerprintTellsSetsTheirOrderAndPairednessApart() {
    Domain left = a(List.of(), 1, 2, 3);
    Domain right = b(List.of(), 4, 5, 6);
    assertThat(List.of(
            Domains.paired(left, right).fingerprint(),
            Domains.unpaired(left, right).fingerprint(),
            Domains.unpaired(right, left).fingerprint(),
            Domains.unpaired(left, b(List.of(), 4, 5, 7)).fingerprint()))
        .doesNotHaveDuplicates()
        .allMatch(print -> print.matches("[0-9a-f]{64}"));
    assertThat(Domains.paired(left, right).fingerprint())
        .isEqualTo(Domains.paired(left, right).fingerprint());
  }

  /** The same images on both sides, but other ones belong together. */
  @Test
  void fingerprintTellsPairingsApart() {
    Domain right = b(List.of("1.png", "2.png", "3.png", "4.png"), 4, 5, 6, 7);
    List<String> prints = new ArrayList<>();
    for (String names : List.of("1 2 3 4", "2 1 3 4", "2 1 4 3")) {
      List<String> files =
          Arrays.stream(names.split(" ", -1)).map(name -> name + ".png").toList();
      prints.add(Domains.paired(a(files, 1, 2, 3, 8), right).fingerprint());
    }
    assertThat(prints).doesNotHaveDuplicates();
  }

  @Test
  void pairsAreCutAtThePlaceThatBothShare() {
    Domains same = Domains.paired(
        a(List.of("1.png", "2.png", "3.png"), 1, 2, 3),
        b(List.of("1.png", "2.png", "3.png"), 1, 2, 3));
    Views views = new Views(true, 0.5);
    try (Scope scope = new Scope();
        Loader jittered = new Loader(same, Sampler.uniform(3, 1), 30, views, 0);
        Loader plain = new Loader(same, Sampler.uniform(3, 1), 30, new Views(true, 0), 0)) {
      Batch batch = jittered.next();
      float[] cut = batch.real().toFloats();
      assertThat(batch.source().real().toFloats()).isEqualTo(cut);
      assertThat(cut).isNotEqualTo(plain.next().real().toFloats());
    }
  }
}
