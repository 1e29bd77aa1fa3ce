package org.zeuxis.recipe;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Domains;

/**
 * What networks must know of the data.
 *
 * @param shape {@code [C,H,W]} of images, {@code [2]} of points
 * @param classNames one name where there are no labels
 * @param attributes what a sample can have or not have; a class is then a combination of them
 * @param sources what the samples are translated from: one set, or none
 */
public record Samples(
    List<Long> shape, List<String> classNames, List<String> attributes, List<Samples> sources) {
  public Samples {
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
    attributes = List.copyOf(attributes);
    sources = List.copyOf(sources);
    if (shape.size() != 1 && shape.size() != 3) {
      throw new IllegalArgumentException("shape: expected [C,H,W] or [2], got " + shape);
    }
    if (classNames.isEmpty()) {
      throw new IllegalArgumentException("classNames: expected at least one, got none");
    }
  }

  /** Of one domain, without attributes. */
  public Samples(List<Long> shape, List<String> classNames) {
    this(shape, classNames, List.of(), List.of());
  }

  public static Samples of(Dataset data) {
    return new Samples(
        Arrays.stream(data.sampleShape()).boxed().toList(),
        data.classNames(),
        data.attributes(),
        data instanceof Domains domains ? List.of(of(domains.from().data())) : List.of());
  }

  /** What the samples are translated from; themselves in games of one domain. */
  Samples source() {
    return sources.isEmpty() ? this : sources.get(0);
  }

  boolean areImages() {
    return shape.size() == 3;
  }

  int channels() {
    return Math.toIntExact(shape.get(0));
  }

  int side() {
    return Math.toIntExact(shape.get(1));
  }

  int classes() {
    return classNames.size();
  }

  /** What can be asked for one by one: attributes where there are any, else classes. */
  int domains() {
    return attributes.isEmpty() ? classes() : attributes.size();
  }
}
