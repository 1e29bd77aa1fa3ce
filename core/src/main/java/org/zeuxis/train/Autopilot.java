package org.zeuxis.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.zeuxis.InvalidInputException;
import org.zeuxis.TrainingFailedException;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.doctor.Doctor;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.Remedy;
import org.zeuxis.doctor.Severity;
import org.zeuxis.recipe.Adjustments;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.EventLog;
import org.zeuxis.run.MedicalRecord;
import org.zeuxis.run.Run;

/**
 * Trains, and acts on what the doctor finds: back to the last checkpoint from before the finding,
 * with the first of its safe remedies that was not tried yet. Every decision is kept in
 * {@code decisions.jsonl} of the run, with the finding and its evidence, since the event log of the
 * failed stretch is cut. After the last attempt a failure ends the training as it would without.
 */
public final class Autopilot {
  /** The file of decisions in a run's directory. */
  public static final String FILE = "decisions.jsonl";

  /**
   * What was done.
   *
   * @param attempt from 1
   * @param finding that it answers
   * @param checkpoint step gone back to
   * @param settings assignments
   * @param reason of the remedy
   */
  public record Decision(
      int attempt, Finding finding, long checkpoint, List<String> settings, String reason) {
    public Decision {
      settings = List.copyOf(settings);
    }
  }

  private final TrainingOptions options;
  private final int attempts;
  private final Consumer<Decision> listener;
  private final Set<List<String>> tried = new HashSet<>();
  private final List<Decision> decisions = new ArrayList<>();
  private Training training;
  private volatile boolean stopped;
  private Finding alarm;

  /**
   * An autopilot.
   *
   * @param attempts how many decisions it may take, at least 1
   * @param listener hears of them
   */
  public Autopilot(TrainingOptions options, int attempts, Consumer<Decision> listener) {
    if (attempts < 1) {
      throw new InvalidInputException("autopilot: expected at least 1 attempt, got " + attempts);
    }
    this.options = options;
    this.attempts = attempts;
    this.listener = listener;
  }

  /** Begins a training that {@link #run()} flies. */
  public Training start(Recipe recipe, Path directory) {
    if (recipe.output().checkupEvery() == 0) {
      throw new InvalidInputException(
          "autopilot: expected output.checkupEvery > 0, the doctor's checkups, got 0");
    }
    training = Training.start(recipe, directory, watched());
    return training;
  }

  /** The caller's options, with an ear on the doctor. */
  private TrainingOptions watched() {
    List<TrainingObserver> observers = new ArrayList<>(options.observers());
    observers.add(new TrainingObserver() {
      @Override
      public void diagnosed(Moment at, List<Finding> findings) {
        if (decisions.size() < attempts) {
          findings.stream()
              .filter(finding -> finding.severity() != Severity.NOTE && !isAnswered(finding))
              .filter(finding -> remedy(finding).isPresent())
              .findFirst()
              .ifPresent(finding -> {
                alarm = finding;
                training.stop();
              });
        }
      }
    });
    return new TrainingOptions(
        options.device(), options.threads(), options.data(), options.progress(), observers);
  }

  /**
   * Trains to the end.
   *
   * @throws TrainingFailedException where the training failed and no remedy is left
   */
  public Moment run() {
    while (true) {
      alarm = null;
      Path directory = training.directory().directory();
      try {
        Moment end = training.run();
        if (alarm == null || stopped) {
          return end;
        }
      } catch (TrainingFailedException e) {
        alarm =
            Doctor.examine(MedicalRecord.of(directory)).stream().findFirst().orElseThrow(() -> e);
        if (decisions.size() >= attempts || remedy(alarm).isEmpty()) {
          throw new TrainingFailedException(e.getMessage() + tried(directory), training.step());
        }
      }
      training.close();
      act(directory);
    }
  }

  private String tried(Path directory) {
    int count = decisions.size();
    return count == 0
        ? " (there is no remedy to try)"
        : " (" + (count == 1 ? "1 remedy was" : count + " remedies were") + " tried, see "
            + directory.resolve(FILE) + ")";
  }

  /** The training that is under way, or was the last. */
  public Training training() {
    return training;
  }

  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  /** Ends {@link #run()} after the iteration that is under way. Any thread may call it. */
  public void stop() {
    stopped = true;
    training.stop();
  }

  /** The first safe one that was not tried, in the recipe's own assignments. */
  private Optional<Remedy> remedy(Finding finding) {
    Recipe recipe = training.directory().manifest().recipe();
    return MedicalRecord.remedies(finding, recipe).stream()
        .filter(remedy -> remedy.safe() && !tried.contains(remedy.settings()))
        .findFirst();
  }

  /**
   * Whether a rate was lowered already for the motion that this finding rests on: the log keeps it
   * where no checkpoint is as old.
   */
  private boolean isAnswered(Finding finding) {
    if (decisions.isEmpty() || finding.ailment() != Ailment.LEARNING_RATE_HIGH) {
      return false;
    }
    Decision last = decisions.get(decisions.size() - 1);
    return finding.evidence().stream().anyMatch(motion -> motion.peak() <= last.checkpoint());
  }

  private void act(Path directory) {
    Remedy remedy = remedy(alarm).orElseThrow();
    tried.add(remedy.settings());
    long checkpoint = Run.open(directory).checkpoints().steps().stream()
        .filter(step -> step < alarm.from())
        .max(Long::compare)
        .orElse(Run.open(directory).checkpoints().steps().get(0));
    Decision decision =
        new Decision(decisions.size() + 1, alarm, checkpoint, remedy.settings(), remedy.reason());
    decisions.add(decision);
    record(directory, decision);
    listener.accept(decision);
    training = Training.resume(
        directory, recipe -> Adjustments.apply(recipe, remedy.settings()), checkpoint, watched());
  }

  private void record(Path directory, Decision decision) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("attempt", decision.attempt());
    line.put(
        "finding",
        MedicalRecord.entry(decision.finding(), training.directory().manifest().recipe()));
    line.put("checkpoint", decision.checkpoint());
    line.put("settings", decision.settings());
    line.put("reason", decision.reason());
    new EventLog(directory.resolve(FILE)).append(line);
  }
}
