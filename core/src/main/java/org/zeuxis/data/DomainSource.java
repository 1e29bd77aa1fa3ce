package org.zeuxis.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zeuxis.InvalidInputException;

/**
 * Two data sets in one text, {@code A=horses/,B=zebras/}: each by what {@link DataSource} knows it
 * by, with a name before it. The first is translated to the second.
 *
 * @param fromName the first's name
 * @param from the first's source
 * @param toName the second's name
 * @param to the second's source
 */
public record DomainSource(String fromName, String from, String toName, String to) {
  private static final Pattern TWO = Pattern.compile("(\\w+)=(.+),(\\w+)=(.+)");

  /** What a text says; empty where it names one set only. */
  public static Optional<DomainSource> parse(String spec) {
    Matcher matcher = TWO.matcher(spec);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1).equals(matcher.group(3))) {
      throw new InvalidInputException(
          "--data: expected two names, such as A=… and B=…, got " + matcher.group(1) + " twice");
    }
    return Optional.of(
        new DomainSource(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
  }

  /**
   * Opens both.
   *
   * @param spec {@code A=…,B=…}; or, of pairs, one folder of files with both images side by side
   * @param paired whether sample i of one is the same thing as sample i of the other
   */
  public static Domains open(
      String spec, boolean paired, DataOptions options, ProgressListener progress) {
    Optional<DomainSource> two = parse(spec);
    if (two.isPresent()) {
      Domains.Domain a = domain(two.get().fromName, two.get().from, options, progress);
      Domains.Domain b = domain(two.get().toName, two.get().to, options, progress);
      return paired ? Domains.paired(a, b) : Domains.unpaired(a, b);
    }
    if (!paired || DataSource.names().contains(spec)) {
      throw new InvalidInputException("--data: this recipe translates from one set to another,"
          + " expected two, such as A=horses/,B=zebras/"
          + (paired ? ", or a folder of images side by side" : "") + ", got '" + spec + "'");
    }
    return Domains.paired(
        domain("A", spec, options.withSide(DataOptions.Side.LEFT), progress),
        domain("B", spec, options.withSide(DataOptions.Side.RIGHT), progress));
  }

  private static Domains.Domain domain(
      String name, String source, DataOptions options, ProgressListener progress) {
    try {
      return new Domains.Domain(name, DataSource.open(source, options, progress));
    } catch (InvalidInputException e) {
      throw new InvalidInputException("--data: " + name + ": " + e.getMessage(), e);
    }
  }

  /** Whether both have a held-out part. */
  boolean hasTestSplit() {
    return DataSource.hasTestSplit(from) && DataSource.hasTestSplit(to);
  }

  /** The same by names that hold in every directory. */
  String portable() {
    return fromName + "=" + DataSource.portable(from) + "," + toName + "="
        + DataSource.portable(to);
  }

  /** What a person would call it: the two's last names. */
  public String shortName() {
    return name(from) + "-" + name(to);
  }

  private static String name(String source) {
    return Path.of(source).getFileName().toString().replaceAll("\\.\\w+$", "");
  }
}
