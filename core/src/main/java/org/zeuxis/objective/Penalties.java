package org.zeuxis.objective;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.zeuxis.engine.Tensor;

/** The catalogue of penalties: one line each, with the weight of the paper. */
public enum Penalties {
  GP(Side.DISCRIMINATOR, 10, weights -> GradientPenalties::wassersteinGp),
  LP(Side.DISCRIMINATOR, 10, weights -> GradientPenalties::lipschitz),
  DRAGAN(Side.DISCRIMINATOR, 10, weights -> GradientPenalties::dragan),
  R1(Side.DISCRIMINATOR, 10, weights -> GradientPenalties::r1),
  R2(Side.DISCRIMINATOR, 10, weights -> GradientPenalties::r2),
  CR(Side.DISCRIMINATOR, 10, weights -> ConsistencyPenalties::onReal),
  BCR(Side.DISCRIMINATOR, 10, weights -> ConsistencyPenalties::onBoth),
  LECAM(Side.DISCRIMINATOR, 0.3, weights -> new LeCam()),
  ORTHOGONAL(Side.EITHER, 1e-4, weights -> WeightPenalties::orthogonal),
  HISTORICAL(Side.EITHER, 1, HistoricalAverage::new),
  FEATURE_MATCHING(Side.GENERATOR, 1, weights -> GeneratorPenalties::featureMatching),
  MODE_SEEKING(Side.GENERATOR, 1, weights -> GeneratorPenalties::modeSeeking);

  /** Whose loss a penalty can be added to. */
  public enum Side {
    DISCRIMINATOR,
    GENERATOR,
    EITHER
  }

  private final Side side;
  private final double weight;

  /** Method references, which keep nothing. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<Map<String, Tensor>, Penalty> maker;

  Penalties(Side side, double weight, Function<Map<String, Tensor>, Penalty> maker) {
    this.side = side;
    this.weight = weight;
    this.maker = maker;
  }

  /** Whether it can be added to this player's loss. */
  public boolean isFor(Side player) {
    return side == Side.EITHER || side == player;
  }

  /** What it is multiplied by where nothing else is asked for. */
  public double usualWeight() {
    return weight;
  }

  /**
   * One of its kind; where it keeps state it is {@link Adaptive} as well.
   *
   * @param parameters of the player, by name
   */
  public Penalty create(Map<String, Tensor> parameters) {
    return maker.apply(parameters);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
