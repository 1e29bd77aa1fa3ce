package org.zeuxis.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.zeuxis.InvalidInputException;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Checkpoints;
import org.zeuxis.run.Run;
import org.zeuxis.train.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Goes on with a run, bit for bit as if it had never stopped.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:", "  zeuxis resume runs/mnist --steps 4000"})
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "A run directory.")
  private Path run;

  @Mixin
  private EndOptions end;

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description = "Go on from an older checkpoint; newer ones are removed.")
  private Long from;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Where the data are now, if they were moved.")
  private String data;

  @Mixin
  private EvaluationSchedule evaluation;

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    if (from != null && from < 0) {
      throw new InvalidInputException("--from: expected >= 0, got " + from);
    }
    try (ReadingProgress reading = new ReadingProgress(machine.quiet())) {
      Training training = Training.resume(
          run, this::change, from == null ? -1 : from, machine.options(reading, device()));
      reading.close();
      if (training.step() >= training.end()) {
        training.close();
        System.out.printf(
            "%s is at step %d, its end; name a later one: zeuxis resume %s --steps %d%n",
            run, training.step(), run, 2 * training.step());
        return Main.OK;
      }
      machine.say("%s: from step %d%n", run, training.step());
      training.misfits().forEach(misfit -> machine.say("note: %s%n", misfit));
      return TrainingSession.run(training);
    }
  }

  /** Another device gives other last bits, so the run goes on where it was. */
  private String device() {
    Checkpoints checkpoints = Run.open(run).checkpoints();
    return Optional.ofNullable(from)
        .or(checkpoints::latest)
        .map(step -> checkpoints.state(step).device())
        .orElse("auto");
  }

  private Recipe change(Recipe recipe) {
    Recipe changed = evaluation.apply(end.apply(recipe));
    return data == null ? changed : changed.withSource(data);
  }
}
