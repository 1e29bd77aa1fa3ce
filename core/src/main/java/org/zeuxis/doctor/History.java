package org.zeuxis.doctor;

import java.util.List;
import java.util.function.Predicate;

/**
 * The checkups of a training so far, in order.
 *
 * @param failure why the training broke off after the last one; empty where it did not
 */
public record History(List<Vitals> checkups, String failure) {
  /**
   * Samples at this distance are about as near as good trainings get (healthy runs: 0.14 to 0.2).
   */
  private static final double NEAR = 0.3;

  /** Checkups over which progress is looked for. */
  private static final int PROGRESS = 3;

  /**
   * A share of the distance that a training which gets anywhere gains over these. The slowest
   * healthy tuning run gained 0.26, the fastest sick one that got nowhere 0.03.
   */
  private static final double GAIN = 0.08;

  public History {
    checkups = List.copyOf(checkups);
  }

  public boolean isEmpty() {
    return checkups.isEmpty();
  }

  public int size() {
    return checkups.size();
  }

  public Vitals first() {
    return checkups.get(0);
  }

  public Vitals last() {
    return checkups.get(checkups.size() - 1);
  }

  /**
   * Whether samples are far from the data and come no nearer: what makes an oddity a disease. A
   * training that improves is left alone, however odd its numbers.
   */
  boolean struggles() {
    if (checkups.size() <= PROGRESS + 1) {
      return false;
    }
    double now = last().get("distance");
    double before = checkups.get(checkups.size() - 1 - PROGRESS).get("distance");
    return !(now <= NEAR) && !((before - now) / before >= GAIN);
  }

  /** The largest value of a name so far. */
  double largest(String name) {
    return checkups.stream()
        .mapToDouble(v -> v.get(name))
        .filter(v -> !Double.isNaN(v))
        .max()
        .orElse(0);
  }

  /**
   * How many checkups up to the last fulfil a condition without a break; the first never counts.
   */
  int streak(Predicate<Vitals> condition) {
    int streak = 0;
    for (int i = checkups.size() - 1; i > 0 && condition.test(checkups.get(i)); i--) {
      streak++;
    }
    return streak;
  }

  /** The step of the checkup that is {@code back} before the last. */
  long step(int back) {
    return checkups.get(checkups.size() - 1 - back).step();
  }

  /** The course of a vital as evidence; what was not measured is left out. */
  Evidence evidence(String name, String meaning, double threshold) {
    List<Vitals> measured =
        checkups.stream().filter(v -> !Double.isNaN(v.get(name))).toList();
    return new Evidence(
        name,
        meaning,
        last().get(name),
        threshold,
        measured.stream().mapToLong(Vitals::step).toArray(),
        measured.stream().mapToDouble(v -> v.get(name)).toArray());
  }
}
