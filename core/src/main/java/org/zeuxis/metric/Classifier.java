package org.zeuxis.metric;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.SmallClassifier;

/** A {@link SmallClassifier} that {@link ClassifierTraining} has trained, ready for use. */
public final class Classifier implements AutoCloseable {
  /** What it learnt to tell apart. */
  public enum Task {
    /** The classes of the data. */
    LABELS,
    /**
     * By how many quarter turns an image is turned: what is learnt where the data have one class
     * only (RotNet, Gidaris et al. 2018, arXiv:1803.07728).
     */
    ROTATIONS
  }

  /** On which images, none of which it was trained on, its accuracy was measured. */
  public enum HeldOut {
    /** The data's own test split. */
    TEST_SPLIT,
    /** A tenth of the data, drawn by the seed and kept out of the training. */
    TENTH
  }

  /**
   * What is known about a classifier.
   *
   * @param accuracy in [0,1], at its task, on the held-out images
   */
  public record Report(Task task, double accuracy, HeldOut heldOut) {
    public Report {
      if (!(accuracy >= 0 && accuracy <= 1)) {
        throw new IllegalArgumentException("accuracy must be in [0,1], got " + accuracy);
      }
    }
  }

  private final SmallClassifier network;
  private final List<String> classNames;
  private final Report report;
  private final Device device;

  /** Takes the network over, puts it into evaluation mode and closes it in the end. */
  Classifier(SmallClassifier network, List<String> classNames, Report report, Device device) {
    this.network = network;
    this.classNames = List.copyOf(classNames);
    this.report = report;
    this.device = device;
    network.train(false);
  }

  /** What it was trained for and how well it does. */
  public Report report() {
    return report;
  }

  /** The report as a protocol prints it. */
  Map<String, String> facts() {
    return Map.of(
        "accuracy",
        String.format(
            Locale.ROOT,
            "%.4f at %s on %s",
            report.accuracy(),
            report.task().toString().toLowerCase(Locale.ROOT),
            report.heldOut() == HeldOut.TEST_SPLIT ? "the test split" : "a tenth kept out"));
  }

  /** What it tells apart, by number; the four turns where its task is rotations. */
  public List<String> classNames() {
    return classNames;
  }

  SmallClassifier network() {
    return network;
  }

  /**
   * What it makes of some images, in the caller's scope.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], of the shape that it was trained on
   * @return vectors {@code [N,128]}, and p(y|x) where its task is labels
   */
  public Features features(Tensor images) {
    requireImages(images);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Tensor vectors = scope.keep(network.features(images.to(device)));
      return report.task() == Task.ROTATIONS
          ? new Features(vectors, null)
          : new Features(vectors, scope.keep(network.logits(vectors).softmax(1)));
    }
  }

  /**
   * What its layers see at each place, in the caller's scope.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], of the shape that it was trained on
   * @return {@link SmallClassifier#maps}
   */
  List<Tensor> maps(Tensor images) {
    requireImages(images);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      List<Tensor> maps = network.maps(images.to(device));
      maps.forEach(scope::keep);
      return maps;
    }
  }

  /**
   * The class that each image looks most like, int64 {@code [N]} on the processor, in the caller's
   * scope.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], of the shape that it was trained on
   */
  public Tensor classes(Tensor images) {
    requireImages(images);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Tensor logits = network.logits(network.features(images.to(device)));
      return scope.keep(logits.argmax(1).to(Device.CPU));
    }
  }

  private void requireImages(Tensor images) {
    images.requireShape("Classifier(images)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    long[] expected = network.imageShape();
    long[] got = Arrays.copyOfRange(images.shape(), 1, 4);
    if (!Arrays.equals(got, expected)) {
      throw new InvalidInputException("classifier: it was trained on images of " + text(expected)
          + " and was given images of " + text(got));
    }
  }

  private static String text(long[] shape) {
    return shape[0] + "x" + shape[1] + "x" + shape[2];
  }

  /**
   * What it takes the images of a labelled set for.
   *
   * @throws InvalidInputException if its task is not labels, or the set has other classes
   */
  public Confusion confusion(Dataset data) {
    if (report.task() != Task.LABELS) {
      throw new InvalidInputException("classifier: it was trained on images of one class, so it "
          + "cannot tell the classes of " + data.name());
    }
    return confusion(data, ImageBlocks.all(data));
  }

  Confusion confusion(Dataset data, int[] indices) {
    int known = classNames.size();
    int highest = Arrays.stream(indices).map(data::label).max().orElse(0);
    if (highest >= known) {
      throw new InvalidInputException("classifier: it tells " + known + " classes apart and was "
          + "given images of class " + highest + " of " + data.name());
    }
    long[][] counts = new long[known][known];
    ImageBlocks.forEach(data, indices, (block, images, first) -> {
      long[] found = classes(images).toLongs();
      IntStream.range(0, found.length)
          .forEach(i -> counts[data.label(indices[first + i])][(int) found[i]]++);
    });
    return new Confusion(classNames, counts);
  }

  /** The share of images, turned in each of the four ways, whose turn it tells. */
  double accuracyAtRotations(Dataset data, int[] indices) {
    long[] right = {0};
    ImageBlocks.forEach(data, indices, (block, images, first) -> {
      long[] found = classes(Rotations.of(images)).toLongs();
      long[] expected = Rotations.turns(images.size(0)).toLongs();
      right[0] +=
          IntStream.range(0, found.length).filter(i -> found[i] == expected[i]).count();
    });
    return right[0] / (4.0 * indices.length);
  }

  /** SHA-256 over the weights. */
  public String hash() {
    return Sha256.of(network.stateDict());
  }

  @Override
  public void close() {
    network.close();
  }
}
