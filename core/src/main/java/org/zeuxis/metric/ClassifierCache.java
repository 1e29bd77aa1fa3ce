package org.zeuxis.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.export.Safetensors;
import org.zeuxis.metric.Classifier.HeldOut;
import org.zeuxis.metric.Classifier.Report;
import org.zeuxis.metric.Classifier.Task;
import org.zeuxis.model.SmallClassifier;

/**
 * Classifiers on disk, {@code classifier-v1-….safetensors}, one for each training set, test set and
 * seed. A file counts only if its weights have the hash that it states.
 */
final class ClassifierCache {
  /** Counted up whenever the same data would give other weights. */
  private static final String VERSION = "1";

  private static final String HASH = "sha256";
  private static final String TASK = "task";
  private static final String ACCURACY = "accuracy";
  private static final String HELD_OUT = "held_out";
  private static final String CLASSES = "classes";

  private final Path directory;
  private final ClassifierTraining training;

  ClassifierCache(Path directory, ClassifierTraining training) {
    this.directory = directory;
    this.training = training;
  }

  /** The classifier of these data, trained if it is not there yet. */
  Classifier of(Dataset data, Optional<Dataset> heldOut) {
    Path file = file(data, heldOut);
    if (Files.exists(file)) {
      try {
        return read(file, data);
      } catch (IOException | RuntimeException e) {
        training.progress().note(file + ": is damaged (" + message(e) + "), trained again");
      }
    }
    Classifier classifier = training.train(data, heldOut);
    try {
      Files.createDirectories(directory);
      Safetensors.replace(file, classifier.network().stateDict(), metadata(classifier));
    } catch (IOException e) {
      training
          .progress()
          .note(file + ": cannot be written (" + message(e) + "), so the classifier"
              + " will be trained again the next time");
    }
    return classifier;
  }

  private Path file(Dataset data, Optional<Dataset> heldOut) {
    String test = heldOut.map(Dataset::fingerprint).orElse("tenth");
    String circumstances = Sha256.of(test, Long.toString(training.seed()));
    return directory.resolve("classifier-v" + VERSION + "-" + data.fingerprint().substring(0, 16)
        + "-" + circumstances.substring(0, 8) + ".safetensors");
  }

  private static Map<String, String> metadata(Classifier classifier) {
    Report report = classifier.report();
    return Map.of(
        HASH, classifier.hash(),
        TASK, report.task().name(),
        ACCURACY, Double.toString(report.accuracy()),
        HELD_OUT, report.heldOut().name(),
        CLASSES, Integer.toString(classifier.classNames().size()));
  }

  private Classifier read(Path file, Dataset data) throws IOException {
    try (Scope scope = new Scope();
        Rng rng = new Rng(0)) {
      Safetensors.Contents contents = Safetensors.read(file);
      Map<String, String> about = contents.metadata();
      Report report = new Report(
          Task.valueOf(required(about, TASK)),
          Double.parseDouble(required(about, ACCURACY)),
          HeldOut.valueOf(required(about, HELD_OUT)));
      int classes = Integer.parseInt(required(about, CLASSES));
      SmallClassifier network = ClassifierTraining.untrained(data, classes, rng);
      try {
        network.loadStateDict(contents.tensors(), file.toString());
        List<String> names = report.task() == Task.ROTATIONS ? Rotations.NAMES : data.classNames();
        Classifier classifier = new Classifier(network, names, report, training.device());
        if (!classifier.hash().equals(required(about, HASH)) || names.size() != classes) {
          throw new IOException("its weights are not those that were written");
        }
        network.to(training.device());
        return classifier;
      } catch (IOException | RuntimeException e) {
        network.close();
        throw e;
      }
    }
  }

  private static String required(Map<String, String> about, String key) throws IOException {
    String value = about.get(key);
    if (value == null) {
      throw new IOException("it does not say its " + key);
    }
    return value;
  }

  private static String message(Exception e) {
    return e instanceof IOException io ? InvalidInputException.reason(io) : e.getMessage();
  }
}
