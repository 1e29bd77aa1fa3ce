package org.zeuxis.data;

import java.util.List;

/** Samples at rest: immutable and safe to read from several threads. */
public interface Dataset {
  /** What a person calls it: {@code mnist}, or the name of the folder. */
  String name();

  /** How many samples there are, at least 2. */
  int size();

  /** The shape of one sample: {@code {C,H,W}} for images, {@code {2}} for points. */
  long[] sampleShape();

  /** The classes by number; exactly one, {@code "all"}, where the data have no labels. */
  List<String> classNames();

  /** The class of a sample, 0 .. {@code classNames().size() - 1}. */
  int label(int index);

  /**
   * The names of the samples' files within the set, without leading folders that all share; empty
   * where the samples are no files.
   */
  default List<String> names() {
    return List.of();
  }

  /**
   * What a sample can have or not have, such as {@code smiling}; a class is then a combination of
   * them, and its name those that it has, with + between, or {@value Attributes#NONE}. Empty where
   * classes are classes.
   */
  default List<String> attributes() {
    return List.of();
  }

  /**
   * Writes one sample to {@code out}, from {@code offset} on. Images are in CHW order, {@code byte
   * / 127.5 - 1}, thus in [-1,1]; points are in the units of the set.
   *
   * @param flip mirrors an image left to right; points are never mirrored
   */
  void read(int index, boolean flip, float[] out, int offset);

  /**
   * SHA-256 (64 hexadecimal digits) over shape, labels and content: equal exactly where the samples
   * are.
   */
  String fingerprint();

  /** Whether the samples are images rather than points. */
  default boolean isImages() {
    return sampleShape().length == 3;
  }

  /** How the samples came to be what they are. */
  default Provenance provenance() {
    return Provenance.NONE;
  }
}
