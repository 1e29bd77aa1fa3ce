package org.zeuxis.app;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.zeuxis.InvalidInputException;
import org.zeuxis.game.LatentOptimisation;
import org.zeuxis.game.MetropolisHastings;
import org.zeuxis.game.RejectionSampling;
import org.zeuxis.game.Selection;
import org.zeuxis.run.Sampling;
import picocli.CommandLine.Option;

/** How samples are drawn from a trained generator. */
final class SamplingOptions {
  /** What the discriminator does. */
  enum Way {
    NONE,
    REJECTION,
    METROPOLIS_HASTINGS,
    LATENT_OPTIMISATION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Option(
      names = "--truncation",
      paramLabel = "PSI",
      defaultValue = "0",
      description = {
        "Draw latent values beyond PSI again: better, less varied samples. For normal latents.",
        "Default: 0, none are."
      })
  private double truncation;

  @Option(
      names = "--select",
      paramLabel = "WAY",
      defaultValue = "none",
      description = {
        "How the discriminator helps: rejection and metropolis-hastings choose among samples,",
        "latent-optimisation improves their latents. Default: none."
      })
  private String select;

  @Option(
      names = "--percentile",
      paramLabel = "P",
      description = {
        "rejection: the higher, the fewer samples are kept, below 100; 0 keeps to the theory alone.",
        "Default: 80."
      })
  private Double percentile;

  @Option(
      names = "--chain",
      paramLabel = "N",
      description = "metropolis-hastings: samples that each chain goes over. Default: 640.")
  private Integer chain;

  @Option(
      names = "--latent-steps",
      paramLabel = "N",
      description = "latent-optimisation: steps of each latent vector. Default: 10.")
  private Integer latentSteps;

  /**
   * What was asked for.
   *
   * @throws InvalidInputException for a value that makes no sense, or is of another way
   */
  Sampling sampling() {
    Way way = way();
    requireWay("--percentile", percentile, way, Way.REJECTION);
    requireWay("--chain", chain, way, Way.METROPOLIS_HASTINGS);
    requireWay("--latent-steps", latentSteps, way, Way.LATENT_OPTIMISATION);
    return new Sampling(truncation, selection(way));
  }

  /** Picocli's own message would list the ways by two names each. */
  private Way way() {
    return Arrays.stream(Way.values())
        .filter(way -> way.toString().equals(select))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("--select: expected one of "
            + Arrays.stream(Way.values()).map(Way::toString).collect(Collectors.joining(", "))
            + ", got '" + select + "'"));
  }

  private Selection selection(Way way) {
    return switch (way) {
      case NONE -> new Selection.None();
      case REJECTION ->
        new Selection.Rejection(percentile == null ? RejectionSampling.PERCENTILE : percentile);
      case METROPOLIS_HASTINGS ->
        new Selection.Chains(chain == null ? MetropolisHastings.CHAIN : chain);
      case LATENT_OPTIMISATION ->
        new Selection.Ascent(latentSteps == null ? LatentOptimisation.STEPS : latentSteps);
    };
  }

  private static void requireWay(String option, Object value, Way way, Way fitting) {
    if (value != null && way != fitting) {
      throw new InvalidInputException(option + ": is for --select " + fitting);
    }
  }

  /** Whether samples are to be drawn otherwise than as they come. */
  boolean isMade() {
    return !sampling().equals(Sampling.PRIOR);
  }
}
