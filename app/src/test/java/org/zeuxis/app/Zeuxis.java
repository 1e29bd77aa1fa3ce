package org.zeuxis.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The command line as a user has it: in this process where that will do, else in one of its own.
 */
final class Zeuxis {
  /** Far beyond what any test takes, so that a hanging process ends the test, not the build. */
  private static final long PATIENCE_MINUTES = 5;

  private Zeuxis() {}

  /** What a command left on the screen. */
  record Outcome(int code, String out, String err) {
    /** The lines of the error stream. */
    List<String> errors() {
      return err.lines().toList();
    }

    /** Fails with what the command said, unless it ended well and had nothing to complain of. */
    Outcome succeeded() {
      if (code != 0 || !err.isEmpty()) {
        throw new AssertionError("exit code " + code + ", expected 0 and no errors, got: " + err);
      }
      return this;
    }
  }

  /** Runs a command in this process. Not for several threads: the standard streams are global. */
  static Outcome here(String... args) {
    return captured(() -> Main.execute(args));
  }

  /** The same of a command as {@link Main} does not have it. */
  static Outcome captured(IntSupplier command) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      int code = command.getAsInt();
      return new Outcome(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  /** Runs a command in a process of its own, to the end. */
  static Outcome process(String... args) throws IOException, InterruptedException {
    // Too short to be worth the optimizing compiler.
    return start(List.of("-XX:TieredStopAtLevel=1"), args).await();
  }

  /** Starts a command in a process of its own, with options for Java. */
  static Child start(List<String> javaOptions, String... args) throws IOException {
    return startClass(javaOptions, Main.class, args);
  }

  /** Starts a command in a process of its own, in a directory. */
  static Child startIn(Path directory, String... args) throws IOException {
    return start(directory, List.of(), Main.class, args);
  }

  static Child startClass(List<String> javaOptions, Class<?> main, String... args)
      throws IOException {
    return start(Path.of("").toAbsolutePath(), javaOptions, main, args);
  }

  private static Child start(
      Path directory, List<String> javaOptions, Class<?> main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC"); // as ./zeuxis does
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(Arrays.asList(args));
    Path out = Files.createTempFile("zeuxis-out", ".txt");
    Path err = Files.createTempFile("zeuxis-err", ".txt");
    Process process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
    return new Child(process, out, err);
  }

  /** What a running command is to get to. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** A command that runs. */
  record Child(Process process, Path out, Path err) {
    Outcome await() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("does not end: " + process.info().commandLine());
      }
      Outcome outcome =
          new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    }

    /** Waits until it has got there, without ending. */
    void until(Condition condition) throws IOException {
      long start = System.nanoTime();
      while (!condition.holds()) {
        if (!process.isAlive()) {
          throw new AssertionError("ended too early: " + Files.readString(err));
        }
        if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(3)) {
          process.destroyForcibly();
          throw new AssertionError("does not get there: " + Files.readString(err));
        }
        Thread.onSpinWait();
      }
    }

    /** As Ctrl-C does. */
    void interrupt() throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
  }
}
