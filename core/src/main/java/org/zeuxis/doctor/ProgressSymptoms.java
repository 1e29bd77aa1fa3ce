package org.zeuxis.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the training gets anywhere, and at what pace. */
final class ProgressSymptoms {
  /** Relative motion of weights in one iteration, above and below which a rate is unusual. */
  private static final double FAST = 5e-3;

  private static final double SLOW = 6e-5;

  /** Movement of samples between checkups that go round in circles. */
  private static final double DRIFT = 0.3;

  private ProgressSymptoms() {}

  static List<Symptom> all() {
    return List.of(
        ProgressSymptoms::fast,
        ProgressSymptoms::slow,
        ProgressSymptoms::oscillation,
        ProgressSymptoms::stagnation);
  }

  private static Optional<Finding> fast(History history) {
    List<String> players = Stream.of("generator", "discriminator")
        .filter(player -> history.largest("motion." + player) > FAST)
        .toList();
    if (players.isEmpty() || history.size() < 3) {
      return Optional.empty();
    }
    Diagnosis diagnosis = Diagnosis.where(
            history,
            Ailment.LEARNING_RATE_HIGH,
            history.struggles() ? Severity.FAILURE : Severity.WARNING,
            0,
            vitals -> true)
        .orElseThrow()
        .from(history.checkups().get(1).step())
        .detail("of the " + String.join(" and the ", players));
    for (String player : players) {
      diagnosis.evidence("motion." + player, "motion of its weights in one iteration", FAST);
    }
    if (players.contains("generator")) {
      diagnosis.safe("one update of the generator in an iteration", "game.generatorSteps=1");
    }
    return Optional.of(diagnosis
        .safe("rates at which weights move as far as usual", usual(history, players))
        .safe(
            "a tenth of the rates", "generator.learningRate=/10", "discriminator.learningRate=/10")
        .finding());
  }

  /** Slower players that are too fast, and a faster discriminator where it is left far behind. */
  private static String[] usual(History history, List<String> fast) {
    List<String> settings = new ArrayList<>();
    fast.forEach(player -> settings.add(Pace.slower(history, player)));
    if (!fast.contains("discriminator")) {
      Pace.faster(history, "discriminator").ifPresent(settings::add);
    }
    return settings.toArray(String[]::new);
  }

  private static Optional<Finding> slow(History history) {
    for (String player : List.of("generator", "discriminator")) {
      Optional<Finding> found = Diagnosis.whereItStruggles(
              history, Ailment.LEARNING_RATE_LOW, vitals -> vitals.get("motion." + player) < SLOW)
          .map(diagnosis -> faster(
                  history,
                  player,
                  diagnosis
                      .detail("of the " + player)
                      .evidence("motion." + player, "motion of its weights in one iteration", SLOW))
              .finding());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * A generator that stands still at the usual rate, before a discriminator that has won, gets no
   * gradient: then the rate is not the cause.
   */
  private static Diagnosis faster(History history, String player, Diagnosis diagnosis) {
    diagnosis.safe(
        "the usual rate, if it was lowered",
        player + ".learningRate>=2e-4",
        player + ".schedule=constant");
    if (player.equals("generator") && BalanceSymptoms.hasWon(history.last())) {
      BalanceSymptoms.unblock(diagnosis, history);
    }
    return diagnosis.safe("ten times the rate", player + ".learningRate=*10");
  }

  private static Optional<Finding> oscillation(History history) {
    return Diagnosis.whereItStruggles(
            history, Ailment.OSCILLATION, vitals -> vitals.get("drift") > DRIFT)
        .map(diagnosis -> diagnosis
            .evidence("drift", "way of samples since the last checkup", DRIFT)
            .evidence("distance", "distance of the samples to the data", Double.NaN)
            .safe("damps the rotation of the game", "discriminator.penalties+=r1:10/4")
            .safe("smaller steps", "generator.learningRate=/2", "discriminator.learningRate=/2")
            .safe("less momentum", "generator.beta1=0", "discriminator.beta1=0")
            .safe("an average of the generator's way", "training.ema=0.999")
            .finding());
  }

  private static Optional<Finding> stagnation(History history) {
    if (!history.struggles()) {
      return Optional.empty();
    }
    return Diagnosis.where(history, Ailment.STAGNATION, Severity.FAILURE, 0, vitals -> true)
        .map(diagnosis -> diagnosis
            .from(history.step(3))
            .evidence("distance", "distance of the samples to the data", Double.NaN)
            .safe("pulls the players towards an equilibrium", "discriminator.penalties+=r1:1/4")
            .other("another loss, from the start", "game.loss=hinge")
            .finding());
  }
}
