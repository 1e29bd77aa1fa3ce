package org.zeuxis.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Faults of the data, which the first checkup knows. */
final class DataSymptoms {
  /** More equal images than that are no accident; healthy sets have none, or one in a thousand. */
  private static final double DUPLICATES = 0.2;

  /** A share of images of one colour throughout; healthy sets have none. */
  private static final double CONSTANT = 0.05;

  /** The whole range of values, of 1; images stored as 0 and 1 of 255 have 0.004. */
  private static final double RANGE = 0.25;

  /** Of the largest class; healthy sets have 0.8 and more. */
  private static final double SMALLEST_CLASS = 0.2;

  /** Of the way from labels at random (0) to perfectly telling ones (1). */
  private static final double PURITY = 0.1;

  private DataSymptoms() {}

  static List<Symptom> all() {
    return List.of(
        DataSymptoms::duplicates,
        DataSymptoms::constant,
        DataSymptoms::range,
        DataSymptoms::missingClass,
        DataSymptoms::labels,
        DataSymptoms::smallBatch);
  }

  private static Optional<Finding> duplicates(History history) {
    double share = history.first().get("data.duplicates");
    return when(
        share > DUPLICATES,
        () -> finding(
            history,
            Ailment.BAD_DATA,
            Severity.WARNING,
            percent(share) + " of the images are exact copies of others",
            Evidence.fact("share of images that are copies", share, DUPLICATES),
            new Remedy(List.of(), "remove the copies; 'zeuxis data inspect' counts them", false),
            new Remedy(
                List.of("augment.name=diff-augment"),
                "what remains are few images, so augment what the discriminator sees",
                true)));
  }

  private static Optional<Finding> constant(History history) {
    double share = history.first().get("data.constant");
    return when(
        share > CONSTANT,
        () -> finding(
            history,
            Ailment.BAD_DATA,
            share > 0.5 ? Severity.FAILURE : Severity.WARNING,
            percent(share) + " of the images are of one colour throughout",
            Evidence.fact("share of images of one colour", share, CONSTANT),
            new Remedy(
                List.of(), "look at the files, and remove those that hold no picture", false)));
  }

  private static Optional<Finding> range(History history) {
    Vitals first = history.first();
    double range = first.get("data.maximum") - first.get("data.minimum");
    boolean constant = first.get("data.constant") > 0.5; // told otherwise
    return when(
        range < RANGE && !constant,
        () -> finding(
            history,
            Ailment.BAD_DATA,
            Severity.FAILURE,
            String.format(
                Locale.ROOT,
                "all values lie in %.3f to %.3f, of 0 (black) to 1 (white)",
                first.get("data.minimum"),
                first.get("data.maximum")),
            Evidence.fact("range of all values", range, RANGE),
            new Remedy(
                List.of(),
                "store the images with their full range, such as 0 to 255 instead of 0 to 1",
                false)));
  }

  private static Optional<Finding> missingClass(History history) {
    Vitals first = history.first();
    double ratio = first.get("data.smallest-class") / first.get("data.largest-class");
    return when(
        first.get("data.classes") > 1 && ratio < SMALLEST_CLASS,
        () -> finding(
            history,
            Ailment.BAD_DATA,
            Severity.WARNING,
            "a class is missing, or almost",
            Evidence.fact("smallest class, in units of the largest", ratio, SMALLEST_CLASS),
            new Remedy(List.of(), "add images of that class, or remove the class", false),
            new Remedy(List.of("data.balance=1"), "draw every class equally often", true)));
  }

  private static Optional<Finding> labels(History history) {
    Vitals first = history.first();
    double telling =
        new LabelPurity(first.get("labels.purity"), first.get("labels.chance")).telling();
    return when(
        telling < PURITY,
        () -> finding(
            history,
            Ailment.MEANINGLESS_LABELS,
            Severity.WARNING,
            "an image's nearest neighbour has its label hardly more often than by chance",
            Evidence.fact(
                "how far neighbours share labels, from 0 (chance) to 1 (always)", telling, PURITY),
            new Remedy(List.of(), "check how labels were given to the images", false),
            new Remedy(
                List.of("network.conditional=false"),
                "train without labels, from the start",
                false)));
  }

  private static Optional<Finding> smallBatch(History history) {
    Vitals first = history.first();
    double batch = first.get("batch");
    return when(
        first.get("batch-norm") > 0 && batch < 8,
        () -> finding(
            history,
            Ailment.SMALL_BATCH,
            Severity.WARNING,
            String.format(Locale.ROOT, "%.0f samples a minibatch", batch),
            Evidence.fact("samples that batch norm sees together", batch, 8),
            new Remedy(List.of("training.batchSize=64"), "larger minibatches", false),
            new Remedy(
                List.of("network.generatorNorm=group", "network.discriminatorNorm=group"),
                "a normalisation that looks at one sample alone, from the start",
                false)));
  }

  private static Optional<Finding> when(boolean condition, Supplier<Finding> finding) {
    return condition ? Optional.of(finding.get()) : Optional.empty();
  }

  private static Finding finding(
      History history,
      Ailment ailment,
      Severity severity,
      String detail,
      Evidence evidence,
      Remedy... remedies) {
    return new Finding(
        ailment,
        severity,
        history.first().step(),
        history.last().step(),
        detail,
        List.of(evidence),
        List.of(remedies));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
