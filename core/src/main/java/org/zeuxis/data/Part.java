package org.zeuxis.data;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;

/** A part of a set, chosen at random, and the rest of it. */
public final class Part implements Dataset {
  /** One choice for all trainings, so that runs that differ in their seed see the same samples. */
  private static final long SEED = 1;

  private final Dataset whole;
  private final int to;
  private final int[] indices;

  private Part(Dataset whole, int to, int[] indices) {
    this.whole = whole;
    this.to = to;
    this.indices = indices;
  }

  private static Part between(Dataset whole, int from, int to) {
    Sampler order = Sampler.uniform(whole.size(), SEED);
    int[] indices = new int[to - from];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = order.index(from + i);
    }
    return new Part(whole, to, indices);
  }

  /** All samples in another order. */
  static Dataset ordered(Dataset whole, int[] order) {
    return new Part(whole, whole.size(), order);
  }

  /**
   * That many samples; a smaller number's are among a larger number's.
   *
   * @throws InvalidInputException if the set is not larger
   */
  public static Part of(Dataset whole, int count) {
    if (count < 2 || count >= whole.size()) {
      throw new InvalidInputException("data.limit: expected 2.." + (whole.size() - 1) + " of the "
          + whole.size() + " samples of " + whole.name() + ", got " + count);
    }
    return between(whole, 0, count);
  }

  /** All samples of the whole set but these, which are those of {@link #of}. */
  public Dataset rest() {
    return between(whole, to, whole.size());
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public long[] sampleShape() {
    return whole.sampleShape();
  }

  @Override
  public List<String> classNames() {
    return whole.classNames();
  }

  @Override
  public int label(int index) {
    return whole.label(indices[index]);
  }

  @Override
  public List<String> names() {
    List<String> names = whole.names();
    return names.isEmpty() ? names : Arrays.stream(indices).mapToObj(names::get).toList();
  }

  @Override
  public List<String> attributes() {
    return whole.attributes();
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    whole.read(indices[index], flip, out, offset);
  }

  @Override
  public String fingerprint() {
    String which = indices.length == whole.size() // an order of its own
        ? Arrays.toString(indices)
        : indices[0] + " " + indices.length;
    return Fingerprint.of(whole.fingerprint() + " " + which);
  }

  @Override
  public Provenance provenance() {
    return whole.provenance();
  }
}
