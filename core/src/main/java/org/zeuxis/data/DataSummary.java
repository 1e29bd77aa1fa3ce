package org.zeuxis.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What a person wants to know of a data set before training on it.
 *
 * @param name the set's name
 * @param count samples
 * @param sampleShape {@code [C,H,W]} or {@code [2]}
 * @param classes every class with the number of its samples
 * @param mean by channel (images, 0 is black and 1 is white) or by coordinate (points)
 * @param deviation standard deviation, likewise
 * @param minimum the smallest value, likewise
 * @param maximum the largest value, likewise
 * @param duplicates samples that are equal to an earlier one in every value
 * @param constant images of one colour throughout
 * @param colourless RGB images whose channels are equal throughout
 * @param provenance sources and what was left out
 * @param fingerprint of the set
 */
public record DataSummary(
    String name,
    int count,
    List<Long> sampleShape,
    List<ClassCount> classes,
    List<Double> mean,
    List<Double> deviation,
    double minimum,
    double maximum,
    int duplicates,
    int constant,
    int colourless,
    Provenance provenance,
    String fingerprint) {

  /** A class and the number of its samples. */
  public record ClassCount(String name, int count) {}

  /**
   * The largest class is called unbalanced where it has this many times the samples of the
   * smallest.
   */
  private static final double UNBALANCED = 3;

  /** So few images a discriminator learns by heart (ADA, arXiv:2006.06676). */
  private static final int FEW = 1_000;

  public DataSummary {
    sampleShape = List.copyOf(sampleShape);
    classes = List.copyOf(classes);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** Looks at every sample. */
  public static DataSummary of(Dataset data, ProgressListener progress) {
    Census census = new Census(data);
    for (int i = 0; i < data.size(); i++) {
      census.count(i);
      if (i % 1_000 == 0) {
        progress.progress("looking at the samples", i, data.size());
      }
    }
    progress.progress("looking at the samples", data.size(), data.size());
    return census.summary();
  }

  /** What may spoil a training, one line each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    ClassCount least = classes.get(0);
    ClassCount most = classes.get(0);
    for (ClassCount c : classes) {
      least = c.count() < least.count() ? c : least;
      most = c.count() > most.count() ? c : most;
      if (c.count() == 0) {
        warnings.add("class " + c.name() + " has no samples");
      }
    }
    if (least.count() > 0 && most.count() >= UNBALANCED * least.count()) {
      warnings.add(
          "the classes are unbalanced: " + most.name() + " has " + most.count() + " samples, "
              + least.name() + " has " + least.count() + "; balanced sampling evens that out");
    }
    if (colourless == count) {
      warnings.add("all images are grey though stored as RGB: one channel is enough");
    }
    if (constant > 0) {
      warnings.add(
          constant + (constant == 1 ? " image is" : " images are") + " of one colour throughout");
    }
    if (duplicates > 0 && sampleShape.size() == 3) {
      warnings.add(duplicates + (duplicates == 1 ? " image is" : " images are")
          + " an exact copy of an earlier one");
    }
    if (count < FEW && sampleShape.size() == 3) {
      warnings.add(
          "only " + count + " images: a discriminator learns them by heart, so augment them");
    }
    return warnings;
  }

  /** Lines for the terminal, without a line end after the last. */
  public String render() {
    return new SummaryText(this).toString();
  }
}
