package org.zeuxis.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
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

  private CompareWithPyTorch() {}

  /**
   * Runs the comparison.
   *
   * @param args the Python to use, rounds (12), {@code plain} or {@code frozen} (see
   *     dcgan_step.py), and {@code dcgan} or {@code wgan-gp}
   */
  public static void main(String[] args) throws IOException {
    String python = args.length > 0 ? args[0] : "python3";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 12;
    String mode = args.length > 2 ? args[2] : "plain";
    DcganStep.Kind kind = args.length > 3 && args[3].equals("wgan-gp")
        ? DcganStep.Kind.WGAN_GP
        : DcganStep.Kind.DCGAN;
    try (DcganStep ours = new DcganStep(kind, BATCH);
        Peer peer = Peer.start(python, kind, mode)) {
      if (peer == null) {
        System.out.println("skipped: no Python with torch is called " + python
            + "; name one as the first argument");
        return;
      }
      System.out.println("zeuxis: " + Engine.threads() + " threads, " + Engine.cpuCapability()
          + "; peer: " + peer.greeting + ", " + mode);
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
          "%s step, batch %d, float32: zeuxis %.1f ms, pytorch %.1f ms, ratio of medians %.3f (%d steps each)%n",
          kind,
          BATCH,
          median(a),
          median(b),
          median(a) / median(b),
          a.length);
    }
  }

  private static double[] time(DcganStep step, int count) {
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
    static Peer start(String python, DcganStep.Kind kind, String mode) throws IOException {
      Path script = Path.of("benchmarks/src/main/python/dcgan_step.py");
      Process process;
      try {
        process = new ProcessBuilder(
                python, script.toString(), kind.toString(), Integer.toString(BATCH), mode)
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
