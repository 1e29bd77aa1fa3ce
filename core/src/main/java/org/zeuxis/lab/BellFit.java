package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The simplest generator, x = mean + deviation·z with z from N(0,1), in front of a mixture p: its
 * density q is a bell that moves down the slope of an objective. All integrals are sums over a fine
 * grid, so nothing is left to chance.
 */
final class BellFit {
  /** A fifth of the narrowest bell's width at most: what the sum misses is below 1e-10. */
  private static final double STEP = 0.05;

  private static final double REACH = 16;
  private static final double RATE = 0.3;

  /** Largest change of log s in a step: far from the target a full one would overshoot. */
  private static final double LONGEST = 0.1;

  /** What is made small. */
  enum Objective {
    /** Maximum likelihood: ∫ p log(p/q). */
    FORWARD_KL {
      @Override
      double integrand(double logP, double logQ) {
        return Math.exp(logP) * (logP - logQ);
      }

      @Override
      double weightedSlope(double logP, double logQ) {
        return -Math.exp(logP);
      }
    },

    /** ∫ q log(q/p). */
    REVERSE_KL {
      @Override
      double integrand(double logP, double logQ) {
        return Math.exp(logQ) * (logQ - logP);
      }

      @Override
      double weightedSlope(double logP, double logQ) {
        return Math.exp(logQ) * (logQ - logP + 1);
      }
    },

    /**
     * What the minimax game amounts to under the best discriminator: 2·JS - log 4 (arXiv:1406.2661,
     * theorem 1).
     */
    JENSEN_SHANNON {
      @Override
      double integrand(double logP, double logQ) {
        double logM = Mixture.logSum(logP, logQ) - Math.log(2);
        return 0.5 * (Math.exp(logP) * (logP - logM) + Math.exp(logQ) * (logQ - logM));
      }

      @Override
      double weightedSlope(double logP, double logQ) {
        double logM = Mixture.logSum(logP, logQ) - Math.log(2);
        return 0.5 * Math.exp(logQ) * (logQ - logM);
      }
    },

    /**
     * The gradient of -log D(G(z)) under the best discriminator is that of KL(q‖p) - 2·JS
     * (arXiv:1701.04862, theorem 2.5); the slope is -log D* = log((p+q)/p).
     */
    NON_SATURATING {
      @Override
      double integrand(double logP, double logQ) {
        return REVERSE_KL.integrand(logP, logQ) - 2 * JENSEN_SHANNON.integrand(logP, logQ);
      }

      @Override
      double weightedSlope(double logP, double logQ) {
        return Math.exp(logQ) * (Mixture.logSum(logP, logQ) - logP);
      }
    };

    abstract double integrand(double logP, double logQ);

    /** q times the derivative of the integrand by q. */
    abstract double weightedSlope(double logP, double logQ);
  }

  /** The generator: a bell's mean and standard deviation. */
  record Bell(double mean, double deviation) {
    double density(double x) {
      return Math.exp(Mixture.logBell(x, mean, deviation));
    }
  }

  private BellFit() {}

  /** The objective's value, by quadrature. */
  static double value(Objective objective, Mixture p, Bell q) {
    double sum = 0;
    for (double x = -REACH; x <= REACH; x += STEP) {
      sum += objective.integrand(p.logDensity(x), Mixture.logBell(x, q.mean(), q.deviation()));
    }
    return sum * STEP;
  }

  /**
   * Where a bell goes step by step, the start first. The steps are natural gradients: the Fisher
   * information of a Gaussian is 1/s² for its mean and 2 for log s.
   */
  static List<Bell> descend(Objective objective, Mixture p, Bell start, int steps) {
    List<Bell> course = new ArrayList<>(List.of(start));
    Bell q = start;
    for (int i = 0; i < steps; i++) {
      double byMean = slopeByMean(objective, p, q);
      double byLog = slopeByLogDeviation(objective, p, q);
      double move = Math.max(-LONGEST, Math.min(LONGEST, -RATE * byLog / 2));
      q = new Bell(
          q.mean() - RATE * q.deviation() * q.deviation() * byMean, q.deviation() * Math.exp(move));
      course.add(q);
    }
    return course;
  }

  /** The gradient's part by the bell's mean. */
  static double slopeByMean(Objective objective, Mixture p, Bell q) {
    return slope(objective, p, q, t -> t / q.deviation());
  }

  private static double slopeByLogDeviation(Objective objective, Mixture p, Bell q) {
    return slope(objective, p, q, t -> t * t - 1);
  }

  /**
   * The integral of the objective's slope by q, times q, times a score of q.
   *
   * @param score derivative of log q by a parameter, at t = (x - mean)/deviation
   */
  private static double slope(Objective objective, Mixture p, Bell q, DoubleUnaryOperator score) {
    double sum = 0;
    for (double x = -REACH; x <= REACH; x += STEP) {
      double logQ = Mixture.logBell(x, q.mean(), q.deviation());
      sum += objective.weightedSlope(p.logDensity(x), logQ)
          * score.applyAsDouble((x - q.mean()) / q.deviation());
    }
    return sum * STEP;
  }

  /** Where a bell comes to rest. */
  static Bell end(Objective objective, Mixture p, Bell start, int steps) {
    List<Bell> course = descend(objective, p, start, steps);
    return course.get(course.size() - 1);
  }
}
