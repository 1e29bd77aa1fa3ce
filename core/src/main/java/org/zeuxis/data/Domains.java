package org.zeuxis.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zeuxis.InvalidInputException;

/**
 * Two sets of images, the first of which is to be turned into the second. As a set it is the second
 * one, the target; a {@link Loader} gives a sample of the source with each.
 *
 * <p>Paired, sample i of one is the same thing as sample i of the other. Otherwise each is drawn by
 * itself.
 */
public final class Domains implements Dataset {
  private final Domain from;
  private final Domain to;
  private final boolean paired;

  /**
   * One of the two.
   *
   * @param name that a user gave it, such as {@code A}
   */
  public record Domain(String name, Dataset data) {}

  private Domains(Domain from, Domain to, boolean paired) {
    this.from = from;
    this.to = to;
    this.paired = paired;
    long[] a = from.data().sampleShape();
    long[] b = to.data().sampleShape();
    if (a.length != 3 || b.length != 3) {
      throw new InvalidInputException(
          from.data().name() + ", " + to.data().name() + ": expected two sets of images");
    }
    if (a[1] != b[1] || a[2] != b[2]) {
      throw new InvalidInputException(from.name() + " (" + from.data().name() + ") has images of "
          + a[2] + "x" + a[1] + ", " + to.name() + " (" + to.data().name() + ") of " + b[2] + "x"
          + b[1] + "; --size brings both to one");
    }
  }

  /** Two sets that have nothing to do with one another. */
  public static Domains unpaired(Domain from, Domain to) {
    return new Domains(from, to, false);
  }

  /**
   * Two sets of the same things: by their files' names without extension where both have names,
   * else in their order.
   *
   * @throws InvalidInputException naming the first image without a partner
   */
  public static Domains paired(Domain from, Domain to) {
    List<String> a = stems(from.data());
    List<String> b = stems(to.data());
    if (a.isEmpty() || b.isEmpty()) {
      if (from.data().size() != to.data().size()) {
        throw new InvalidInputException("paired: expected as many images in both, " + from.name()
            + " has " + from.data().size() + ", " + to.name() + " " + to.data().size());
      }
      return new Domains(from, to, true);
    }
    requirePartners(from, a, b, to);
    requirePartners(to, b, a, from);
    if (a.equals(b)) {
      return new Domains(from, to, true);
    }
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < a.size(); i++) {
      places.put(a.get(i), i);
    }
    int[] order = b.stream().mapToInt(places::get).toArray();
    return new Domains(new Domain(from.name(), Part.ordered(from.data(), order)), to, true);
  }

  private static List<String> stems(Dataset data) {
    return data.names().stream().map(name -> name.replaceAll("\\.\\w+$", "")).toList();
  }

  private static void requirePartners(
      Domain of, List<String> stems, List<String> partners, Domain other) {
    Set<String> there = new HashSet<>(partners);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < stems.size(); i++) {
      if (!there.contains(stems.get(i))) {
        throw new InvalidInputException(
            "paired: " + of.name() + " (" + of.data().name() + ", " + stems.size()
                + " images): " + of.data().names().get(i) + " has no partner of its name in "
                + other.name() + " (" + other.data().name() + ", " + partners.size() + " images)");
      }
      if (!seen.add(stems.get(i))) {
        throw new InvalidInputException("paired: " + of.name() + " ("
            + of.data().name() + ") has several images called " + stems.get(i));
      }
    }
  }

  /** What is translated from. */
  public Domain from() {
    return from;
  }

  /** What is translated to: what this is as a set. */
  public Domain to() {
    return to;
  }

  public boolean isPaired() {
    return paired;
  }

  /** As {@link Part#of} of both; of a pair both stay or both go. */
  public Domains limited(int count) {
    return new Domains(
        new Domain(from.name(), Part.of(from.data(), paired ? count : least(count, from.data()))),
        new Domain(to.name(), Part.of(to.data(), paired ? count : least(count, to.data()))),
        paired);
  }

  private static int least(int count, Dataset data) {
    return Math.min(count, data.size() - 1);
  }

  /** What {@link #limited} left out. */
  public Domains rest() {
    return new Domains(
        new Domain(from.name(), ((Part) from.data()).rest()),
        new Domain(to.name(), ((Part) to.data()).rest()),
        paired);
  }

  /** The order of the source's samples, beside that of the target's. */
  Sampler sourceSampler(Sampler ofTarget) {
    return paired ? ofTarget : ofTarget.ofAnother(from.data().size());
  }

  @Override
  public String name() {
    return from.data().name() + "," + to.data().name();
  }

  @Override
  public int size() {
    return to.data().size();
  }

  @Override
  public long[] sampleShape() {
    return to.data().sampleShape();
  }

  @Override
  public List<String> classNames() {
    return to.data().classNames();
  }

  @Override
  public int label(int index) {
    return to.data().label(index);
  }

  @Override
  public List<String> names() {
    return to.data().names();
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    to.data().read(index, flip, out, offset);
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(from.data().fingerprint() + " " + to.data().fingerprint() + " " + paired);
  }

  @Override
  public Provenance provenance() {
    return to.data().provenance();
  }
}
