package org.zeuxis.doctor;

import static java.util.Objects.requireNonNull;

/**
 * A number that a finding rests on, with its course.
 *
 * @param vital its name among the vitals, such as {@code spread}; empty for what is no series
 * @param meaning what it is, in words
 * @param value found
 * @param threshold that it is beyond
 * @param steps of the course
 * @param course values at those steps
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
public record Evidence(
    String vital, String meaning, double value, double threshold, long[] steps, double[] course) {
  public Evidence {
    requireNonNull(vital);
    requireNonNull(meaning);
    if (steps.length != course.length) {
      throw new IllegalArgumentException("evidence '" + vital + "': expected as many values as"
          + " steps (" + steps.length + "), got " + course.length);
    }
  }

  /** The step at which the course was highest; 0 without a course. */
  public long peak() {
    int at = 0;
    for (int i = 1; i < course.length; i++) {
      at = course[i] > course[at] ? i : at;
    }
    return course.length == 0 ? 0 : steps[at];
  }

  /** A number without a course, such as a count of images. */
  static Evidence fact(String meaning, double value, double threshold) {
    return new Evidence("", meaning, value, threshold, new long[0], new double[0]);
  }
}
