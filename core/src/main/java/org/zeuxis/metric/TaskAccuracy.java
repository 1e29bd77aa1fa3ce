package org.zeuxis.metric;

import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.game.Classifies;

/**
 * How well a game tells the classes of a set, such as those of the target that it was adapted to
 * without seeing its labels.
 */
public final class TaskAccuracy {
  private TaskAccuracy() {}

  /**
   * The share of images whose class is told rightly, in [0,1]. Classes are the same where their
   * names are.
   *
   * @throws InvalidInputException if the set has no classes, or one that the game does not know
   */
  public static double of(Classifies game, Dataset labelled) {
    long[] numbers = numbers(game.classNames(), labelled);
    long[] right = {0};
    ImageBlocks.forEach(labelled, ImageBlocks.all(labelled), (block, images, first) -> {
      long[] told = game.classify(images).argmax(1).toLongs();
      for (int i = 0; i < told.length; i++) {
        right[0] += told[i] == numbers[labelled.label(first + i)] ? 1 : 0;
      }
    });
    return (double) right[0] / labelled.size();
  }

  /** The game's number of each class of the set. */
  private static long[] numbers(List<String> known, Dataset labelled) {
    List<String> names = labelled.classNames();
    if (names.size() == 1) {
      throw new InvalidInputException("accuracy: " + labelled.name()
          + " has no classes; in a folder of images sub-folders are classes");
    }
    return names.stream()
        .mapToLong(name -> {
          if (!known.contains(name)) {
            throw new InvalidInputException("accuracy: " + labelled.name() + " has the class '"
                + name + "', the classifier knows " + String.join(", ", known));
          }
          return known.indexOf(name);
        })
        .toArray();
  }
}
