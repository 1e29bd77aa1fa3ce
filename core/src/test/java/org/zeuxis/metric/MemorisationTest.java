package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.Close;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;

class MemorisationTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static Tensor normal(long seed, long... shape) {
    try (Rng rng = new Rng(seed)) {
      return rng.normal(shape);
    }
  }

  @Test
  void agreesWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    Memorisation.Result result = Memorisation.of(
        fixture.get("memory/generated"),
        fixture.get("memory/train"),
        fixture.get("memory/heldOut"),
        3);
    assertThat(result.u()).isEqualTo(fixture.get("memory/u").item());
    assertThat(result.p())
        .isCloseTo(fixture.get("memory/p").item(), Percentage.withPercentage(1e-4));
    double[] medians = fixture.get("memory/medians").toDoubles();
    assertThat(result.generatedMedian()).isCloseTo(medians[0], within(1e-6));
    assertThat(result.heldOutMedian()).isCloseTo(medians[1], within(1e-6));
    assertThat(result.nearest().stream().flatMap(List::stream).mapToLong(i -> i).toArray())
        .isEqualTo(fixture.get("memory/nearest").toLongs());
  }

  @Test
  void distancesAgreeWithScipy() {
    Fixture fixture = Fixture.load("image_metrics");
    NearestNeighbours found =
        NearestNeighbours.of(fixture.get("memory/generated"), fixture.get("memory/train"), 3);
    Tensor expected = fixture.get("memory/distances").to(DType.FLOAT64);
    Close.assertClose("distances", Tensor.of(found.distances(), 20, 3), expected, 1e-6);
  }

  @Test
  void copiesOfTheTrainingSetAreFound() {
    Tensor train = normal(1, 400, 8);
    Memorisation.Result result =
        Memorisation.of(train.narrow(0, 100, 200), train, normal(2, 150, 8), 2);
    assertThat(result.p()).isLessThan(1e-6);
    assertThat(result.u()).isZero();
    assertThat(result.generatedMedian()).isZero();
    assertThat(result.heldOutMedian()).isPositive();
    assertThat(result.nearest())
        .extracting(neighbours -> neighbours.get(0))
        .containsExactlyElementsOf(IntStream.range(100, 300).boxed().toList());
  }

  @Test
  void aFewCopiesAmongManyLikewise() {
    Tensor train = normal(1, 400, 8);
    Tensor generated = Tensor.cat(List.of(train.narrow(0, 0, 60), normal(3, 140, 8)), 0);
    assertThat(Memorisation.of(generated, train, normal(2, 200, 8), 1).p()).isLessThan(1e-3);
  }

  @Test
  void theHeldOutImagesThemselvesAreNoCopies() {
    Tensor heldOut = normal(2, 150, 8);
    Memorisation.Result result = Memorisation.of(heldOut, normal(1, 400, 8), heldOut, 1);
    assertThat(result.p()).isEqualTo(0.5);
    assertThat(result.z()).isZero();
    assertThat(result.share()).isZero(); // each is a copy of a held-out image
  }

  @Test
  void freshSamplesAreNoCopies() {
    Memorisation.Result result =
        Memorisation.of(normal(3, 600, 8), normal(1, 900, 8), normal(2, 300, 8), 1);
    assertThat(result.p()).isBetween(0.05, 0.95);
    assertThat(result.expectedShare()).isEqualTo(0.75);
    // 600 draws with a deviation of 0.018, more for the neighbours that they have in common.
    assertThat(result.share()).isCloseTo(0.75, within(0.06));
  }

  @Test
  void theShareTellsCopiesFromWhatIsCloseToEverything() {
    Tensor train = normal(1, 400, 8);
    Tensor heldOut = normal(2, 400, 8);
    Memorisation.Result dull = Memorisation.of(normal(3, 300, 8).times(0.5), train, heldOut, 1);
    assertThat(dull.p()).isLessThan(1e-6);
    assertThat(dull.share()).isCloseTo(0.5, within(0.1));
    Memorisation.Result copies = Memorisation.of(train.times(0.95), train, heldOut, 1);
    assertThat(copies.p()).isLessThan(1e-6);
    assertThat(copies.share()).isGreaterThan(0.95);
  }

  @Test
  void whatIsFarFromEverythingHasALargeP() {
    Memorisation.Result result =
        Memorisation.of(normal(3, 100, 8).times(5), normal(1, 300, 8), normal(2, 100, 8), 1);
    assertThat(result.p()).isGreaterThan(1 - 1e-6);
  }

  @Test
  void blocksDoNotShow() {
    // More queries than a block of 256, more base vectors than one of 4096.
    Tensor base = normal(1, 5000, 3);
    Tensor queries = base.narrow(0, 4500, 300).plus(1e-4);
    NearestNeighbours found = NearestNeighbours.of(queries, base, 1);
    assertThat(found.indices()).isEqualTo(IntStream.range(4500, 4800).toArray());
    for (double distance : found.nearestDistances()) {
      assertThat(distance).isCloseTo(1e-4 * Math.sqrt(3), within(1e-6));
    }
  }

  @Test
  void neighboursAreDrawnBesideTheImage() {
    Tensor train = normal(1, 6, 3, 4, 5).clamp(-1, 1);
    Tensor generated = normal(2, 2, 3, 4, 5).clamp(-1, 1);
    List<List<Integer>> nearest = List.of(List.of(3, 1), List.of(0, 5), List.of(9, 9));
    BufferedImage grid = NeighbourGrid.of(generated, ImageBatches.of(train), nearest);
    assertThat(grid.getWidth()).isEqualTo(3 * 7 + 2);
    assertThat(grid.getHeight()).isEqualTo(2 * 6 + 2);
    assertSame(grid, 0, 0, generated.select(0, 0));
    assertSame(grid, 1, 0, train.select(0, 3));
    assertSame(grid, 2, 0, train.select(0, 1));
    assertSame(grid, 0, 1, generated.select(0, 1));
    assertSame(grid, 2, 1, train.select(0, 5));
  }

  private static void assertSame(BufferedImage grid, int column, int row, Tensor image) {
    BufferedImage expected = ImageGrid.image(image);
    int[] found = grid.getRGB(2 + 7 * column, 2 + 6 * row, 5, 4, null, 0, 5);
    assertThat(found).isEqualTo(expected.getRGB(0, 0, 5, 4, null, 0, 5));
  }

  @Test
  void badInputIsNamed() {
    Tensor some = normal(1, 4, 3);
    assertThatThrownBy(() -> Memorisation.of(some, some, normal(1, 1, 3), 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("memorisation: needs at least 2 held-out images, got 1");
    assertThatThrownBy(() -> Memorisation.of(some, some, some, 5))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("memorisation: needs at least 5 training images, got 4");
    assertThatThrownBy(() -> Memorisation.of(some, some.log(), some, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "memorisation: the features of the training images hold NaN or infinite numbers");
    assertThatThrownBy(() -> Memorisation.of(some, normal(1, 4, 2), some, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "memorisation: features of training images have 2 numbers, of generated ones 3, expected the same");
    assertThatThrownBy(() -> NeighbourGrid.of(
            normal(2, 2, 3, 4, 5), ImageBatches.of(normal(1, 6, 3, 4, 5)), List.of(List.of(1))))
        .hasMessage("NeighbourGrid: neighbours of 1 images for 2 generated ones");
  }
}
