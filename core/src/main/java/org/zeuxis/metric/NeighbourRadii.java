package org.zeuxis.metric;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;

/** How far each point of a set has to its k-th nearest neighbour; it is no neighbour of itself. */
final class NeighbourRadii {
  private final int k;

  /** For each point the k smallest squared distances found so far, ascending. */
  private final double[] nearest;

  private NeighbourRadii(int points, int k) {
    this.k = k;
    nearest = new double[Math.multiplyExact(points, k)];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
  }

  /**
   * The squared distances to the k-th nearest, exact ({@link PairwiseDistances.Tile#exact}).
   *
   * @param points {@code [N,d]}, N more than k
   */
  static double[] squared(Tensor points, int k, int block) {
    NeighbourRadii radii = new NeighbourRadii(Math.toIntExact(points.size(0)), k);
    PairwiseDistances distances = new PairwiseDistances(points, points, block);
    double slack = distances.slack();
    distances.forEachTileAbove(tile -> radii.visit(tile, slack));
    double[] squared = new double[radii.nearest.length / k];
    Arrays.setAll(squared, radii::farthest);
    return squared;
  }

  private void visit(PairwiseDistances.Tile tile, double slack) {
    boolean onDiagonal = tile.firstRow() == tile.firstColumn();
    for (int row = 0; row < tile.rows(); row++) {
      int i = tile.firstRow() + row;
      for (int column = onDiagonal ? row + 1 : 0; column < tile.columns(); column++) {
        int j = tile.firstColumn() + column;
        double bound = Math.max(farthest(i), farthest(j));
        // A bound of 0 cannot be undercut: sets of many duplicates are done at once.
        if (bound > 0 && tile.approximate(row, column) - slack < bound) {
          double distance = tile.exact(row, column);
          offer(i, distance);
          offer(j, distance);
        }
      }
    }
  }

  private double farthest(int point) {
    return nearest[point * k + k - 1];
  }

  private void offer(int point, double distance) {
    int first = point * k;
    int place = first + k - 1;
    if (!(distance < nearest[place])) {
      return;
    }
    while (place > first && nearest[place - 1] > distance) {
      nearest[place] = nearest[place - 1];
      place--;
    }
    nearest[place] = distance;
  }
}
