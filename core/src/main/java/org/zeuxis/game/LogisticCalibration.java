package org.zeuxis.game;

import java.util.Arrays;

/**
 * A logistic layer on top of a discriminator's logit l, {@code D̃ = slope·l + offset}, such that
 * σ(D̃) is the probability that a sample is real where real and generated ones are equally many
 * (Platt 1999, Probabilistic outputs for support vector machines). D̃ then estimates the logarithm
 * of p_data/p_generator, whatever loss D was trained by.
 *
 * <p>The targets are Platt's, (n+1)/(n+2) and 1/(n+2) for n samples of each kind rather than 1 and
 * 0, so that the layer is finite even where D tells all samples apart.
 */
public final class LogisticCalibration {
  private static final int STEPS = 100;

  /** Of the gradient, a mean over samples; far below what its noise is worth. */
  private static final double TOLERANCE = 1e-10;

  /** Keeps Newton's matrix regular where all logits are one. */
  private static final double RIDGE = 1e-12;

  private final double slope;
  private final double offset;

  private LogisticCalibration(double slope, double offset) {
    this.slope = slope;
    this.offset = offset;
  }

  /** Fits by Newton's method, each step halved until the loss falls (Lin, Lin, Weng 2007). */
  public static LogisticCalibration of(Verdicts verdicts) {
    double[] real = verdicts.real();
    double[] fake = verdicts.generated();
    double[] all = Arrays.copyOf(real, real.length + fake.length);
    System.arraycopy(fake, 0, all, real.length, fake.length);
    double centre = Arrays.stream(all).average().orElseThrow();
    double scale = Math.sqrt(
        Arrays.stream(all).map(x -> (x - centre) * (x - centre)).average().orElseThrow());
    if (scale == 0) { // D tells nothing apart
      return new LogisticCalibration(0, 0);
    }
    double[] x = Arrays.stream(all).map(l -> (l - centre) / scale).toArray();
    double[] fitted = fit(x, real.length);
    return new LogisticCalibration(fitted[0] / scale, fitted[1] - fitted[0] * centre / scale);
  }

  private static double[] fit(double[] x, int positive) {
    double high = (positive + 1.0) / (positive + 2.0);
    double[] at = {0, 0};
    double loss = loss(x, positive, high, at);
    for (int step = 0; step < STEPS; step++) {
      double[] direction = newton(x, positive, high, at);
      if (direction == null) {
        return at;
      }
      double length = 1;
      double[] next = moved(at, direction, length);
      while (loss(x, positive, high, next) > loss && length > 1e-10) {
        length /= 2;
        next = moved(at, direction, length);
      }
      at = next;
      loss = loss(x, positive, high, at);
    }
    return at;
  }

  private static double[] moved(double[] at, double[] direction, double length) {
    return new double[] {at[0] - length * direction[0], at[1] - length * direction[1]};
  }

  /** The inverse Hessian times the gradient; null where the gradient is 0. */
  private static double[] newton(double[] x, int positive, double high, double[] at) {
    double ga = 0;
    double gb = 0;
    double haa = RIDGE;
    double hab = 0;
    double hbb = RIDGE;
    for (int i = 0; i < x.length; i++) {
      double p = 1 / (1 + Math.exp(-at[0] * x[i] - at[1]));
      double error = p - (i < positive ? high : 1 - high);
      double weight = p * (1 - p) / x.length;
      ga += error * x[i] / x.length;
      gb += error / x.length;
      haa += weight * x[i] * x[i];
      hab += weight * x[i];
      hbb += weight;
    }
    if (Math.abs(ga) < TOLERANCE && Math.abs(gb) < TOLERANCE) {
      return null;
    }
    double determinant = haa * hbb - hab * hab;
    return new double[] {(hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant};
  }

  private static double loss(double[] x, int positive, double high, double[] at) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double logit = at[0] * x[i] + at[1];
      double target = i < positive ? high : 1 - high;
      sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - target * logit;
    }
    return sum;
  }

  /** D̃ of D's logit. */
  public double logit(double raw) {
    return slope * raw + offset;
  }

  /** What D's logit is multiplied by. */
  public double slope() {
    return slope;
  }

  /** What is added then. */
  public double offset() {
    return offset;
  }
}
