package org.zeuxis.doctor;

import java.util.Optional;

/** Looks for one ailment in the checkups so far. */
@FunctionalInterface
interface Symptom {
  /**
   * Looks.
   *
   * @param history not empty
   * @return what was found, if anything
   */
  Optional<Finding> in(History history);
}
