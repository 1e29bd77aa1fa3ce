package org.zeuxis.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a classifier took images for.
 *
 * @param classNames by number
 * @param counts images by true class, then by the class that they were taken for
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
public record Confusion(List<String> classNames, long[][] counts) {
  public Confusion {
    classNames = List.copyOf(classNames);
    int classes = classNames.size();
    if (counts.length != classes || Arrays.stream(counts).anyMatch(row -> row.length != classes)) {
      throw new IllegalArgumentException("confusion: expected " + classes + "x" + classes);
    }
  }

  /** How many images were looked at. */
  public long images() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  /** The share of images that were taken for what they are; NaN if there are none. */
  public double accuracy() {
    long right = IntStream.range(0, counts.length).mapToLong(c -> counts[c][c]).sum();
    return (double) right / images();
  }

  /** The share of one class's images that were taken for it (recall); NaN if there are none. */
  public double accuracy(int ofClass) {
    return (double) counts[ofClass][ofClass] / Arrays.stream(counts[ofClass]).sum();
  }

  /**
   * The mean over classes of F1 = 2·TP / (2·TP + FP + FN), as scikit-learn's
   * {@code f1_score(average="macro")} has it. Classes that neither occur nor are named do not
   * count.
   */
  public double macroF1() {
    return IntStream.range(0, counts.length)
        .filter(c -> timesTrue(c) + timesNamed(c) > 0)
        .mapToDouble(c -> 2.0 * counts[c][c] / (timesTrue(c) + timesNamed(c)))
        .average()
        .orElse(Double.NaN);
  }

  private long timesTrue(int c) {
    return Arrays.stream(counts[c]).sum();
  }

  private long timesNamed(int c) {
    return Arrays.stream(counts).mapToLong(row -> row[c]).sum();
  }
}
