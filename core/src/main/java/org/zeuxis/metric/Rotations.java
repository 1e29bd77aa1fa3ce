package org.zeuxis.metric;

import java.util.List;
import java.util.stream.LongStream;
import org.zeuxis.engine.Tensor;

/** The task of RotNet (Gidaris et al. 2018, arXiv:1803.07728): by how much is an image turned? */
final class Rotations {
  static final List<String> NAMES = List.of("0°", "90°", "180°", "270°");

  private Rotations() {}

  /**
   * All images, then all of them turned by one, two and three quarters. {@code [N,C,S,S]} →
   * {@code [4N,C,S,S]}.
   */
  static Tensor of(Tensor images) {
    Tensor transposed = images.transpose(2, 3);
    return Tensor.cat(
        List.of(images, transposed.flip(2), images.flip(2, 3), transposed.flip(3)), 0);
  }

  /** The classes of what {@link #of} returns, int64 {@code [4N]}. */
  static Tensor turns(long images) {
    return Tensor.of(LongStream.range(0, 4 * images).map(i -> i / images).toArray(), 4 * images);
  }
}
