package org.zeuxis.metric;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.NearestName;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;

/**
 * Opens a feature extractor by what a user calls it: {@code classifier}, {@code pixels},
 * {@code torchscript:FILE} or {@code onnx:FILE}, these with options as
 * {@code torchscript:FILE,size=299,input=uint8|unit|zero-one,channels=3}.
 *
 * @param cache the user's cache directory, whose folder {@code extractors} keeps trained
 *     classifiers
 * @param device that networks run on; ONNX files run on the processor
 * @param seed of the classifier's training
 */
public record Extractors(Path cache, Device device, long seed, ProgressListener progress) {
  private static final List<String> NAMES = List.of("classifier", "pixels", "torchscript", "onnx");

  /** A file, which may hold commas and colons, then options. */
  private static final Pattern FILE_AND_OPTIONS =
      Pattern.compile("(?<file>.*?)(?<options>(,[a-z-]+=[^,]*)*)");

  /**
   * The same extractor by a name that holds in every directory: files that exist become absolute.
   */
  public static String portable(String spec) {
    int colon = spec.indexOf(':');
    Matcher parts = FILE_AND_OPTIONS.matcher(spec.substring(colon + 1));
    if (colon < 0 || !parts.matches()) {
      return spec;
    }
    Path file = path(spec, parts.group("file"));
    return Files.isRegularFile(file)
        ? spec.substring(0, colon + 1) + file.toAbsolutePath().normalize() + parts.group("options")
        : spec;
  }

  public Extractors {
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(progress, "progress");
  }

  /**
   * Opens an extractor; {@code classifier} trains one on the data unless that was done before.
   *
   * @param real what a classifier is trained on
   * @param heldOut what its accuracy is measured on; a tenth of the data where there is none
   * @throws InvalidInputException where it cannot be opened; one line that says why
   */
  public FeatureExtractor open(String spec, Dataset real, Optional<Dataset> heldOut) {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    String rest = colon < 0 ? "" : spec.substring(colon + 1);
    return switch (name) {
      case "classifier" -> {
        requireBare(spec, name, rest);
        yield new ClassifierFeatures(classifier(real, heldOut));
      }
      case "pixels" -> {
        requireBare(spec, name, rest);
        yield new PixelFeatures();
      }
      case "torchscript", "onnx" -> ofFile(spec, name, rest);
      default -> throw unknown(spec, name);
    };
  }

  /** The classifier of these data, from the cache or trained now; the caller closes it. */
  public Classifier classifier(Dataset real, Optional<Dataset> heldOut) {
    ClassifierTraining training = new ClassifierTraining(seed, device, progress);
    return new ClassifierCache(cache.resolve("extractors"), training).of(real, heldOut);
  }

  private FeatureExtractor ofFile(String spec, String name, String rest) {
    NetworkFile named = file(spec, name, rest);
    return name.equals("onnx")
        ? OnnxFeatures.open(named.path(), named.input())
        : TorchScriptFeatures.open(named.path(), named.input(), device);
  }

  /** A file of a network, and what it is to be given. */
  record NetworkFile(Path path, NetworkInput input) {}

  /**
   * Reads {@code FILE} with options.
   *
   * @param spec the whole, named in messages
   * @throws InvalidInputException if there is no file in it, or an option is no such
   */
  static NetworkFile file(String spec, String name, String rest) {
    Matcher parts = FILE_AND_OPTIONS.matcher(rest);
    if (!parts.matches() || parts.group("file").isBlank()) {
      throw new InvalidInputException("'" + spec + "': expected " + name + ":FILE");
    }
    List<String> options = Arrays.stream(parts.group("options").split(","))
        .filter(option -> !option.isEmpty())
        .toList();
    return new NetworkFile(path(spec, parts.group("file")), NetworkInput.parse(spec, options));
  }

  private static Path path(String spec, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("'" + spec + "': is no path (" + e.getReason() + ")", e);
    }
  }

  private static void requireBare(String spec, String name, String rest) {
    if (!rest.isEmpty()) {
      throw new InvalidInputException("'" + spec + "': " + name + " takes no file");
    }
  }

  private static InvalidInputException unknown(String spec, String name) {
    String near =
        NearestName.to(name, NAMES).map(known -> " Did you mean " + known + "?").orElse("");
    return new InvalidInputException("'" + spec + "': no feature extractor of that name." + near
        + " There are classifier, pixels, torchscript:FILE and onnx:FILE.");
  }
}
