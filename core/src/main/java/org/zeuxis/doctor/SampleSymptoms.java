package org.zeuxis.doctor;

import static org.zeuxis.doctor.Diagnosis.PERSISTENT;

import java.util.List;
import java.util.Optional;

/** What samples show: collapse in its forms, copies, artefacts. */
final class SampleSymptoms {
  /** Spread of samples that all look alike. */
  private static final double ALIKE = 0.3;

  /** Spread of samples that are less varied than the data. */
  private static final double POOR = 0.75;

  /** Share of samples that have a near copy among 256. */
  private static final double TWINS = 0.5;

  /** Samples farther away are those of a generator that has hardly moved yet. */
  private static final double TRAINED = 0.9;

  /** Movement of the samples' mean between checkups. */
  private static final double HOP = 0.25;

  private static final double COPIES = 0.6;
  private static final double CHECKERBOARD = 2.5;

  private SampleSymptoms() {}

  static List<Symptom> all() {
    return List.of(
        SampleSymptoms::collapse,
        SampleSymptoms::partial,
        SampleSymptoms::inClass,
        SampleSymptoms::hopping,
        SampleSymptoms::copies,
        SampleSymptoms::checkerboard);
  }

  private static Optional<Finding> collapse(History history) {
    return Diagnosis.whereItStruggles(
            history,
            Ailment.MODE_COLLAPSE,
            vitals -> vitals.get("spread") < ALIKE && !(vitals.get("hop") > HOP))
        .map(diagnosis -> againstCollapse(
                diagnosis.evidence(
                    "spread", "distance between samples, of that between real ones", ALIKE),
                history.last())
            .finding());
  }

  private static Diagnosis againstCollapse(Diagnosis diagnosis, Vitals last) {
    return BalanceSymptoms.even(diagnosis, last)
        .safe(
            "a smoother discriminator gives a gradient where samples are",
            "discriminator.penalties+=r1:1/4")
        .safe(
            "the generator moves less before the discriminator has answered",
            "generator.learningRate=/2")
        .other(
            "the discriminator sees several samples together, from the start", "network.packing=2")
        .other(
            "pairs real and generated samples, from the start",
            "game.loss=relativistic-pairing",
            "discriminator.penalties=r1:1/4,r2:1/4");
  }

  private static Optional<Finding> partial(History history) {
    return Diagnosis.where(
            history,
            Ailment.PARTIAL_COLLAPSE,
            Severity.WARNING,
            PERSISTENT,
            vitals -> (vitals.get("twins") > TWINS && vitals.get("distance") < TRAINED)
                || (history.struggles()
                    && vitals.get("spread") < POOR
                    && vitals.get("spread") >= ALIKE))
        .map(diagnosis -> againstCollapse(
                diagnosis
                    .evidence("spread", "distance between samples, of that between real ones", POOR)
                    .evidence("twins", "share of samples with a near copy among 256", TWINS)
                    .other("more latent dimensions, from the start", "latent.size=100"),
                history.last())
            .finding());
  }

  private static Optional<Finding> inClass(History history) {
    return Diagnosis.where(
            history,
            Ailment.CLASS_COLLAPSE,
            Severity.WARNING,
            PERSISTENT,
            vitals -> vitals.get("spread.class") < ALIKE && vitals.get("spread") > POOR)
        .map(diagnosis -> againstCollapse(
                diagnosis
                    .evidence("spread.class", "the same within the least varied class", ALIKE)
                    .safe("every class equally often", "data.balance=1"),
                history.last())
            .finding());
  }

  private static Optional<Finding> hopping(History history) {
    return Diagnosis.whereItStruggles(
            history,
            Ailment.MODE_HOPPING,
            vitals -> vitals.get("spread") < POOR && vitals.get("hop") > HOP)
        .map(diagnosis -> againstCollapse(
                diagnosis
                    .evidence("hop", "way of the samples' mean since the last checkup", HOP)
                    .evidence(
                        "spread", "distance between samples, of that between real ones", POOR),
                history.last())
            .finding());
  }

  private static Optional<Finding> copies(History history) {
    return Diagnosis.where(
            history,
            Ailment.MEMORISATION,
            Severity.WARNING,
            PERSISTENT,
            vitals -> vitals.get("copies") < COPIES)
        .map(diagnosis -> diagnosis
            .evidence(
                "copies",
                "distance to the nearest training image, of that between real images",
                COPIES)
            .safe(
                "the discriminator never sees the images as they are", "augment.name=diff-augment")
            .other("more images")
            .finding());
  }

  private static Optional<Finding> checkerboard(History history) {
    boolean young = history.last().get("distance") > 0.5 && !history.struggles();
    return young
        ? Optional.empty()
        : Diagnosis.where(
                history,
                Ailment.CHECKERBOARD,
                Severity.WARNING,
                PERSISTENT,
                vitals -> vitals.get("checkerboard") > CHECKERBOARD)
            .map(diagnosis -> diagnosis
                .evidence(
                    "checkerboard",
                    "variance that goes with the parity of rows and columns, of that of real images",
                    CHECKERBOARD)
                .other(
                    "resize and convolve instead of transposed convolutions, from the start",
                    "network.name=resnet")
                .other("a longer training often evens it out")
                .finding());
  }
}
