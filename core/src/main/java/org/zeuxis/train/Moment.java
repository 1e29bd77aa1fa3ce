package org.zeuxis.train;

import org.zeuxis.game.Game;
import org.zeuxis.game.Scores;

/**
 * Where a training stands.
 *
 * @param step iterations done
 * @param end iterations of the whole training, {@code Long.MAX_VALUE} where only the clock ends it
 * @param position real samples drawn
 * @param seconds since this call began
 * @param scores of the last iteration
 */
public record Moment(long step, long end, long position, double seconds, Scores scores, Game game) {
  public boolean isLast() {
    return step >= end;
  }
}
