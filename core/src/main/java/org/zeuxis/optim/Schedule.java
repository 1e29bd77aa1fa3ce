package org.zeuxis.optim;

/**
 * What the learning rate is multiplied by: a pure function of the iteration, so there is no state
 * to save.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The factor of one iteration.
   *
   * @param iteration from 0
   */
  double factor(long iteration);

  Schedule CONSTANT = iteration -> 1;

  /** 1 until {@code start}, then straight down to 0 at {@code end}, as CycleGAN's and pix2pix's. */
  static Schedule linear(long start, long end) {
    require(
        start >= 0 && end > start,
        "linear decay: expected 0 <= start < end, got " + start + ", " + end);
    return iteration -> Math.max(0, Math.min(1, 1 - (double) (iteration - start) / (end - start)));
  }

  /**
   * Half a cosine from 1 to 0 over {@code end} iterations (arXiv:1608.03983, equation 5 without
   * restarts).
   */
  static Schedule cosine(long end) {
    require(end > 0, "cosine decay: expected end > 0, got " + end);
    return iteration -> 0.5 * (1 + Math.cos(Math.PI * Math.min(1, (double) iteration / end)));
  }

  /**
   * (1 + 10p)^-0.75 for the share p of the first {@code end} iterations (DANN, arXiv:1505.07818,
   * section 5.2.2); then it stays, at 0.166.
   */
  static Schedule inverse(long end) {
    require(end > 0, "inverse decay: expected end > 0, got " + end);
    return iteration -> Math.pow(1 + 10 * Math.min(1, (double) iteration / end), -0.75);
  }

  /** Multiplied by {@code gamma} every {@code every} iterations. */
  static Schedule step(long every, double gamma) {
    require(
        every > 0 && gamma > 0,
        "step decay: expected every > 0 and gamma > 0, got " + every + ", " + gamma);
    return iteration -> Math.pow(gamma, (double) Math.floorDiv(iteration, every));
  }

  /** Rises from 0 over the first iterations, then follows this schedule. */
  default Schedule warmup(long iterations) {
    require(iterations >= 0, "warm-up: expected iterations >= 0, got " + iterations);
    return iteration ->
        factor(iteration) * (iterations == 0 ? 1 : Math.min(1, (iteration + 1.0) / iterations));
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
