package org.zeuxis.metric;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;

/** One set of images after another, as one. The classes are those of the first. */
final class JoinedSet implements Dataset {
  private final Dataset first;
  private final Dataset second;

  JoinedSet(Dataset first, Dataset second) {
    this.first = first;
    this.second = second;
    if (!Arrays.equals(first.sampleShape(), second.sampleShape())) {
      throw new InvalidInputException("the images of " + first.name() + " have the shape "
          + Arrays.toString(first.sampleShape()) + ", those of " + second.name() + " "
          + Arrays.toString(second.sampleShape()));
    }
    if (first.classNames().size() != second.classNames().size()) {
      throw new InvalidInputException(
          first.name() + " has " + first.classNames().size() + " classes, " + second.name() + " "
              + second.classNames().size());
    }
  }

  @Override
  public String name() {
    return first.name() + " and " + second.name();
  }

  @Override
  public int size() {
    return Math.addExact(first.size(), second.size());
  }

  @Override
  public long[] sampleShape() {
    return first.sampleShape();
  }

  @Override
  public List<String> classNames() {
    return first.classNames();
  }

  @Override
  public int label(int index) {
    return index < first.size() ? first.label(index) : second.label(index - first.size());
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    if (index < first.size()) {
      first.read(index, flip, out, offset);
    } else {
      second.read(index - first.size(), flip, out, offset);
    }
  }

  @Override
  public String fingerprint() {
    return Sha256.of("joined", first.fingerprint(), second.fingerprint());
  }
}
