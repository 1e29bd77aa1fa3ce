package org.zeuxis.game;

import java.util.List;
import org.zeuxis.engine.Tensor;

/** The ability to tell what is on images. For use by one thread at a time. */
public interface Classifies {
  /** The classes by number. */
  List<String> classNames();

  /**
   * How much images look like each class, without recording, with the averaged weights where there
   * are any, nothing dropped out.
   *
   * @param images {@code [N,C,H,W]} in [-1,1]
   * @return logits {@code [N,classes]}, on the CPU; the largest is the class
   */
  Tensor classify(Tensor images);
}
