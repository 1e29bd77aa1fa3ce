package org.zeuxis.metric;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;

/** Generated images beside the training images next to them, for the eye to judge. */
public final class NeighbourGrid {
  private NeighbourGrid() {}

  /**
   * One row for each generated image: itself, then its neighbours, nearest first.
   *
   * @param generated {@code [N,C,H,W]} in [-1,1], C 1 or 3, N ≥ 1
   * @param train the training images, of the same shape
   * @param nearest for each generated image the numbers of the same number of training images, as
   *     {@link Memorisation.Result#nearest()} has them; only the first N are drawn
   */
  public static BufferedImage of(
      Tensor generated, ImageBatches train, List<List<Integer>> nearest) {
    long[] chw = train.shape();
    generated.requireShape(
        "NeighbourGrid.of(generated)", "[N,C,H,W]", Tensor.ANY, chw[0], chw[1], chw[2]);
    if (nearest.size() < generated.size(0)) {
      throw new IllegalArgumentException("NeighbourGrid: neighbours of " + nearest.size()
          + " images for " + generated.size(0) + " generated ones");
    }
    try (Scope scope = new Scope()) {
      List<Tensor> cells = new ArrayList<>();
      for (int i = 0; i < generated.size(0); i++) {
        int[] row = nearest.get(i).stream().mapToInt(Integer::intValue).toArray();
        cells.add(generated.narrow(0, i, 1));
        cells.add(train.read(row).to(generated.device()));
      }
      return ImageGrid.of(Tensor.cat(cells, 0), 1 + nearest.get(0).size());
    }
  }
}
