package org.zeuxis.game;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * A game on the line in which all is known: the generator is the identity, so it makes N(0,1); data
 * of class y are N(m_y, s²); the discriminator is perfect, but for a distortion of its logit.
 */
final class Toy {
  static final double DEVIATION = 0.6;
  private static final double[] MEANS = {0.5, -0.3};

  private final double stretch;
  private final double shift;

  /** With a logit of {@code stretch·l + shift} instead of l. */
  Toy(double stretch, double shift) {
    this.stretch = stretch;
    this.shift = shift;
  }

  static final Latent LATENT = new Latent(1, Latent.Distribution.NORMAL);

  /** log p_data(x) - log p_generator(x), distorted. */
  LatentJudge judge() {
    return (z, labels) -> {
      double[] x = z.toDoubles();
      long[] y = labels.toLongs();
      double[] logits = new double[x.length];
      Arrays.setAll(logits, i -> stretch * logit(x[i], y[i]) + shift);
      return Tensor.of(logits, logits.length);
    };
  }

  private static double logit(double x, long label) {
    double off = (x - MEANS[(int) label]) / DEVIATION;
    return x * x / 2 - off * off / 2 - Math.log(DEVIATION);
  }

  /** On so many samples of each kind, the classes in turn. */
  Verdicts verdicts(int count, int classes, long seed) {
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "verdicts")) {
      long[] labels = labels(count, classes);
      double[] data = rng.normal(count).toDoubles();
      Arrays.setAll(data, i -> MEANS[(int) labels[i]] + DEVIATION * data[i]);
      Tensor y = Tensor.of(labels, count);
      return new Verdicts(
          judge().logits(Tensor.of(data, count, 1), y).toDoubles(),
          labels,
          judge().logits(rng.normal(count, 1), y).toDoubles());
    }
  }

  static long[] labels(int count, int classes) {
    long[] labels = new long[count];
    Arrays.setAll(labels, i -> i % classes);
    return labels;
  }

  /** Draws as many of each class in turn, and returns the samples. */
  static double[] draw(LatentSource source, int count, int classes, long seed) {
    try (Scope scope = new Scope();
        Rng rng = new Rng(seed)) {
      return source.draw(rng, Tensor.of(labels(count, classes), count)).toDoubles();
    }
  }

  /** Those of a class. */
  static double[] ofClass(double[] samples, int classes, int label) {
    double[] some = new double[samples.length / classes];
    Arrays.setAll(some, i -> samples[i * classes + label]);
    return some;
  }

  /** The largest distance of the samples' distribution function from that of the class's data. */
  static double distanceFromData(double[] samples, int label) {
    return kolmogorov(samples, x -> below((x - MEANS[label]) / DEVIATION));
  }

  /** The statistic of Kolmogorov and Smirnov; beyond 1.63/√n in 1 of 100 samples. */
  static double kolmogorov(double[] samples, DoubleUnaryOperator distribution) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = distribution.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.abs((i + 1.0) / sorted.length - expected));
      largest = Math.max(largest, Math.abs((double) i / sorted.length - expected));
    }
    return largest;
  }

  static double critical(int count) {
    return 1.63 / Math.sqrt(count);
  }

  /** Φ(x). */
  static double below(double x) {
    try (Scope scope = new Scope()) {
      return 0.5 * (1 + Tensor.of(new double[] {x / Math.sqrt(2)}, 1).erf().item());
    }
  }
}
