package org.zeuxis.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.zeuxis.engine.ErrorText;
import org.zeuxis.run.Run;
import org.zeuxis.train.Autopilot;
import org.zeuxis.train.Moment;
import org.zeuxis.train.Training;

/** Runs a training so that Ctrl-C saves before the process ends. */
final class TrainingSession {
  private TrainingSession() {}

  /** Trains to the end, or until an interrupt, and says what was left behind. */
  static int run(Training training) {
    try (Interruption interruption = new Interruption(training::stop);
        training) {
      try {
        report(training, training.run());
      } catch (RuntimeException e) {
        if (interruption.happened()) {
          System.err.println("zeuxis: " + ErrorText.of(e));
          System.err.flush();
        }
        throw e;
      }
    }
    return Main.OK;
  }

  /** The same with an autopilot, whose training may become another on the way. */
  static int run(Autopilot pilot) {
    try (Interruption interruption = new Interruption(pilot::stop)) {
      Moment end = pilot.run();
      try (Training last = pilot.training()) {
        report(last, end);
        pilot
            .decisions()
            .forEach(decision -> System.out.printf(
                "remedy %d, from step %d on: %s%n",
                decision.attempt(), decision.checkpoint(), String.join(" ", decision.settings())));
        System.out.flush();
      }
    }
    return Main.OK;
  }

  private static void report(Training training, Moment at) {
    Path run = training.directory().directory();
    if (at.isLast()) {
      System.out.printf(
          "trained %d steps in %s%n", at.step() - training.step(), Terminal.duration(at.seconds()));
    } else if (training.stoppedEarly()) {
      System.out.printf(
          "stopped early at step %d: no better %s for %d evaluations%n",
          at.step(), training.best().metric(), training.best().since());
    } else {
      System.out.printf(
          "stopped at step %d, saved; go on with: zeuxis resume %s%n", at.step(), run);
    }
    training
        .best()
        .step()
        .ifPresent(step -> System.out.printf(
            Locale.ROOT,
            "best %s: %.4g, at step %d (zeuxis generate %s --best)%n",
            training.best().metric(),
            training.best().value(),
            step,
            run));
    Path samples = training.directory().sampleGrid(at.step());
    if (Files.exists(samples)) {
      System.out.println("samples: " + samples);
    }
    if (at.isLast()) {
      System.out.println("more:    zeuxis " + more(training.directory(), run));
    }
    System.out.flush();
  }

  /** What one would do with the run now. */
  private static String more(Run run, Path directory) {
    return switch (run.manifest().recipe().game().kind()) {
      case ADVERSARIAL -> "generate " + directory + " -n 64 --seed 7 --out samples.png";
      case PIX2PIX, CYCLEGAN, PIXELDA -> "translate " + directory + " images/ made/";
      case STARGAN ->
        "edit " + directory + " --set NAME"
            + (run.manifest().recipe().data().attributes().isEmpty() ? "" : "=1") // else classes
            + " image.png edited.png";
      case SRGAN -> "upscale " + directory + " small.png large.png";
      case INPAINT -> "restore " + directory + " --mask mask.png damaged.png whole.png";
      default -> "evaluate " + directory; // what every run can be asked
    };
  }
}
