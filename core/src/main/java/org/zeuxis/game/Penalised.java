package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Sequential;
import org.zeuxis.objective.Adaptive;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.Penalty;
import org.zeuxis.objective.Turn;
import org.zeuxis.objective.WeightedPenalty;

/** The penalties of one player. */
public final class Penalised {
  private final Map<WeightedPenalty, Penalty> penalties = new LinkedHashMap<>();

  /**
   * Penalties at their beginning.
   *
   * @param player whose loss they are added to
   * @param network that player's
   */
  public Penalised(Penalties.Side player, List<WeightedPenalty> wanted, Module network) {
    for (WeightedPenalty one : wanted) {
      if (!one.kind().isFor(player)) {
        throw new IllegalArgumentException("penalties: " + one.kind() + " is not for the "
            + player.name().toLowerCase(Locale.ROOT));
      }
      penalties.put(one, one.kind().create(network));
    }
  }

  /** No penalties. */
  public static Penalised none() {
    return new Penalised(Penalties.Side.EITHER, List.of(), new Sequential());
  }

  boolean isEmpty() {
    return penalties.isEmpty();
  }

  /** A loss with the penalties that are due; their values before the weight go into the scores. */
  Tensor added(Tensor loss, Turn turn, long iteration, Map<String, Double> scores, String prefix) {
    Tensor sum = loss;
    for (Map.Entry<WeightedPenalty, Penalty> entry : penalties.entrySet()) {
      WeightedPenalty weighted = entry.getKey();
      if (weighted.isDue(iteration)) {
        Tensor term = entry.getValue().of(turn);
        scores.put(prefix + weighted.kind(), term.item());
        sum = sum.plus(term.times(weighted.strength()));
      }
    }
    return sum;
  }

  /** Those that keep state, by the name under which it is saved. */
  Map<String, Adaptive> adaptive(String prefix) {
    Map<String, Adaptive> adaptive = new LinkedHashMap<>();
    penalties.forEach((weighted, penalty) -> {
      if (penalty instanceof Adaptive one) {
        adaptive.put(prefix + weighted.kind(), one);
      }
    });
    return adaptive;
  }
}
