package org.zeuxis.doctor;

import static org.zeuxis.doctor.Diagnosis.PERSISTENT;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What happens inside of networks: numbers that run away, layers that pass nothing on. */
final class NetworkSymptoms {
  /** Growth of a network's weights (healthy tuning runs: up to 2.1; sick ones from 9). */
  private static final double GROWTH = 5;

  /** Share of units of one layer that put out the same for all samples (healthy: 0). */
  private static final double DEAD = 0.5;

  /**
   * Deviation of a layer's output, of that in the beginning (healthy tuning runs: from 0.13; sick:
   * 0.05).
   */
  private static final double SILENT = 0.08;

  /** Share of saturated values beyond that of the data (healthy: at most 0.03; see tuning). */
  private static final double SATURATED = 0.3;

  /** Mean |logit| (healthy tuning runs: up to 12); a sigmoid of 30 is 1 in float32. */
  private static final double LOGIT = 30;

  private NetworkSymptoms() {}

  static List<Symptom> all() {
    return List.of(
        NetworkSymptoms::divergence,
        NetworkSymptoms::explosion,
        NetworkSymptoms::dead,
        NetworkSymptoms::silent,
        NetworkSymptoms::saturation);
  }

  private static Optional<Finding> divergence(History history) {
    Vitals last = history.last();
    Optional<String> infinite = last.values().entrySet().stream()
        .filter(entry -> !Double.isFinite(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
    if (history.failure().isEmpty() && infinite.isEmpty()) {
      return Optional.empty();
    }
    return Diagnosis.where(history, Ailment.DIVERGENCE, Severity.FAILURE, 0, vitals -> true)
        .map(diagnosis -> diagnosis
            .from(last.step())
            .detail(
                history.failure().isEmpty()
                    ? infinite.orElseThrow() + " is no finite number"
                    : history.failure())
            .evidence("weight.generator.largest", "largest weight of the generator", Double.NaN)
            .evidence(
                "weight.discriminator.largest", "largest weight of the discriminator", Double.NaN)
            .safe(
                "smaller steps from the last healthy checkpoint on",
                "generator.learningRate=/4",
                "discriminator.learningRate=/4")
            .safe(
                "no single step may be large",
                "generator.gradientClip=1",
                "discriminator.gradientClip=1")
            .safe("keeps the discriminator's slope bounded", "discriminator.penalties+=r1:10/4")
            .finding());
  }

  private static Optional<Finding> explosion(History history) {
    for (String player : List.of("discriminator", "generator")) {
      String name = "weight." + player + ".rms";
      double limit = GROWTH * history.first().get(name);
      Optional<Finding> found = Diagnosis.where(
              history,
              Ailment.EXPLODING_WEIGHTS,
              history.struggles() ? Severity.FAILURE : Severity.WARNING,
              2,
              vitals -> vitals.get(name) > limit || Math.abs(vitals.get("logit.fake")) > LOGIT)
          .map(diagnosis -> diagnosis
              .detail("of the " + player)
              .evidence(name, "root mean square of the " + player + "'s weights", limit)
              .evidence("logit.fake", "mean logit of generated samples", -LOGIT)
              .safe("smaller steps", player + ".learningRate=/4")
              .safe("keeps the discriminator's slope bounded", "discriminator.penalties+=r1:10/4")
              .other(
                  "keeps every layer's factor at 1, from the start",
                  "network.discriminatorWeights=spectral")
              .finding());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> silent(History history) {
    for (String name : history.last().values().keySet()) {
      double limit = SILENT * history.first().get(name);
      if (name.startsWith("activation.") && name.endsWith(".std") && limit > 0) {
        Optional<Finding> found = Diagnosis.where(
                history,
                Ailment.DEAD_UNITS,
                Severity.FAILURE,
                PERSISTENT,
                vitals -> vitals.get(name) < limit)
            .map(diagnosis -> diagnosis
                .detail(layer(name, ".std") + ": puts out next to nothing")
                .evidence(name, "deviation of what the layer puts out", limit)
                .other("look at the layer's weights in the checkpoint, and at what it is given")
                .other("other first weights, from the start", "network.init=xavier")
                .finding());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static String layer(String name, String ending) {
    return name.substring("activation.".length(), name.length() - ending.length())
        .replaceFirst("\\.", ", layer ");
  }

  private static Optional<Finding> dead(History history) {
    for (String name : history.last().values().keySet()) {
      if (name.startsWith("activation.") && name.endsWith(".constant") && !isLast(history, name)) {
        Optional<Finding> found = Diagnosis.where(
                history, Ailment.DEAD_UNITS, Severity.FAILURE, 2, vitals -> vitals.get(name) > DEAD)
            .map(diagnosis -> diagnosis
                .detail(String.format(
                    Locale.ROOT,
                    "%s: %.0f %% of its units",
                    layer(name, ".constant"),
                    100 * history.last().get(name)))
                .evidence(name, "share of units that put out the same for all samples", DEAD)
                .other(
                    "smaller steps, from the start: units die of a step that is too large",
                    "generator.learningRate=/4",
                    "discriminator.learningRate=/4")
                .other("other first weights, from the start", "network.init=xavier")
                .other("look at what the layer is given, and at its weights in the checkpoint")
                .finding());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A network's last layer may well be constant, such as a corner that is black in all images. */
  private static boolean isLast(History history, String name) {
    String player = name.substring(0, name.indexOf('.', "activation.".length()) + 1);
    return history.last().values().keySet().stream()
        .filter(other -> other.startsWith(player) && other.endsWith(".constant"))
        .reduce((a, b) -> b)
        .orElse("")
        .equals(name);
  }

  private static Optional<Finding> saturation(History history) {
    return Diagnosis.whereItStruggles(
            history, Ailment.SATURATION, vitals -> vitals.get("saturation") > SATURATED)
        .map(diagnosis -> diagnosis
            .evidence("saturation", "share of saturated values beyond that of real ones", SATURATED)
            .safe("smaller steps of the generator", "generator.learningRate=/4")
            .other("smaller first weights, from the start", "network.initScale=0.02")
            .finding());
  }
}
