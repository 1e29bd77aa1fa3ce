package org.zeuxis.app;

import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Option;

/** Which class to make samples of. */
final class ClassChoice {
  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "Name or number of a class, for runs that know classes.")
  private String chosen;

  boolean isMade() {
    return chosen != null;
  }

  /** The class's number; 0 where none was chosen. */
  long number(TrainedGenerator generator) {
    if (chosen == null) {
      return 0;
    }
    List<String> names = generator.classNames();
    if (names.isEmpty()) {
      throw new InvalidInputException("--class: this run knows no classes,"
          + " it was not trained with a conditional recipe such as cgan");
    }
    int number = names.indexOf(chosen);
    if (number < 0 && chosen.matches("\\d{1,9}")) {
      number = Integer.parseInt(chosen);
    }
    if (number < 0 || number >= names.size()) {
      throw new InvalidInputException(
          "--class: '" + chosen + "' is none of " + String.join(", ", names));
    }
    return number;
  }
}
