package org.zeuxis.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.Safetensors;

/**
 * The features of real images on disk, {@code features-v1-….safetensors}, so that they are
 * extracted once for each data set, extractor and choice of images. A file counts only if its
 * features have the hash that it states.
 */
public final class FeatureCache {
  private static final String VERSION = "1";
  private static final String HASH = "sha256";
  private static final String VECTORS = "vectors";
  private static final String PROBABILITIES = "probabilities";

  private final Path directory;
  private final ProgressListener progress;

  /**
   * A cache in a directory of its own.
   *
   * @param directory is made when it is needed
   */
  public FeatureCache(Path directory, ProgressListener progress) {
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * The features of {@link FeatureReader#choose} images, in the caller's scope: read if they are
   * there and sound, else extracted and kept.
   *
   * @param count at least 1; more than there are means all
   * @param seed of the choice
   */
  public Features of(Dataset data, FeatureExtractor extractor, int count, long seed) {
    int[] chosen = FeatureReader.choose(data, count, seed);
    Path file = file(data, extractor, chosen);
    if (Files.exists(file)) {
      try {
        return read(file);
      } catch (IOException | RuntimeException e) {
        progress.note(file + ": is damaged (" + message(e) + "), extracted again");
      }
    }
    Features features = new FeatureReader(extractor, progress).read(data, chosen);
    write(file, features);
    return features;
  }

  /**
   * Named by the images themselves, not by their count and seed: what a seed chooses may change.
   */
  private Path file(Dataset data, FeatureExtractor extractor, int[] chosen) {
    String key = Sha256.of(VERSION, data.fingerprint(), extractor.hash(), Arrays.toString(chosen));
    return directory.resolve("features-v" + VERSION + "-" + key.substring(0, 32) + ".safetensors");
  }

  private static Features read(Path file) throws IOException {
    try (Scope scope = new Scope()) {
      Safetensors.Contents contents = Safetensors.read(file);
      Map<String, Tensor> tensors = contents.tensors();
      if (!Sha256.of(tensors).equals(contents.metadata().get(HASH))
          || !tensors.containsKey(VECTORS)) {
        throw new IOException("its numbers are not those that were written");
      }
      Features features = new Features(tensors.get(VECTORS), tensors.get(PROBABILITIES));
      scope.keep(features.vectors());
      if (features.probabilities() != null) {
        scope.keep(features.probabilities());
      }
      return features;
    }
  }

  private void write(Path file, Features features) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(VECTORS, features.vectors());
    if (features.probabilities() != null) {
      tensors.put(PROBABILITIES, features.probabilities());
    }
    try {
      Files.createDirectories(directory);
      Safetensors.replace(file, tensors, Map.of(HASH, Sha256.of(tensors)));
    } catch (IOException e) {
      progress.note(file + ": cannot be written (" + message(e)
          + "), so the features will be extracted again the next time");
    }
  }

  private static String message(Exception e) {
    return e instanceof IOException io ? InvalidInputException.reason(io) : e.getMessage();
  }
}
