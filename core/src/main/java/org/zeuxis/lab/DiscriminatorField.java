package org.zeuxis.lab;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** A discriminator over a square of the plane. */
final class DiscriminatorField implements AutoCloseable {
  private static final int SIDE = 33;
  private static final int DRAWN = 150;
  private static final Line AXIS = new Line(-3.2, 3.2, SIDE);

  private final Contest contest;
  private final List<Plot.Cloud> clouds;
  private final Tensor grid;

  DiscriminatorField(Contest contest, long seed) {
    this.contest = contest;
    float[] places = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      places[2 * i] = (float) AXIS.at(i % SIDE);
      places[2 * i + 1] = (float) AXIS.at(i / SIDE);
    }
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "optimal-discriminator.drawn")) {
      grid = Tensor.of(places, SIDE * SIDE, 2).retain();
      clouds = List.of(
          cloud("data", contest.data().draw(rng, DRAWN)),
          cloud("generated", contest.model().draw(rng, DRAWN)));
    }
  }

  private static Plot.Cloud cloud(String name, Tensor points) {
    return new Plot.Cloud(
        name, points.select(1, 0).toDoubles(), points.select(1, 1).toDoubles(), false);
  }

  /** D at every place, rows from the lower side. */
  double[][] trained(Learner learner) {
    double[] logits = learner.logits(grid);
    double[][] field = new double[SIDE][SIDE];
    for (int i = 0; i < logits.length; i++) {
      field[i / SIDE][i % SIDE] = Contest.sigmoid(logits[i]);
    }
    return field;
  }

  /** D* at every place. */
  double[][] best() {
    double[][] field = new double[SIDE][SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      field[i / SIDE][i % SIDE] = contest.best(AXIS.at(i % SIDE), AXIS.at(i / SIDE));
    }
    return field;
  }

  /** ∫ |D - D*| (p_data + p_g)/2, over the square. */
  double distance(double[][] field) {
    double[][] best = best();
    return weighted((row, column) -> Math.abs(field[row][column] - best[row][column]), false);
  }

  double offHalfOnDiagonals(double[][] field) {
    return weighted((row, column) -> Math.abs(field[row][column] - 0.5), true);
  }

  private double weighted(ToDoubleBiFunction<Integer, Integer> value, boolean onlyDiagonals) {
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        if (!onlyDiagonals || row == column || row == SIDE - 1 - column) {
          double weight = contest.mean(AXIS.at(column), AXIS.at(row));
          sum += weight * value.applyAsDouble(row, column);
          weights += weight;
        }
      }
    }
    return sum / weights;
  }

  Plot.PlaneFrame frame(String caption, double[][] field) {
    return new Plot.PlaneFrame(caption, field, clouds);
  }

  static Plot.Plane plot(String title, List<Plot.PlaneFrame> film) {
    double[] from = {AXIS.from(), AXIS.from()};
    double[] to = {AXIS.to(), AXIS.to()};
    return new Plot.Plane(title, "x", "y", from, to, film);
  }

  @Override
  public void close() {
    grid.close();
  }
}
