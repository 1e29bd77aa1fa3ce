package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a number came about. Two numbers may be ranked together where their protocols are equal.
 *
 * @param metric its name
 * @param version of our definition, which rises when a change moves the value
 * @param extractor of features, as a user calls it; empty where the metric needs none
 * @param extractorHash SHA-256 of what determines the features
 * @param resizer how images were brought to the extractor's size
 * @param reference the real data
 * @param split of the real data, {@code train}, {@code test}, or {@code all} where it is not split
 * @param fingerprint of the real data
 * @param real images of them that were used
 * @param generated images
 * @param settings constants of the metric, such as {@code k}
 * @param seed of every random choice
 */
public record Protocol(
    String metric,
    int version,
    String extractor,
    String extractorHash,
    String resizer,
    String reference,
    String split,
    String fingerprint,
    int real,
    int generated,
    Map<String, String> settings,
    long seed) {
  /** The setting that tells how latents were drawn. */
  static final String SAMPLING = "sampling";

  public Protocol {
    settings = new TreeMap<>(settings);
  }

  /**
   * How latents were drawn, such as {@code truncation 0.7}; empty where the generator was asked for
   * samples as they come.
   */
  public String sampling() {
    return settings.getOrDefault(SAMPLING, "");
  }

  /** What differs, one line each, such as {@code generated images: 5000 and 10000}. */
  public List<String> differences(Protocol other) {
    List<String> found = new ArrayList<>();
    compare(found, "version of the metric", version, other.version);
    compare(found, "extractor", extractor, other.extractor);
    if (extractor.equals(other.extractor)) {
      compare(found, "weights of the extractor", extractorHash, other.extractorHash);
    }
    compare(found, "resizer", resizer, other.resizer);
    compare(
        found,
        "real data",
        reference + " (" + split + ")",
        other.reference + " (" + other.split + ")");
    if (reference.equals(other.reference)) {
      compare(found, "fingerprint of the real data", fingerprint, other.fingerprint);
    }
    compare(found, "real images", real, other.real);
    compare(found, "generated images", generated, other.generated);
    compare(found, "settings", settings, other.settings);
    compare(found, "seed", seed, other.seed);
    return found;
  }

  private static void compare(List<String> found, String what, Object mine, Object others) {
    if (!Objects.equals(mine, others)) {
      found.add(what + ": " + brief(mine) + " and " + brief(others));
    }
  }

  /** A hash by its first digits. */
  private static String brief(Object value) {
    String text = value.toString();
    return text.matches("[0-9a-f]{64}") ? text.substring(0, 12) : text;
  }
}
