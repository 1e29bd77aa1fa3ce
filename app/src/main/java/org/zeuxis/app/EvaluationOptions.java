package org.zeuxis.app;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Metrics;
import org.zeuxis.metric.Protocol;
import org.zeuxis.metric.Reference;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainingData;
import picocli.CommandLine.Option;

/** What is measured, and how. */
final class EvaluationOptions {
  @Option(
      names = "--metrics",
      paramLabel = "LIST",
      split = ",",
      description = {
        "What to measure, with commas; 'zeuxis evaluate --list' explains each.",
        "Default: every one that fits the data; compare: fid, kid, precision-recall, density-coverage;",
        "ablate: what the recipe measures."
      })
  private List<String> metrics = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "WHAT",
      defaultValue = "classifier",
      description = {
        "What images are compared by: classifier (trained on the data, then kept), pixels,",
        "torchscript:FILE or onnx:FILE. Default: classifier."
      })
  private String features;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Generated images, and at most as many real ones. Default: 10000.")
  private int samples;

  @Option(
      names = "--eval-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of all random choices. Default: 1.")
  private long seed;

  @Option(
      names = "--held-out",
      paramLabel = "DATA",
      defaultValue = "",
      description = {
        "Real images that no training saw. Default: the data's test split, if any.",
        "Of a run that makes images of images: what it is measured on, for two sets A=…,B=….",
        "Default then: the test split, or what data.limit leaves out, or else the training's."
      })
  private String heldOut;

  List<String> metrics() {
    return metrics;
  }

  /** The metrics that were asked for, or others. */
  EvaluationOptions orMetrics(List<String> usual) {
    if (metrics.isEmpty()) {
      metrics = usual;
    }
    return this;
  }

  /** What images are compared by. */
  String features() {
    return features;
  }

  /** Generated images. */
  int samples() {
    if (samples < 2) {
      throw new InvalidInputException("--samples: expected >= 2, got " + samples);
    }
    return samples;
  }

  /** Real images that no training saw, if named. */
  String heldOut() {
    return heldOut;
  }

  /** Of all random choices. */
  long seed() {
    return seed;
  }

  /**
   * Whether a number was made as these options ask, of samples as they come. Some metrics of images
   * themselves take fewer images than there are.
   */
  boolean made(Protocol protocol) {
    boolean alike = protocol.extractor().isEmpty()
        ? protocol.generated() <= samples
        : protocol.extractor().equals(extractor()) && protocol.generated() == samples;
    return alike && protocol.seed() == seed && protocol.sampling().isEmpty();
  }

  /** As protocols name it: without folder and options. */
  private String extractor() {
    return features.replaceAll(",[a-z-]+=.*", "").replaceAll(":.*[/\\\\]", ":");
  }

  /**
   * An evaluation against the data of a run.
   *
   * @param located the run's recipe, with the data's source where they are now
   * @throws InvalidInputException if the data there are others
   */
  Evaluation open(Run run, Recipe located, DataOptions options, ProgressListener progress) {
    return open(reals(run, located, options, progress), located, options, progress);
  }

  /**
   * The data of a run.
   *
   * @throws InvalidInputException if the data there are others
   */
  static Dataset reals(Run run, Recipe located, DataOptions options, ProgressListener progress) {
    Dataset reals = TrainingData.open(located, options, progress);
    TrainingData.requireSame(run.manifest().data(), reals);
    return reals;
  }

  /** An evaluation against the data of a run that are open. */
  Evaluation open(Dataset reals, Recipe located, DataOptions options, ProgressListener progress) {
    return open(reals, located.data().source(), TrainingData.options(located, options), progress);
  }

  /** An evaluation against certain data; every metric that fits where none was named. */
  Evaluation open(Dataset real, String source, DataOptions options, ProgressListener progress) {
    if (samples < 2) {
      throw new InvalidInputException("--samples: expected >= 2, got " + samples);
    }
    metrics.forEach(Metrics::named);
    Reference reference = Reference.open(
        real, source, options, heldOut, features, new Reference.Settings(samples, seed), progress);
    return metrics.isEmpty() ? Evaluation.all(reference) : Evaluation.of(reference, metrics);
  }
}
