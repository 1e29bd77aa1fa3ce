package org.zeuxis.recipe;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.data.Dataset;

/**
 * What networks must know of the data.
 *
 * @param shape {@code [C,H,W]} of images, {@code [2]} of points
 * @param classNames one name where there are no labels
 */
public record Samples(List<Long> shape, List<String> classNames) {
  public Samples {
    shape = List.copyOf(shape);
    classNames = List.copyOf(classNames);
    if (shape.size() != 1 && shape.size() != 3) {
      throw new IllegalArgumentException("shape: expected [C,H,W] or [2], got " + shape);
    }
    if (classNames.isEmpty()) {
      throw new IllegalArgumentException("classNames: expected at least one, got none");
    }
  }

  public static Samples of(Dataset data) {
    return new Samples(Arrays.stream(data.sampleShape()).boxed().toList(), data.classNames());
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
}
