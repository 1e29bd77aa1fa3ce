package org.zeuxis.objective;

import static org.zeuxis.Close.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Each operation with fixed numbers against the same operation written image by image from the
 * paper ({@code make_augmentation_fixtures.py}): results, gradients, and gradients of gradients.
 */
class AugmentationFixtureTest {
  private static final Fixture FIXTURE = Fixture.load("augmentation");

  /**
   * A place in float32 is off by 2⁻²⁴ of the grid's side; images of noise are as steep as can be.
   */
  private static final double INTERPOLATED = 5e-5;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static double[] numbers(String name) {
    return FIXTURE.get(name).toDoubles();
  }

  private static int[] integers(String name) {
    return Arrays.stream(numbers(name)).mapToInt(value -> (int) value).toArray();
  }

  private static boolean[] booleans(String name) {
    double[] values = numbers(name);
    boolean[] result = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] != 0;
    }
    return result;
  }

  private static <T> T[] each(IntFunction<T> one, IntFunction<T[]> array) {
    T[] all = array.apply(4);
    Arrays.setAll(all, one);
    return all;
  }

  private static void compare(String name, UnaryOperator<Tensor> function) {
    Tensor x = FIXTURE.get(name + "/x").requireGradient();
    Tensor y = function.apply(x);
    Tensor first = y.square()
        .times(FIXTURE.get(name + "/c"))
        .sum()
        .gradients(List.of(x), true)
        .get(0);
    Tensor second = first.square().sum().gradients(List.of(x)).get(0);
    assertClose(name, y, FIXTURE.get(name + "/y"));
    assertClose(name + " first", first, FIXTURE.get(name + "/first"));
    assertClose(name + " second", second, FIXTURE.get(name + "/second"));
  }

  private static void compareOnce(String name, UnaryOperator<Tensor> function) {
    Tensor x = FIXTURE.get(name + "/x").requireGradient();
    Tensor y = function.apply(x);
    Tensor first =
        y.square().times(FIXTURE.get(name + "/c")).sum().gradients(List.of(x)).get(0);
    assertClose(name, y, FIXTURE.get(name + "/y"), INTERPOLATED);
    assertClose(name + " first", first, FIXTURE.get(name + "/first"), INTERPOLATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void diffAugmentsColourIsThePapers(int channels) {
    String name = "colour/" + channels;
    compare(
        name,
        x -> DiffAugment.colour(
            x,
            numbers(name + "/brightness"),
            numbers(name + "/saturation"),
            numbers(name + "/contrast")));
  }

  @Test
  void translationIsThePapers() {
    compare(
        "translation",
        x -> DiffAugment.translate(x, integers("translation/right"), integers("translation/down")));
  }

  @Test
  void cutoutIsThePapers() {
    compare(
        "cutout",
        x -> DiffAugment.cutout(x, integers("cutout/x_centre"), integers("cutout/y_centre")));
  }

  @Test
  void consistencyShiftIsThePapers() {
    compare(
        "consistency",
        x -> ConsistencyShift.apply(
            x,
            booleans("consistency/flip"),
            integers("consistency/right"),
            integers("consistency/down")));
  }

  @Test
  void blittingIsThePapers() {
    boolean[] flip = booleans("blit/flip");
    int[] turns = integers("blit/turns");
    double[] right = numbers("blit/right");
    double[] down = numbers("blit/down");
    compareOnce(
        "blit",
        x -> AffineMaps.warp(
            x,
            each(
                i -> new Blit(flip[i], turns[i], right[i], down[i]).matrix(x.size(3), x.size(2)),
                Homogeneous[]::new)));
  }

  @Test
  void geometryIsThePapers() {
    double[] scale = numbers("geometry/scale");
    double[] before = numbers("geometry/before");
    double[] anisotropy = numbers("geometry/anisotropy");
    double[] after = numbers("geometry/after");
    double[] right = numbers("geometry/right");
    double[] down = numbers("geometry/down");
    compareOnce(
        "geometry",
        x -> AffineMaps.warp(
            x,
            each(
                i -> new Geometry(scale[i], before[i], anisotropy[i], after[i], right[i], down[i])
                    .matrix(x.size(3), x.size(2)),
                Homogeneous[]::new)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void adasColourIsThePapers(int channels) {
    String name = "ada_colour/" + channels;
    double[] brightness = numbers(name + "/brightness");
    double[] contrast = numbers(name + "/contrast");
    boolean[] flip = booleans(name + "/flip");
    double[] hue = numbers(name + "/hue");
    double[] saturation = numbers(name + "/saturation");
    compare(
        name,
        x -> AffineMaps.recolour(
            x,
            each(
                i -> new ColourChange(brightness[i], contrast[i], flip[i], hue[i], saturation[i])
                    .matrix(),
                Homogeneous[]::new)));
  }

  @Test
  void corruptionIsThePapers() {
    compare("corruption", x -> {
      Tensor noisy =
          Corruption.addNoise(x, FIXTURE.get("corruption/noise"), numbers("corruption/deviation"));
      return Corruption.cutout(
          noisy, numbers("corruption/x_centre"), numbers("corruption/y_centre"));
    });
  }
}
