package org.zeuxis.doctor;

import static org.zeuxis.doctor.Diagnosis.PERSISTENT;

import java.util.List;
import java.util.Optional;

/** How the two players stand to each other. */
final class BalanceSymptoms {
  /** Share judged rightly by a discriminator that has won. */
  private static final double CERTAIN = 0.98;

  /** Difference of its mean probabilities there. */
  private static final double GAP = 0.9;

  /** The generator's gradient, of the largest that it had. */
  private static final double VANISHED = 1e-3;

  /** Difference of mean probabilities of a discriminator that cannot tell. */
  private static final double CLUELESS = 0.05;

  /** D's motion, in units of G's, below which G outruns it (healthy tuning runs: from 0.24). */
  private static final double OUTRUN = 0.2;

  /** Distance of samples that a working discriminator tells from real ones. */
  private static final double FAR = 0.5;

  /** Healthy tuning runs: up to 0.06; on 60 images 0.3 to 0.5, on 20 images 1. */
  private static final double OVERFITTING = 0.25;

  /** The same of one that is never in doubt, which is told also where samples still improve. */
  private static final double NEVER_IN_DOUBT = 0.96;

  private BalanceSymptoms() {}

  static List<Symptom> all() {
    return List.of(
        BalanceSymptoms::vanishing,
        BalanceSymptoms::dominance,
        BalanceSymptoms::weakness,
        BalanceSymptoms::overfitting);
  }

  private static Optional<Finding> vanishing(History history) {
    double limit = vanished(history);
    return Diagnosis.whereItStruggles(
            history,
            Ailment.VANISHING_GRADIENT,
            vitals -> vitals.get("gradient.generator") <= limit)
        .map(diagnosis -> against(steeper(diagnosis.evidence(
                "gradient.generator", "norm of the generator's gradient", limit)))
            .finding());
  }

  private static double vanished(History history) {
    return VANISHED * history.largest("gradient.generator");
  }

  /** The generator's loss of Goodfellow et al. 2014 (arXiv:1406.2661), section 3. */
  private static Diagnosis steeper(Diagnosis diagnosis) {
    return diagnosis.safe(
        "a loss that keeps its slope where the discriminator is sure", "game.loss=non-saturating");
  }

  /** What moves a generator again that stands still before a discriminator that has won. */
  static Diagnosis unblock(Diagnosis diagnosis, History history) {
    boolean gone = history.last().get("gradient.generator") <= vanished(history);
    return against(gone ? steeper(diagnosis) : diagnosis);
  }

  private static Optional<Finding> dominance(History history) {
    boolean struggles = history.struggles();
    double gap = struggles ? GAP : NEVER_IN_DOUBT;
    return Diagnosis.where(
            history,
            Ailment.DISCRIMINATOR_DOMINANCE,
            struggles ? Severity.FAILURE : Severity.WARNING,
            struggles ? PERSISTENT : PERSISTENT + 1,
            vitals -> isCertain(vitals, gap))
        .map(diagnosis -> against(diagnosis
                .evidence("d.real", "its probability of 'real' for real samples", GAP)
                .evidence("d.fake", "and for generated ones", 1 - GAP))
            .finding());
  }

  private static boolean isCertain(Vitals vitals, double gap) {
    return vitals.get("accuracy.real") >= CERTAIN
        && vitals.get("accuracy.fake") >= CERTAIN
        && vitals.get("d.real") - vitals.get("d.fake") > gap;
  }

  /** Whether the discriminator is right almost always, and sure of it. */
  static boolean hasWon(Vitals vitals) {
    return isCertain(vitals, GAP);
  }

  /** What weakens a discriminator that has won. */
  private static Diagnosis against(Diagnosis diagnosis) {
    return diagnosis
        .safe(
            "one update of the discriminator for one of the generator", "game.discriminatorSteps=1")
        .safe(
            "bounds the discriminator's slope where the data are",
            "discriminator.penalties+=r1:10/4")
        .safe("smaller steps of the discriminator", "discriminator.learningRate=/4")
        .other("noise on what it sees makes the two overlap", "game.instanceNoise=0.1")
        .other(
            "larger minibatches, where they are small: less chance in both players' gradients",
            "training.batchSize>=64");
  }

  /** What brings a generator that runs ahead level with the discriminator. */
  static Diagnosis even(Diagnosis diagnosis, Vitals last) {
    return last.get("motion.discriminator") < OUTRUN * last.get("motion.generator")
        ? diagnosis.safe(
            "as many updates of the discriminator as of the generator, and steps as large",
            "game.generatorSteps=1",
            "discriminator.learningRate>=generator.learningRate")
        : diagnosis.safe(
            "one update of the generator for one of the discriminator", "game.generatorSteps=1");
  }

  private static Optional<Finding> weakness(History history) {
    return Diagnosis.whereItStruggles(
            history,
            Ailment.GENERATOR_DOMINANCE,
            vitals -> Math.abs(vitals.get("d.real") - vitals.get("d.fake")) < CLUELESS
                && vitals.get("distance") > FAR)
        .map(diagnosis -> even(
                diagnosis
                    .evidence("d.real", "its probability of 'real' for real samples", 0.5)
                    .evidence("d.fake", "and for generated ones", 0.5)
                    .evidence("distance", "distance of the samples to the data", FAR),
                history.last())
            .safe("larger steps of the discriminator", "discriminator.learningRate=*4")
            .safe("more updates of the discriminator", "game.discriminatorSteps=2")
            .finding());
  }

  private static Optional<Finding> overfitting(History history) {
    return Diagnosis.where(
            history,
            Ailment.DISCRIMINATOR_OVERFITTING,
            Severity.WARNING,
            PERSISTENT,
            vitals -> vitals.get("overfitting") > OVERFITTING
                && vitals.get("motion.discriminator") != 0) // in a warm-up it learns nothing
        .map(diagnosis -> diagnosis
            .evidence(
                "overfitting",
                "how far held-out images are judged as generated ones, from 0 to 1",
                OVERFITTING)
            .safe(
                "the discriminator never sees the images as they are", "augment.name=diff-augment")
            .safe("keep the best", "training.ema=0.999")
            .other("adaptive augmentation", "augment.name=ada")
            .other("more images")
            .finding());
  }
}
