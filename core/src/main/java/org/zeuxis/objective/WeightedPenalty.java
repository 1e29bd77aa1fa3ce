package org.zeuxis.objective;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A penalty as recipes write it: {@code r1}, {@code r1:10}, {@code r1:10/16}.
 *
 * @param kind of penalty
 * @param weight what it is multiplied by, > 0
 * @param every iterations from one use to the next; the weight is multiplied by as many, so that
 *     the mean strength stays (lazy regularisation, StyleGAN2, arXiv:1912.04958, appendix B)
 */
public record WeightedPenalty(Penalties kind, double weight, long every) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)(?::([^/]+))?(?:/(\\d{1,9}))?");

  public WeightedPenalty {
    if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expected " + kind + " with a weight > 0, got " + weight);
    }
    if (every < 1) {
      throw new IllegalArgumentException(
          "expected " + kind + " every >= 1 iterations, got " + every);
    }
  }

  /**
   * Reads {@code name[:weight][/every]}.
   *
   * @throws IllegalArgumentException naming what was expected
   */
  public static WeightedPenalty parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected name, name:weight or name:weight/every, such as r1:10/16, got '" + text + "'");
    }
    Penalties kind = kind(matcher.group(1));
    double weight = matcher.group(2) == null ? kind.usualWeight() : number(matcher.group(2), text);
    return new WeightedPenalty(
        kind, weight, matcher.group(3) == null ? 1 : Long.parseLong(matcher.group(3)));
  }

  private static Penalties kind(String name) {
    for (Penalties kind : Penalties.values()) {
      if (kind.toString().equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("'" + name + "' is none of "
        + Arrays.stream(Penalties.values())
            .map(Penalties::toString)
            .collect(Collectors.joining(", ")));
  }

  private static double number(String text, String whole) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number behind the colon, such as r1:10, got '" + whole + "'", e);
    }
  }

  /** Whether it is used in an iteration, from 0: in the last one of every so many. */
  public boolean isDue(long iteration) {
    return (iteration + 1) % every == 0;
  }

  /** What one use is multiplied by. */
  public double strength() {
    return weight * every;
  }

  @Override
  public String toString() {
    return kind + ":" + weight + (every == 1 ? "" : "/" + every);
  }
}
