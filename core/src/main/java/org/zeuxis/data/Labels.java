package org.zeuxis.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;

/**
 * The class of every sample.
 *
 * @param classNames the classes by number, at least one
 * @param of the class number of each sample
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
record Labels(List<String> classNames, int[] of) {
  Labels {
    classNames = List.copyOf(classNames);
    for (int label : of) {
      if (label < 0 || label >= classNames.size()) {
        throw new InvalidInputException(
            "label " + label + ": expected 0.." + (classNames.size() - 1));
      }
    }
  }

  /** One class, {@code "all"}. */
  static Labels none(int count) {
    return new Labels(List.of("all"), new int[count]);
  }

  /** Classes named by their numbers, from 0 to the largest that occurs. */
  static Labels numbered(int[] of) {
    int classes = Arrays.stream(of).max().orElse(0) + 1;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      names.add(Integer.toString(i));
    }
    return new Labels(names, of);
  }
}
