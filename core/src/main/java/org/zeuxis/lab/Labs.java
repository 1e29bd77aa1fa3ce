package org.zeuxis.lab;

import java.util.List;

/** The catalogue of labs. */
public final class Labs {
  private static final List<Lab> ALL = List.of(
      new OptimalDiscriminator(),
      new ValueOfTheGame(),
      new Saturation(),
      new EquilibriumOfTheGame(),
      new Divergences(),
      new Modes(),
      new Dimension(),
      new LossesLie());

  private Labs() {}

  /** All, in the order of teaching. */
  public static List<Lab> all() {
    return ALL;
  }
}
