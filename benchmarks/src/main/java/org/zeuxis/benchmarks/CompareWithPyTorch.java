package org.zeuxis.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.zeuxis.engine.Engine;

/**
 * Step time of Zeuxis against PyTorch eager in one run, alternating in blocks, so that a machine
 * that others use too slows both alike. Prints the ratio of the medians.
 */
public final class CompareWithPyTorch {
  private static final int BATCH = 128;
  private static final int WARMUP = 10;
  private static final int STEPS = 10;
  private static final int FEATURES = 64; // the papers of pix2pix and CycleGAN

  private CompareWithPyTorch() {}

  /**
   * Runs the comparison.
   *
   * @param args the Python to use, rounds of ten steps (12), {@code plain} or {@code frozen} (see
   *     dcgan_step.py), and {@code dcgan}, {@code wgan-gp}, {@code pix2pix} or {@code cyclegan};
   *     the last two are frozen always, and may be followed by their features (64) and batch (4 and
   *     1)
   */
  public static void main(String[] args) throws IOException {
    String python = args.length > 0 ? args[0] : "python3";
    int rounds = number(args, 1, 12);
    try (TimedStep ours = step(args);
        Peer peer = Peer.start(python, ours)) {
      if (peer == null) {
        System.out.println("skipped: no Python with torch is called " + python
            + "; name one as the first argument");
        return;
      }
      System.out.println("zeuxis: " + Engine.threads() + " threads, " + Engine.cpuCapability()
          + "; peer: " + peer.greeting);
      time(ours, WARMUP);
      peer.time(WARMUP);
      double[] a = {};
      double[] b = {};
      for (int round = 0; round < rounds; round++) {
        a = join(a, time(ours, STEPS));
        b = join(b, peer.time(STEPS));
      }
      System.out.printf(
          Locale.ROOT,
          "%s: zeuxis %.1f ms, pytorch %.1f ms, ratio of medians %.3f (%d steps each)%n",
          ours.description(),
          median(a),
          median(b),
          median(a) / median(b),
          a.length);
    }
  }

  private static TimedStep step(String[] args) {
    String mode = args.length > 2 ? args[2] : "plain";
    String game = args.length > 3 ? args[3] : "dcgan";
    int features = number(args, 4, FEATURES);
    return switch (game) {
      case "dcgan" -> new DcganStep(DcganStep.Kind.DCGAN, BATCH, mode);
      case "wgan-gp" -> new DcganStep(DcganStep.Kind.WGAN_GP, BATCH, mode);
      case "pix2pix" ->
        new TranslationStep(TranslationStep.Kind.PIX2PIX, features, number(args, 5, 4));
      case "cyclegan" ->
        new TranslationStep(TranslationStep.Kind.CYCLEGAN, features, number(args, 5, 1));
      default ->
        throw new IllegalArgumentException(
            "game: expected dcgan, wgan-gp, pix2pix or cyclegan, got " + game);
    };
  }

  private static int number(String[] args, int place, int otherwise) {
    return args.length > place ? Integer.parseInt(args[place]) : otherwise;
  }

  private static double[] time(TimedStep step, int count) {
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      step.run();
      times[i] = (System.nanoTime() - start) / 1e6;
    }
    return times;
  }

  private static double[] join(double[] a, double[] b) {
    return DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The Python process, which steps when it is told to and waits otherwise. */
  private static final class Peer implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("benchmarks/src/main/python");

    private final Process process;
    private final BufferedReader in;
    private final PrintStream out;
    private final String greeting;

    private Peer(Process process, BufferedReader in, String greeting) {
      this.process = process;
      this.in = in;
      this.greeting = greeting;
      out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** The peer, or null where there is no such Python or it has no torch. */
    static Peer start(String python, TimedStep step) throws IOException {
      List<String> command = new ArrayList<>(List.of(python));
      command.addAll(step.peer());
      command.set(1, SCRIPTS.resolve(command.get(1)).toString());
      Process process;
      try {
        process = new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
      } catch (IOException e) {
        return null;
      }
      BufferedReader in = new BufferedReader(
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      String greeting = in.readLine();
      return greeting == null ? null : new Peer(process, in, greeting);
    }

    double[] time(int steps) throws IOException {
      out.println(steps);
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the peer ended");
      }
      return Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void close() {
      out.close();
      process.destroy();
    }
  }
}
