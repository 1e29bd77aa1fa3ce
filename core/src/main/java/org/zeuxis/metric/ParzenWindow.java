package org.zeuxis.metric;

import java.util.Arrays;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The log-likelihood of test images under a Gaussian around each generated one (Goodfellow et al.
 * 2014, arXiv:1406.2661, section 5): {@code p(x) = 1/n Σ N(x; sᵢ, σ²I)} in nats, pixels in [0,1].
 * The higher the better, yet a poor judge of images (Theis et al. 2016, arXiv:1511.01844): it is
 * here to be compared with the tables of its time.
 */
public final class ParzenWindow {
  private static final String NAME = "parzen";

  /** The authors' code chooses σ among {@code logspace(-1, 0, 10)}. */
  private static final int GRID = 10;

  private static final double SMALLEST_SIGMA = 0.1;

  private static final int QUERIES_AT_ONCE = 100;

  private ParzenWindow() {}

  /**
   * The log-likelihood.
   *
   * @param mean over the test images, in nats
   * @param standardError deviation of the test images (with n) / √n
   * @param sigma the width that suits the validation images best, in units of pixels in [0,1]
   * @param samples generated images
   * @param validationImages that σ was chosen on
   * @param testImages that the mean is over
   */
  public record Result(
      double mean,
      double standardError,
      double sigma,
      int samples,
      int validationImages,
      int testImages) {
    /** Whether a width outside the grid might have suited better. */
    public boolean sigmaAtTheEdge() {
      return sigma == SMALLEST_SIGMA || sigma == 1;
    }
  }

  /**
   * Chooses σ and measures. The paper takes 10,000 samples, 1,000 validation images, all test
   * images.
   *
   * @param samples generated images, {@code [n,…]} in [-1,1]
   * @param validation images to choose σ on, {@code [v,…]} in [-1,1], none of them a test image
   * @param test {@code [t,…]} in [-1,1], t ≥ 2
   * @throws InvalidInputException for too few images, images of different shapes, and NaN
   */
  public static Result of(Tensor samples, Tensor validation, Tensor test) {
    double[] sigmas = grid();
    try (Scope scope = new Scope()) {
      Tensor s = rows(samples, "generated", 1);
      Tensor v = rows(validation, "validation", 1);
      Tensor t = rows(test, "test", 2);
      requireWidth(s, v, "validation");
      requireWidth(s, t, "test");
      double[] best = Arrays.stream(logDensities(s, v, sigmas))
          .mapToDouble(ParzenWindow::mean)
          .toArray();
      double sigma = sigmas[largest(best)];
      double[] values = logDensities(s, t, sigma)[0];
      double mean = mean(values);
      double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      double error = Math.sqrt(squares / values.length / values.length);
      return new Result(mean, error, sigma, (int) s.size(0), (int) v.size(0), values.length);
    }
  }

  private static double[] grid() {
    double[] sigmas = new double[GRID];
    Arrays.setAll(sigmas, i -> SMALLEST_SIGMA * Math.pow(1 / SMALLEST_SIGMA, i / (GRID - 1.0)));
    sigmas[GRID - 1] = 1; // whatever the rounding of the power
    return sigmas;
  }

  /** {@code [N,…]} in [-1,1] → {@code [N,d]} in [0,1]. */
  private static Tensor rows(Tensor images, String whose, long atLeast) {
    try (Scope scope = new Scope()) {
      Tensor rows = images.reshape(images.size(0), -1).plus(1).dividedBy(2);
      Features.require(NAME, whose, rows, atLeast);
      return scope.keep(rows);
    }
  }

  private static void requireWidth(Tensor samples, Tensor rows, String whose) {
    if (rows.size(1) != samples.size(1)) {
      throw new InvalidInputException(NAME + ": the " + whose + " images have " + rows.size(1)
          + " values, the generated ones " + samples.size(1) + ", expected the same");
    }
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      largest = values[i] > values[largest] ? i : largest;
    }
    return largest;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /**
   * {@code ln p(x)} of each query under each width, in float64.
   *
   * @param samples {@code [n,d]}, the centres
   * @param queries {@code [q,d]}
   * @return {@code [sigmas][q]}, in nats
   */
  static double[][] logDensities(Tensor samples, Tensor queries, double... sigmas) {
    int count = Math.toIntExact(queries.size(0));
    double[][] densities = new double[sigmas.length][count];
    try (NoGrad noGrad = new NoGrad();
        Scope scope = new Scope()) {
      Tensor centres = samples.to(DType.FLOAT64);
      Tensor columns = centres.transpose(0, 1);
      Tensor lengths = centres.square().sum(1);
      for (int at = 0; at < count; at += QUERIES_AT_ONCE) {
        try (Scope block = new Scope()) {
          Tensor x =
              queries.narrow(0, at, Math.min(QUERIES_AT_ONCE, count - at)).to(DType.FLOAT64);
          // ‖x-s‖² = ‖x‖² + ‖s‖² - 2x·s; float64 leaves 13 digits of it.
          Tensor squares = x.square()
              .sum(1)
              .unsqueeze(1)
              .plus(lengths)
              .minus(x.matmul(columns).times(2))
              .clamp(0, Double.POSITIVE_INFINITY);
          for (int i = 0; i < sigmas.length; i++) {
            double[] part = logDensities(squares, samples.size(1), sigmas[i]).toDoubles();
            System.arraycopy(part, 0, densities[i], at, part.length);
          }
        }
      }
    }
    return densities;
  }

  /** Squared distances {@code [q,n]} → {@code ln(1/n Σ exp(-r²/2σ²)) - d ln(σ√2π)}, [q]. */
  private static Tensor logDensities(Tensor squares, long d, double sigma) {
    try (Scope scope = new Scope()) {
      Tensor exponents = squares.times(-1 / (2 * sigma * sigma));
      Tensor largest = exponents.max(1);
      Tensor logMean = exponents.minus(largest.unsqueeze(1)).exp().mean(1).log().plus(largest);
      return scope.keep(logMean.minus(d * Math.log(sigma * Math.sqrt(2 * Math.PI))));
    }
  }
}
