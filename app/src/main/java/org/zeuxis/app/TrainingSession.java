package org.zeuxis.app;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.zeuxis.engine.ErrorText;
import org.zeuxis.train.Moment;
import org.zeuxis.train.Training;

/** Runs a training so that Ctrl-C saves before the process ends. */
final class TrainingSession {
  private TrainingSession() {}

  /** Trains to the end, or until an interrupt, and says what was left behind. */
  static int run(Training training) {
    CountDownLatch saved = new CountDownLatch(1);
    Thread hook = new Thread(
        () -> {
          training.stop();
          try {
            saved.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "zeuxis-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Moment at = training.run();
      report(training, at);
    } catch (RuntimeException e) {
      if (hook.isAlive()) { // the process ends with the hook, before anybody else could say it
        System.err.println("zeuxis: " + ErrorText.of(e));
        System.err.flush();
      }
      throw e;
    } finally {
      training.close();
      saved.countDown();
      removeUnlessRunning(hook);
    }
    return Main.OK;
  }

  private static void removeUnlessRunning(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook runs, and the exit code is the signal's (130 for
      // Ctrl-C).
    }
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
    System.out.println("samples: " + training.directory().sampleGrid(at.step()));
    if (at.isLast()) {
      System.out.printf("more:    zeuxis generate %s -n 64 --seed 7 --out samples.png%n", run);
    }
    System.out.flush();
  }
}
