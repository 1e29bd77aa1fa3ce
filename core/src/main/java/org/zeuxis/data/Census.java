package org.zeuxis.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts, sums and compares the samples of a set, one after the other. */
final class Census {
  private final Dataset data;
  private final boolean images;
  private final int channels;

  /** Values of one channel, or of one coordinate of a point. */
  private final int area;

  private final float[] sample;
  private final int[] classCounts;
  private final double[] sum;
  private final double[] sumOfSquares;
  private final long[] hashes;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private int constant;
  private int colourless;

  Census(Dataset data) {
    this.data = data;
    long[] shape = data.sampleShape();
    images = data.isImages();
    channels = (int) shape[0];
    area = images ? (int) (shape[1] * shape[2]) : 1;
    sample = new float[channels * area];
    classCounts = new int[data.classNames().size()];
    sum = new double[channels];
    sumOfSquares = new double[channels];
    hashes = new long[data.size()];
  }

  void count(int index) {
    data.read(index, false, sample, 0);
    classCounts[data.label(index)]++;
    hashes[index] = hash();
    for (int c = 0; c < channels; c++) {
      for (int i = c * area; i < (c + 1) * area; i++) {
        double value = images ? (sample[i] + 1) / 2 : sample[i];
        sum[c] += value;
        sumOfSquares[c] += value * value;
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
      }
    }
    if (images) {
      constant += isConstant() ? 1 : 0;
      colourless += channels == 3 && isColourless() ? 1 : 0;
    }
  }

  /** 64 bits: among a million samples two different ones agree with a probability of 3 in 10⁸. */
  private long hash() {
    long hash = 0;
    for (float value : sample) {
      hash = SplitMix.bits(hash, Float.floatToRawIntBits(value));
    }
    return hash;
  }

  private boolean isConstant() {
    for (int i = 0; i < sample.length; i++) {
      if (sample[i] != sample[i / area * area]) {
        return false;
      }
    }
    return true;
  }

  private boolean isColourless() {
    return Arrays.equals(sample, 0, area, sample, area, 2 * area)
        && Arrays.equals(sample, 0, area, sample, 2 * area, 3 * area);
  }

  DataSummary summary() {
    List<DataSummary.ClassCount> classes = new ArrayList<>();
    for (int c = 0; c < classCounts.length; c++) {
      classes.add(new DataSummary.ClassCount(data.classNames().get(c), classCounts[c]));
    }
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    double values = (double) data.size() * area;
    for (int c = 0; c < channels; c++) {
      double m = sum[c] / values;
      mean.add(m);
      deviation.add(Math.sqrt(Math.max(0, sumOfSquares[c] / values - m * m)));
    }
    return new DataSummary(
        data.name(),
        data.size(),
        Arrays.stream(data.sampleShape()).boxed().toList(),
        classes,
        mean,
        deviation,
        minimum,
        maximum,
        duplicates(),
        constant,
        colourless,
        data.provenance(),
        data.fingerprint());
  }

  private int duplicates() {
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    int duplicates = 0;
    for (int i = 1; i < sorted.length; i++) {
      duplicates += sorted[i] == sorted[i - 1] ? 1 : 0;
    }
    return duplicates;
  }
}
