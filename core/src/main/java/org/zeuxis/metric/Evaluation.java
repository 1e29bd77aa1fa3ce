package org.zeuxis.metric;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Scope;
import org.zeuxis.game.Generates;

/** Measures generated samples against a reference. For use by one thread. */
public final class Evaluation implements AutoCloseable {
  private final Reference reference;
  private final List<Metric> metrics;
  private final boolean strict;
  private Consumer<Measurement> listener = measurement -> {};

  /**
   * What was found.
   *
   * @param notMeasured metrics that do not fit the data, each with the reason
   * @param pictures by name, such as {@code neighbours}
   */
  public record Result(
      List<Measurement> measurements,
      Map<String, String> notMeasured,
      Map<String, BufferedImage> pictures) {}

  private Evaluation(Reference reference, List<Metric> metrics, boolean strict) {
    this.reference = reference;
    this.metrics = metrics;
    this.strict = strict;
  }

  /** Every metric that fits the data. */
  public static Evaluation all(Reference reference) {
    return new Evaluation(reference, Metrics.all(), false);
  }

  /**
   * Certain metrics, all of which must fit.
   *
   * @param names of metrics or of what they yield
   * @throws InvalidInputException for one that is unknown
   */
  public static Evaluation of(Reference reference, List<String> names) {
    return new Evaluation(
        reference, names.stream().map(Metrics::named).distinct().toList(), true);
  }

  /**
   * Opens and computes what all samples of a generator are compared with; draws none yet.
   *
   * @throws InvalidInputException if a metric that was asked for does not fit
   */
  public void prepare(Generates generator) {
    requireFit(evidence(generator));
    if (reference.real().isImages() && metrics.stream().anyMatch(Metric::looksAtFeatures)) {
      reference.features();
    }
  }

  /** Hears of each measurement as soon as it is made. */
  public Evaluation hearing(Consumer<Measurement> newListener) {
    listener = newListener;
    return this;
  }

  /**
   * Measures new samples of a generator, their classes distributed as those of the real ones.
   *
   * @throws InvalidInputException if a metric that was asked for does not fit
   */
  public Result of(Generates generator) {
    return measure(evidence(generator));
  }

  private Evidence evidence(Generates generator) {
    return new Evidence(reference, generator, () -> draw(generator));
  }

  /**
   * In random order: a folder lists class after class, while metrics of parts, or of the first
   * samples, expect all classes in each.
   */
  private Dataset draw(Generates generator) {
    Dataset real = reference.real();
    long seed = reference.settings().seed();
    int[] chosen = reference.indices();
    int[] labels = RandomChoice.order(reference.settings().samples(), seed);
    Arrays.setAll(labels, i -> real.label(chosen[labels[i] % chosen.length]));
    return GeneratedSamples.draw(generator, labels, real.classNames(), seed, reference.progress());
  }

  /**
   * Measures samples from files.
   *
   * @throws InvalidInputException if they are of another shape than the real ones, or a metric that
   *     was asked for does not fit
   */
  public Result of(Dataset generated) {
    reference.requireSameShape(generated);
    return measure(new Evidence(reference, generated));
  }

  private Result measure(Evidence evidence) {
    List<Measurement> measurements = new ArrayList<>();
    Map<String, String> notMeasured = new LinkedHashMap<>();
    try (evidence) {
      requireFit(evidence);
      for (Metric metric : metrics) {
        Optional<String> obstacle = !strict && metric.name().equals(Metrics.DEAR)
            ? Optional.of("takes long, ask for it by name")
            : metric.obstacle(evidence);
        if (obstacle.isEmpty()) {
          try (Scope scope = new Scope()) {
            List<Measurement> found = metric.measure().apply(evidence);
            found.forEach(listener);
            measurements.addAll(found);
          }
        } else {
          notMeasured.put(metric.name(), obstacle.get());
        }
      }
    }
    return new Result(List.copyOf(measurements), notMeasured, evidence.pictures());
  }

  /** Before anything is measured, which may take long. */
  private void requireFit(Evidence evidence) {
    if (strict) {
      for (Metric metric : metrics) {
        metric.obstacle(evidence).ifPresent(obstacle -> {
          throw new InvalidInputException(metric.name() + ": cannot be measured: " + obstacle);
        });
      }
    }
  }

  @Override
  public void close() {
    reference.close();
  }
}
