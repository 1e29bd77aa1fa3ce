package org.zeuxis.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.Npy;
import org.zeuxis.metric.DensityCoverage;
import org.zeuxis.metric.FrechetDistance;
import org.zeuxis.metric.KernelDistance;
import org.zeuxis.metric.PrecisionRecall;

/**
 * FID from features against {@code numpy.cov} and {@code scipy.linalg.sqrtm} on the same features,
 * alternating in one run, so that a machine that others use too slows both alike. Prints the ratio
 * of the medians, and the time of the other metrics by themselves.
 */
public final class CompareFidWithSciPy {
  private static final int IMAGES = 10_000;
  private static final int WIDTH = 2048;
  private static final int NARROW = 128;

  private CompareFidWithSciPy() {}

  /**
   * Runs the comparison.
   *
   * @param args the Python to use, and rounds (3)
   */
  public static void main(String[] args) throws IOException {
    String python = args.length > 0 ? args[0] : "python3";
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("zeuxis-fid");
    try (Scope scope = new Scope();
        Rng rng = new Rng(1)) {
      Tensor real = features(rng, WIDTH);
      Tensor generated = features(rng, WIDTH).times(0.9).plus(0.05);
      Npy.write(folder.resolve("real.npy"), real);
      Npy.write(folder.resolve("generated.npy"), generated);
      compare(python, folder, real, generated, rounds);
      others("d = " + WIDTH, real, generated);
      others("d = " + NARROW, features(rng, NARROW), features(rng, NARROW));
    } finally {
      Files.deleteIfExists(folder.resolve("real.npy"));
      Files.deleteIfExists(folder.resolve("generated.npy"));
      Files.delete(folder);
    }
  }

  /** Like those of a network, features hang together: normal numbers, mixed. */
  private static Tensor features(Rng rng, int width) {
    try (Scope scope = new Scope()) {
      Tensor mix = rng.normal(width, width).times(1 / Math.sqrt(width));
      return scope.keep(rng.normal(IMAGES, width).matmul(mix));
    }
  }

  private static void compare(String python, Path folder, Tensor real, Tensor generated, int rounds)
      throws IOException {
    try (Peer peer = Peer.start(python, folder)) {
      if (peer == null) {
        System.out.println("FID skipped: no Python with numpy and scipy is called " + python
            + "; name one as the first argument");
        return;
      }
      System.out.println("zeuxis: " + Engine.threads() + " threads, " + Engine.cpuCapability()
          + "; peer: " + peer.greeting);
      double[] ours = new double[rounds];
      double[] theirs = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        double fid = FrechetDistance.between(real, generated);
        ours[round] = seconds(start);
        Peer.Answer answer = peer.run();
        theirs[round] = answer.seconds;
        System.out.printf(
            Locale.ROOT,
            "zeuxis %.2f s, FID %.9f; numpy and scipy %.2f s, FID %.9f%n",
            ours[round],
            fid,
            answer.seconds,
            answer.fid);
      }
      System.out.printf(
          Locale.ROOT,
          "FID of 2 x %d x %d features: ratio of medians %.3f (%d runs each)%n",
          IMAGES,
          WIDTH,
          median(ours) / median(theirs),
          rounds);
    }
  }

  private static void others(String what, Tensor real, Tensor generated) {
    long start = System.nanoTime();
    PrecisionRecall.of(real, generated);
    double precisionRecall = seconds(start);
    start = System.nanoTime();
    DensityCoverage.of(real, generated);
    double densityCoverage = seconds(start);
    start = System.nanoTime();
    KernelDistance.between(real, generated, 1);
    System.out.printf(
        Locale.ROOT,
        "%s: precision and recall %.2f s, density and coverage %.2f s, KID %.2f s%n",
        what,
        precisionRecall,
        densityCoverage,
        seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The Python process, which computes when it is told to and waits otherwise. */
  private static final class Peer implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final PrintStream out;
    private final String greeting;

    /** What it computed, and in which time. */
    private record Answer(double seconds, double fid) {}

    private Peer(Process process, BufferedReader in, String greeting) {
      this.process = process;
      this.in = in;
      this.greeting = greeting;
      out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** The peer, or null where there is no such Python or it lacks NumPy or SciPy. */
    static Peer start(String python, Path folder) throws IOException {
      Path script = Path.of("benchmarks/src/main/python/fid.py");
      Process process;
      try {
        process = new ProcessBuilder(python, script.toString(), folder.toString())
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

    Answer run() throws IOException {
      out.println("run");
      String line = in.readLine();
      if (line == null) {
        throw new IOException("the peer ended");
      }
      String[] parts = line.split(" ", -1);
      return new Answer(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    @Override
    public void close() {
      out.close();
      process.destroy();
    }
  }
}
