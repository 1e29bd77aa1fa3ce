package org.zeuxis.doctor;

/**
 * How far labels tell which samples are alike.
 *
 * @param share of samples whose nearest other one has their label
 * @param chance what that would be if labels were drawn at random
 */
public record LabelPurity(double share, double chance) {
  /**
   * Of the first samples of a set, or all.
   *
   * @param distances from each of them to all samples of the set, {@code [N][M]}
   * @param labels of the set, {@code [M]}
   */
  public static LabelPurity of(double[][] distances, int[] labels) {
    double same = 0;
    double chance = 0;
    for (int i = 0; i < distances.length; i++) {
      int nearest = -1;
      int alike = 0;
      for (int j = 0; j < labels.length; j++) {
        if (i != j && (nearest < 0 || distances[i][j] < distances[i][nearest])) {
          nearest = j;
        }
        alike += i != j && labels[i] == labels[j] ? 1 : 0;
      }
      same += labels[i] == labels[nearest] ? 1 : 0;
      chance += alike / (labels.length - 1.0);
    }
    return new LabelPurity(same / distances.length, chance / distances.length);
  }

  /** 0 where they tell no more than chance, 1 where they always do. */
  public double telling() {
    return (share - chance) / (1 - chance);
  }
}
