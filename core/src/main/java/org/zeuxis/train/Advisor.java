package org.zeuxis.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.DataSummary;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Part;
import org.zeuxis.data.Sampler;
import org.zeuxis.doctor.Distances;
import org.zeuxis.doctor.LabelPurity;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Game;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;
import org.zeuxis.run.TrainingData;

/** Looks at data and machine, and proposes a recipe that fits both, with reasons. */
public final class Advisor {
  /** Iterations below which DCGANs on small images are still mush (docs: 2000 on digits). */
  private static final long ENOUGH = 2_000;

  /** Beyond that many a small generator gains little. */
  private static final long PLENTY = 50_000;

  /** So few images a discriminator learns by heart (ADA, arXiv:2006.06676, figure 1). */
  private static final int FEW = 2_000;

  /** Images of a class from which it can be learnt. */
  private static final int CLASS = 50;

  private static final int LOOKED_AT = 2_000;
  private static final int TIMED = 5;
  private static final List<Integer> WIDTHS = List.of(64, 32, 16, 8);

  /**
   * A setting, and why.
   *
   * @param setting {@code key=value}
   */
  public record Choice(String setting, String reason) {}

  /**
   * What to train.
   *
   * @param recipe its name
   * @param reason for it
   * @param choices what to set, in the order in which to read it
   * @param facts what was seen of data and machine, one line each
   */
  public record Advice(String recipe, String reason, List<Choice> choices, List<String> facts) {
    public Advice {
      choices = List.copyOf(choices);
      facts = List.copyOf(facts);
    }

    /** For {@link Catalogue#resolve}. */
    public List<String> settings() {
      return choices.stream().map(Choice::setting).toList();
    }
  }

  private final TrainingOptions options;
  private final List<Choice> choices = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();

  /** On the machine that the options name. */
  public Advisor(TrainingOptions options) {
    this.options = options;
  }

  /**
   * Advice for data.
   *
   * @param source as for a recipe's {@code data.source}
   * @param minutes that the training may take
   * @throws InvalidInputException if the data cannot be used
   */
  public Advice advise(String source, double minutes) {
    if (!(minutes > 0)) {
      throw new InvalidInputException("--minutes: expected > 0, got " + minutes);
    }
    if (options.threads() > 0) {
      Engine.setThreads(options.threads());
    }
    choices.clear();
    facts.clear();
    Dataset data = DataSource.open(source, options.data(), options.progress());
    choose("data.source=" + DataSource.portable(source), "what was named");
    facts.add(data.name() + ": " + data.size() + " samples of "
        + Arrays.toString(data.sampleShape()) + ", " + data.classNames().size() + " class(es)");
    facts.add(Engine.threads() + " threads, " + Engine.cpuCapability() + ", " + options.device());
    return data.isImages() ? ofImages(data, minutes) : ofPoints(minutes);
  }

  private Advice ofPoints(double minutes) {
    String recipe = "points";
    choose("training.ema=0.999", "the average of the generator's way is steadier than its end");
    time(recipe, minutes);
    return new Advice(recipe, "the data are points in the plane", choices, facts);
  }

  private Advice ofImages(Dataset data, double minutes) {
    DataSummary summary = DataSummary.of(
        data.size() > LOOKED_AT ? Part.of(data, LOOKED_AT) : data, options.progress());
    facts.addAll(summary.warnings());
    Likeness likeness = Likeness.of(data, Math.min(data.size(), LOOKED_AT));
    facts.add(String.format(
        Locale.ROOT,
        "a nearest neighbour has the same class in %.0f %% of cases, by chance in %.0f %%",
        100 * likeness.purity().share(),
        100 * likeness.purity().chance()));
    boolean classes = data.classNames().size() > 1
        && smallest(data) >= CLASS
        && likeness.purity().telling() > 0.2;
    if (data.size() < FEW) {
      choose(
          "augment.name=diff-augment",
          data.size() + " images are few: without augmentation D learns them by heart");
    }
    if (likeness.mirrored() < 1.05) {
      choose(
          "data.flip=true",
          String.format(
              Locale.ROOT,
              "mirrored images are as near to the others as they are themselves (%.2f)",
              likeness.mirrored()));
    }
    if (classes && largest(data) >= 3 * smallest(data)) {
      choose("data.balance=1", "the classes are unbalanced, so draw each equally often");
    }
    choose("training.ema=0.999", "the average of the generator's way gives better samples");
    String recipe = classes ? "cgan" : "dcgan";
    time(recipe, minutes);
    return new Advice(
        recipe,
        classes
            ? "the classes can be told apart and have at least " + CLASS + " images each"
            : "one kind of images, or labels that say too little",
        choices,
        facts);
  }

