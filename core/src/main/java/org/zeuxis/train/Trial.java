package org.zeuxis.train;

import java.nio.file.Path;
import org.zeuxis.recipe.Grid;
import org.zeuxis.recipe.Recipe;

/**
 * One run of an {@link Ablation}.
 *
 * @param cell what is trained
 * @param recipe one of the cell's
 * @param directory the run directory
 */
public record Trial(Grid.Cell cell, Recipe recipe, Path directory) {
  /** For instance {@code loss=hinge, seed 2}. */
  public String name() {
    return cell.name() + ", seed " + recipe.seed();
  }

  /** Within the ablation's directory, with slashes. */
  String place() {
    return cell.folder() + "/" + directory.getFileName();
  }
}
