package org.zeuxis.objective;

import java.util.Locale;
import java.util.function.Function;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Sequential;

/** The catalogue of penalties: one line each, with the weight of the paper. */
public enum Penalties {
  GP(Side.DISCRIMINATOR, 10, network -> GradientPenalties::wassersteinGp),
  LP(Side.DISCRIMINATOR, 10, network -> GradientPenalties::lipschitz),
  DRAGAN(Side.DISCRIMINATOR, 10, network -> GradientPenalties::dragan),
  R1(Side.DISCRIMINATOR, 10, network -> GradientPenalties::r1),
  R2(Side.DISCRIMINATOR, 10, network -> GradientPenalties::r2),
  CR(Side.DISCRIMINATOR, 10, network -> ConsistencyPenalties::onReal),
  BCR(Side.DISCRIMINATOR, 10, network -> ConsistencyPenalties::onBoth),
  LECAM(Side.DISCRIMINATOR, 0.3, network -> new LeCam()),
  ORTHOGONAL(Side.EITHER, 1e-4, network -> turn -> WeightPenalties.orthogonal(turn, network)),
  HISTORICAL(Side.EITHER, 1, network -> new HistoricalAverage(network.parameters())),
  FEATURE_MATCHING(Side.GENERATOR, 1, network -> GeneratorPenalties::featureMatching),
  MODE_SEEKING(Side.GENERATOR, 1, network -> GeneratorPenalties::modeSeeking);

  /** Whose loss a penalty can be added to. */
  public enum Side {
    DISCRIMINATOR,
    GENERATOR,
    EITHER
  }

  private final Side side;
  private final double weight;

  /** Functions, which keep nothing. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<Module, Penalty> maker;

  Penalties(Side side, double weight, Function<Module, Penalty> maker) {
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
   * @param network the player's
   */
  public Penalty create(Module network) {
    return maker.apply(network);
  }

  /** One of its kind that looks at no weights. */
  public Penalty create() {
    return create(new Sequential());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
