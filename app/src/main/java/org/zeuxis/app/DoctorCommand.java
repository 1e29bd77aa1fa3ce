package org.zeuxis.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.doctor.Doctor;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.History;
import org.zeuxis.doctor.Severity;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.MedicalRecord;
import org.zeuxis.run.Run;
import org.zeuxis.train.Consultation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "doctor",
    description = "Says what is wrong with a run, why, and what to do about it; also while it is"
        + " trained. Exit code 3 if the training fails.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  zeuxis doctor runs/dcgan-digits"})
final class DoctorCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    Recipe recipe = Run.open(run).manifest().recipe();
    History history = MedicalRecord.of(run);
    try (ReadingProgress reading = new ReadingProgress(machine.quiet())) {
      Consultation consultation = new Consultation(run, machine.options(reading, "cpu", List.of()));
      if (history.isEmpty()) {
        machine.say("%s holds no checkups; looking at its checkpoints%n", run);
        history = consultation.ofCheckpoints();
      }
      if (history.isEmpty()) {
        throw new InvalidInputException(run + ": has no checkpoint to look at");
      }
      print(history, Doctor.examine(history), new FindingPrinter(recipe));
      if (!history.failure().isEmpty()) {
        machine.say("repeating the steps before the failure, to find where it began%n");
        System.out.println("  began: " + consultation.origin().orElse("not found again"));
      }
    }
    System.out.flush();
    return Doctor.examine(history).stream()
            .anyMatch(finding -> finding.severity() == Severity.FAILURE)
        ? Main.TRAINING_FAILED
        : Main.OK;
  }

  private void print(History history, List<Finding> findings, FindingPrinter printer) {
    if (findings.isEmpty()) {
      System.out.printf(
          "%s: healthy, by %d %s up to step %d%n",
          run,
          history.size(),
          history.size() == 1 ? "checkup" : "checkups",
          history.last().step());
    }
    for (Finding finding : findings) {
      printer.lines(finding).forEach(System.out::println);
    }
  }
}
