package org.zeuxis.metric;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.engine.WithGrad;
import org.zeuxis.metric.Classifier.HeldOut;
import org.zeuxis.metric.Classifier.Report;
import org.zeuxis.metric.Classifier.Task;
import org.zeuxis.model.SmallClassifier;
import org.zeuxis.nn.Init;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.Optimizer;
import org.zeuxis.optim.Schedule;

/**
 * Trains a {@link Classifier} on any images: on their labels, or, where they have one class only,
 * on telling by how much an image is turned. Adam under one rise and fall of the learning rate
 * (Smith, Topin 2017, arXiv:1708.07120).
 *
 * <p>It may be called in the middle of another training: its random streams are its own, and
 * nothing global is touched.
 *
 * @param seed of the first weights, the order of the images and the tenth that is kept out
 */
public record ClassifierTraining(long seed, Device device, ProgressListener progress) {
  private static final int BATCH = 128;

  /** At the peak; a common one for Adam on networks with batch norm and batches of this size. */
  private static final double LEARNING_RATE = 4e-3;

  /** The share of the training in which the learning rate rises. */
  private static final double RISE = 0.15;

  /** Multiplications on the way forward: four epochs of MNIST, 82 s of one EPYC core's time. */
  private static final long BUDGET = 620_000_000_000L;

  /** What is worth while on large images, which the budget leaves little for. */
  private static final long FEWEST_IMAGES = 200L * BATCH;

  /** Beyond that small sets are only learnt by heart. */
  private static final long MOST_EPOCHS = 30;

  /** Below that nothing is learnt, however small the set. */
  private static final long FEWEST_STEPS = 60;

  /**
   * Trains with the budget that {@link #budget} gives.
   *
   * @param heldOut the test split that its accuracy is measured on; where there is none, a tenth of
   *     the images is kept out for it
   * @throws InvalidInputException if the data are points, or the two sets do not go together
   */
  public Classifier train(Dataset data, Optional<Dataset> heldOut) {
    return train(data, heldOut, budget(data));
  }

  /**
   * Trains with a given budget, for comparisons.
   *
   * @param images that it is shown, repeated ones counted, rotated ones counted four times
   */
  public Classifier train(Dataset data, Optional<Dataset> heldOut, long images) {
    requireImages(data);
    heldOut.ifPresent(test -> requireSameKind(data, test));
    int[] order = shuffled(data.size());
    int kept = heldOut.isPresent() ? 0 : Math.max(1, data.size() / 10);
    int[] learnt = Arrays.copyOfRange(order, kept, order.length);
    boolean labelled = Arrays.stream(learnt).map(data::label).distinct().count() > 1;
    Task task = labelled ? Task.LABELS : Task.ROTATIONS;
    List<String> names = labelled ? data.classNames() : Rotations.NAMES;
    SmallClassifier network = network(data, names.size());
    try {
      descend(network, data, learnt, task, Math.max(1, images / BATCH));
      Dataset unseen = heldOut.orElse(data);
      int[] indices = heldOut.isPresent() ? ImageBlocks.all(unseen) : Arrays.copyOf(order, kept);
      HeldOut kind = heldOut.isPresent() ? HeldOut.TEST_SPLIT : HeldOut.TENTH;
      return measured(network, names, task, kind, unseen, indices);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private Classifier measured(
      SmallClassifier network,
      List<String> names,
      Task task,
      HeldOut kind,
      Dataset unseen,
      int[] indices) {
    Classifier classifier = new Classifier(network, names, new Report(task, 0, kind), device);
    double accuracy = task == Task.LABELS
        ? classifier.confusion(unseen, indices).accuracy()
        : classifier.accuracyAtRotations(unseen, indices);
    return new Classifier(network, names, new Report(task, accuracy, kind), device);
  }

  /**
   * How many images are worth showing: fewer of large ones, at most 30 times each of a small set.
   */
  public static long budget(Dataset data) {
    requireImages(data);
    try (Rng rng = new Rng(0);
        SmallClassifier network = untrained(data, 2, rng)) {
      long affordable = Math.max(FEWEST_IMAGES, BUDGET / network.multiplications());
      long useful = Math.max(FEWEST_STEPS * BATCH, MOST_EPOCHS * data.size());
      return Math.min(affordable, useful);
    }
  }

  private SmallClassifier network(Dataset data, int classes) {
    try (Rng rng = Rng.of(seed, "classifier weights")) {
      SmallClassifier network = untrained(data, classes, rng);
      network.to(device);
      return network;
    }
  }

  /** A network for these images that has learnt nothing yet. */
  static SmallClassifier untrained(Dataset data, int classes, Rng rng) {
    long[] shape = data.sampleShape();
    try (Scope scope = new Scope()) {
      return new SmallClassifier((int) shape[0], (int) shape[1], classes, Init.pytorch(rng));
    }
  }

  private void descend(SmallClassifier network, Dataset data, int[] learnt, Task task, long steps) {
    Schedule schedule = Schedule.cosine(steps).warmup((long) (RISE * steps));
    int drawn = task == Task.LABELS ? BATCH : BATCH / Rotations.NAMES.size();
    Views views = Views.PLAIN; // a mirrored digit is another one
    try (Optimizer adam = Adam.adam(network.parameters(), 0.9, 0.99, 0);
        Loader loader = new Loader(data, among(learnt), drawn, views, 0);
        WithGrad recorded = new WithGrad()) {
      for (long step = 0; step < steps; step++) {
        try (Scope scope = new Scope()) {
          Tensor loss = loss(network, loader.next(), task);
          adam.step(loss.gradients(adam.parameters()), LEARNING_RATE * schedule.factor(step));
        }
        progress.progress("training the classifier", (step + 1) * BATCH, steps * BATCH);
      }
    }
  }

  private Tensor loss(SmallClassifier network, Batch batch, Task task) {
    Tensor images = task == Task.LABELS ? batch.real() : Rotations.of(batch.real());
    Tensor classes =
        task == Task.LABELS ? batch.labels() : Rotations.turns(batch.real().size(0));
    Tensor features = network.features(images.to(device));
    return Functional.crossEntropy(network.logits(features), classes.to(device));
  }

  /** The chosen images in ever new orders. */
  private Sampler among(int[] indices) {
    Sampler order = Sampler.uniform(indices.length, seed);
    return new Sampler() {
      @Override
      public int index(long position) {
        return indices[order.index(position)];
      }

      @Override
      public long chance(long position) {
        return order.chance(position);
      }
    };
  }

  private int[] shuffled(int size) {
    Sampler order = Sampler.uniform(size, seed);
    return IntStream.range(0, size).map(order::index).toArray();
  }

  private static void requireImages(Dataset data) {
    if (!data.isImages()) {
      throw new InvalidInputException(
          data.name() + ": is a set of points, and the classifier looks at images");
    }
  }

  private static void requireSameKind(Dataset data, Dataset test) {
    if (!Arrays.equals(data.sampleShape(), test.sampleShape())) {
      throw new InvalidInputException("classifier: the images of " + data.name()
          + " and those it is"
          + " tested on, " + test.name() + ", have different shapes, "
          + Arrays.toString(data.sampleShape()) + " and " + Arrays.toString(test.sampleShape()));
    }
  }
}
