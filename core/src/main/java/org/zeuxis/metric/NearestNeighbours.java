package org.zeuxis.metric;

import java.util.Arrays;
import org.zeuxis.engine.Tensor;

/**
 * For each query, the base vectors next to it by Euclidean distance, nearest first.
 *
 * @param neighbours for each query
 * @param indices of base vectors, {@code [queries·neighbours]}, query by query
 * @param distances to them
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record NearestNeighbours(int neighbours, int[] indices, double[] distances) {
  /**
   * Searches, block by block.
   *
   * @param queries {@code [N,d]}, on the processor
   * @param base {@code [M,d]}, on the processor
   * @param neighbours 1 … M
   */
  static NearestNeighbours of(Tensor queries, Tensor base, int neighbours) {
    base.requireShape("NearestNeighbours.of(base)", "[M,d]", Tensor.ANY, queries.size(1));
    if (neighbours < 1 || neighbours > base.size(0)) {
      throw new IllegalArgumentException(
          "neighbours must be 1.." + base.size(0) + ", got " + neighbours);
    }
    int count = Math.toIntExact(queries.size(0));
    NearestNeighbours found = new NearestNeighbours(
        neighbours, new int[count * neighbours], new double[count * neighbours]);
    Arrays.fill(found.distances, Double.POSITIVE_INFINITY);
    PairwiseDistances pairs = new PairwiseDistances(queries, base, PairwiseDistances.BLOCK);
    double slack = pairs.slack();
    pairs.forEachTile(tile -> found.visit(tile, slack));
    Arrays.setAll(found.distances, i -> Math.sqrt(found.distances[i]));
    return found;
  }

  /** The nearest one of each query. */
  double[] nearestDistances() {
    double[] nearest = new double[distances.length / neighbours];
    Arrays.setAll(nearest, i -> distances[i * neighbours]);
    return nearest;
  }

  private void visit(PairwiseDistances.Tile tile, double slack) {
    for (int row = 0; row < tile.rows(); row++) {
      int query = tile.firstRow() + row;
      int last = (query + 1) * neighbours - 1;
      for (int column = 0; column < tile.columns(); column++) {
        if (tile.approximate(row, column) - slack < distances[last]) {
          double exact = tile.exact(row, column);
          if (exact < distances[last]) {
            insert(query, tile.firstColumn() + column, exact);
          }
        }
      }
    }
  }

  private void insert(int query, int index, double square) {
    int place = (query + 1) * neighbours - 1;
    while (place > query * neighbours && distances[place - 1] > square) {
      distances[place] = distances[place - 1];
      indices[place] = indices[place - 1];
      place--;
    }
    distances[place] = square;
    indices[place] = index;
  }
}