  private void choose(String setting, String reason) {
    choices.add(new Choice(setting, reason));
  }

  /** The widest networks that take enough steps in the time. */
  private void time(String recipe, double minutes) {
    boolean points = recipe.equals("points");
    for (int width : points ? List.of(128) : WIDTHS) {
      List<String> settings =
          new ArrayList<>(choices.stream().map(Choice::setting).toList());
      settings.add("network.features=" + width);
      double seconds = secondsPerStep(Catalogue.resolve(recipe, settings));
      long steps = (long) (0.9 * 60 * minutes / seconds);
      facts.add(String.format(
          Locale.ROOT, "a step with %d features takes %.0f ms here", width, 1e3 * seconds));
      if (steps >= ENOUGH || points || width == WIDTHS.get(WIDTHS.size() - 1)) {
        if (!points) {
          choose(
              "network.features=" + width,
              "the widest of " + WIDTHS + " that leave time for " + ENOUGH
                  + " steps, or the narrowest");
        }
        choose(
            "training.steps=" + Math.min(steps, PLENTY),
            String.format(
                Locale.ROOT, "what %.3g minutes leave time for, evaluations aside", minutes));
        return;
      }
    }
  }

  /** Median of a few, after two that warm up. */
  private double secondsPerStep(Recipe recipe) {
    Dataset data = TrainingData.open(recipe, options.data(), options.progress());
    double[] seconds = new double[TIMED];
    try (Game game = new GameBuilder(recipe, Samples.of(data), options.device()).game();
        Loader loader = Training.loader(recipe, data, game, 0)) {
      for (int i = -2; i < TIMED; i++) {
        options.progress().progress("timing steps", i + 2, TIMED + 2);
        long start = System.nanoTime();
        try (Scope scope = new Scope()) {
          game.play(loader.next(), i + 2);
        }
        seconds[Math.max(0, i)] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[TIMED / 2];
  }

  private static int smallest(Dataset data) {
    return Arrays.stream(counts(data)).min().orElseThrow();
  }

  private static int largest(Dataset data) {
    return Arrays.stream(counts(data)).max().orElseThrow();
  }

  private static int[] counts(Dataset data) {
    int[] counts = new int[data.classNames().size()];
    for (int i = 0; i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    return counts;
  }

  /**
   * How images are like one another.
   *
   * @param purity of their classes
   * @param mirrored median distance from a mirrored image to the nearest other one, in units of
   *     that from the image itself
   */
  private record Likeness(LabelPurity purity, double mirrored) {
    private static final int PROBES = 256;

    static Likeness of(Dataset data, int count) {
      try (Scope scope = new Scope();
          NoGrad guard = new NoGrad()) {
        Sampler order = Sampler.uniform(data.size(), 1);
        Tensor all = read(data, order, count, false);
        int probes = Math.min(PROBES, count);
        double[][] own = Distances.between(all.narrow(0, 0, probes), all);
        double[][] other = Distances.between(read(data, order, probes, true), all);
        int[] labels =
            IntStream.range(0, count).map(i -> data.label(order.index(i))).toArray();
        LabelPurity purity = LabelPurity.of(own, labels);
        double[] nearest = new double[probes];
        double[] mirrored = new double[probes];
        for (int i = 0; i < probes; i++) {
          own[i][i] = Double.POSITIVE_INFINITY;
          other[i][i] = Double.POSITIVE_INFINITY;
          nearest[i] = Arrays.stream(own[i]).min().orElseThrow();
          mirrored[i] = Arrays.stream(other[i]).min().orElseThrow();
        }
        return new Likeness(
            purity, Distances.median(mirrored) / (Distances.median(nearest) + 1e-9));
      }
    }

    private static Tensor read(Dataset data, Sampler order, int count, boolean flip) {
      int values = 1;
      for (long side : data.sampleShape()) {
        values *= Math.toIntExact(side);
      }
      float[] all = new float[count * values];
      for (int i = 0; i < count; i++) {
        data.read(order.index(i), flip, all, i * values);
      }
      return Tensor.of(all, count, values);
    }
  }
}
