package org.zeuxis.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.zeuxis.InvalidInputException;

/**
 * Three digits of MNIST as the red, green and blue of one image: 1000 classes, on which missing
 * modes can be counted (Metz et al. 2017, arXiv:1611.02163). 128,000 images for training as in
 * PacGAN (arXiv:1712.04086, section 4.2) and 26,000 of the test digits.
 *
 * <p>Each digit is drawn with replacement from a fixed seed, and images are composed when they are
 * read, so that the set takes the memory of MNIST. Class 100 r + 10 g + b is named {@code "rgb"},
 * for instance {@code "042"}.
 */
final class StackedMnist implements Dataset {
  static final String NAME = "stacked-mnist";
  private static final int TRAIN_SIZE = 128_000;
  private static final int TEST_SIZE = 26_000;
  private static final int PLANES = 3;
  private static final int DIGITS = 10;
  private static final long SEED = 1;

  private final ImageSet digits;
  private final int size;
  private final int area;
  private final List<String> classNames;
  private volatile String fingerprint;

  /** Composes images of the digits, which are grey and of at most ten classes. */
  StackedMnist(ImageSet digits, int size) {
    this.digits = digits;
    this.size = size;
    long[] shape = digits.sampleShape();
    if (shape[0] != 1 || digits.classNames().size() > DIGITS) {
      throw new IllegalArgumentException(
          "StackedMnist: expected grey images of at most 10 classes, got " + shape[0]
              + " channels and " + digits.classNames().size() + " classes");
    }
    area = Math.toIntExact(shape[1] * shape[2]);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < DIGITS * DIGITS * DIGITS; i++) {
      names.add(String.format(Locale.ROOT, "%03d", i));
    }
    classNames = List.copyOf(names);
  }

  /** Fetches MNIST where it is not in the cache yet. */
  static StackedMnist open(DataOptions options, ProgressListener progress) {
    if (options.channels() == 1) {
      throw new InvalidInputException(
          NAME + ": channels 1: expected 3, a digit each, or 0 for what the data are");
    }
    ImageSet digits = NamedSet.MNIST.open(options.withChannels(1), progress);
    return new StackedMnist(digits, options.testSplit() ? TEST_SIZE : TRAIN_SIZE);
  }

  private int digit(int index, int plane) {
    return SplitMix.below(digits.size(), SEED, (long) PLANES * index + plane);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long[] sampleShape() {
    long[] shape = digits.sampleShape();
    return new long[] {PLANES, shape[1], shape[2]};
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int label(int index) {
    int label = 0;
    for (int plane = 0; plane < PLANES; plane++) {
      label = DIGITS * label + digits.label(digit(index, plane));
    }
    return label;
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    for (int plane = 0; plane < PLANES; plane++) {
      digits.read(digit(index, plane), flip, out, offset + plane * area);
    }
  }

  @Override
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      int[] labels = new int[size];
      for (int i = 0; i < size; i++) {
        labels[i] = label(i);
      }
      Fingerprint print = new Fingerprint(sampleShape(), labels);
      for (int i = 0; i < size; i++) {
        for (int plane = 0; plane < PLANES; plane++) {
          digits.addTo(print, digit(i, plane));
        }
      }
      known = print.hex();
      fingerprint = known;
    }
    return known;
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("composed from " + digits.name(), digits.size());
  }
}
