package org.zeuxis.recipe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.zeuxis.engine.Precision;
import org.zeuxis.game.Latent;
import org.zeuxis.metric.Metrics;

/**
 * Everything that determines a training, but for the machine. {@code defaults.yaml} beside this
 * class explains each key.
 *
 * @param name of the recipe it came from
 * @param title one line
 * @param paper authors and year
 * @param link to the paper
 * @param seed of every random stream
 */
public record Recipe(
    String name,
    String title,
    String paper,
    String link,
    long seed,
    Data data,
    NetworkSettings network,
    Latent latent,
    GameSettings game,
    PlayerSettings generator,
    PlayerSettings discriminator,
    AugmentSettings augment,
    TranslationSettings translation,
    Training training,
    Evaluation evaluation,
    Output output) {

  public Recipe {
    new Combinations(data, network, game, generator, discriminator, augment, training).check();
    require(
        evaluation.every() == 0 || !game.kind().isTranslation(),
        "evaluation.every (--eval-every)",
        "0 with " + game.kind() + ", whose runs are measured afterwards, by evaluate",
        evaluation.every());
  }

  /** What to train on. */
  public record Data(
      String source,
      boolean paired,
      String attributes,
      boolean tiles,
      int limit,
      int size,
      int channels,
      boolean flip,
      double jitter,
      double balance,
      boolean skipBad) {
    public Data {
      require(limit == 0 || limit >= 2, "data.limit", "0 or >= 2", limit);
      require(jitter >= 0 && jitter < 1, "data.jitter", "in [0,1)", jitter);
      require(balance >= 0 && balance <= 1, "data.balance", "in 0..1", balance);
    }

    /** The same with another source. */
    public Data withSource(String newSource) {
      return new Data(
          newSource,
          paired,
          attributes,
          tiles,
          limit,
          size,
          channels,
          flip,
          jitter,
          balance,
          skipBad);
    }

    /** The same with another table of attributes. */
    public Data withAttributes(String table) {
      return new Data(
          source, paired, table, tiles, limit, size, channels, flip, jitter, balance, skipBad);
    }
  }

  /** How long, and on how much at a time. */
  public record Training(
      int batchSize,
      int accumulate,
      double ema,
      double emaRampup,
      Precision precision,
      long steps,
      double kimg,
      double epochs,
      double minutes) {
    public Training {
      require(batchSize >= 1, "training.batchSize", ">= 1", batchSize);
      require(
          accumulate >= 1 && batchSize % accumulate == 0,
          "training.accumulate",
          "a divisor of training.batchSize (" + batchSize + ")",
          accumulate);
      require(ema >= 0 && ema < 1, "training.ema", "in [0,1)", ema);
      require(emaRampup >= 0, "training.emaRampup", ">= 0", emaRampup);
      require(steps >= 0, "training.steps", ">= 0", steps);
      require(kimg >= 0, "training.kimg", ">= 0", kimg);
      require(epochs >= 0, "training.epochs", ">= 0", epochs);
      require(minutes >= 0, "training.minutes", ">= 0", minutes);
      require(
          steps > 0 || kimg > 0 || epochs > 0 || minutes > 0,
          "training",
          "one of steps, kimg, epochs and minutes > 0",
          "none");
    }

    /** The same with another end; zeros are not used. */
    public Training until(long newSteps, double newKimg, double newEpochs, double newMinutes) {
      return new Training(
          batchSize,
          accumulate,
          ema,
          emaRampup,
          precision,
          newSteps,
          newKimg,
          newEpochs,
          newMinutes);
    }

    /** The same with the end of another. */
    public Training endingAs(Training other) {
      return until(other.steps, other.kimg, other.epochs, other.minutes);
    }
  }

  /** How the generator is measured while it trains. */
  public record Evaluation(
      long every,
      List<String> metrics,
      String features,
      int samples,
      String keepBest,
      int patience) {
    public Evaluation {
      metrics = List.copyOf(metrics);
      require(every >= 0, "evaluation.every", ">= 0", every);
      require(samples >= 2, "evaluation.samples", ">= 2", samples);
      require(patience >= 0, "evaluation.patience", ">= 0", patience);
      metrics.forEach(Metrics::named);
      require(
          keepBest.isEmpty() || every > 0,
          "evaluation.keepBest",
          "evaluation.every > 0 with it (--eval-every)",
          every);
      require(
          keepBest.isEmpty() || Metrics.rankable(metrics).contains(keepBest),
          "evaluation.keepBest",
          "a number that evaluation.metrics measure and that ranks ("
              + String.join(", ", Metrics.rankable(metrics)) + ")",
          keepBest);
      require(
          patience == 0 || !keepBest.isEmpty(),
          "evaluation.patience",
          "evaluation.keepBest with it (--keep-best)",
          patience);
    }

    public Evaluation withFeatures(String newFeatures) {
      return new Evaluation(every, metrics, newFeatures, samples, keepBest, patience);
    }
  }

  /** What is left behind, and how often. */
  public record Output(
      int samples,
      long sampleEvery,
      long checkpointEvery,
      int keepCheckpoints,
      long logEvery,
      long checkupEvery) {
    public Output {
      require(checkupEvery >= 0, "output.checkupEvery", ">= 0", checkupEvery);
      require(samples >= 1, "output.samples", ">= 1", samples);
      require(sampleEvery >= 1, "output.sampleEvery", ">= 1", sampleEvery);
      require(checkpointEvery >= 1, "output.checkpointEvery", ">= 1", checkpointEvery);
      require(keepCheckpoints >= 0, "output.keepCheckpoints", ">= 0", keepCheckpoints);
      require(logEvery >= 1, "output.logEvery", ">= 1", logEvery);
    }
  }

  /** The same on other data. */
  public Recipe withSource(String source) {
    return with(data.withSource(source), training, evaluation);
  }

  /** The same with another table of attributes. */
  public Recipe withAttributes(String table) {
    return with(data.withAttributes(table), training, evaluation);
  }

  /** The same with another end. */
  public Recipe withTraining(Training newTraining) {
    return with(data, newTraining, evaluation);
  }

  /** The same, measured otherwise. */
  public Recipe withEvaluation(Evaluation newEvaluation) {
    return with(data, training, newEvaluation);
  }

  /** The same, with features of another name. */
  public Recipe withPerception(String features) {
    return with(data, translation.withFeatures(features), training, evaluation);
  }

  private Recipe with(Data newData, Training newTraining, Evaluation newEvaluation) {
    return with(newData, translation, newTraining, newEvaluation);
  }

  private Recipe with(
      Data newData,
      TranslationSettings newTranslation,
      Training newTraining,
      Evaluation newEvaluation) {
    return new Recipe(
        name,
        title,
        paper,
        link,
        seed,
        newData,
        network,
        latent,
        game,
        generator,
        discriminator,
        augment,
        newTranslation,
        newTraining,
        newEvaluation,
        output);
  }

  /**
   * Iterations until the end on a data set of a size, or {@code Long.MAX_VALUE} where only the
   * clock ends it.
   */
  @JsonIgnore
  public long iterations(int datasetSize) {
    double perIteration = (double) training.batchSize() * game.discriminatorSteps();
    long end = training.steps() > 0 ? training.steps() : Long.MAX_VALUE;
    if (training.kimg() > 0) {
      end = Math.min(end, (long) Math.ceil(training.kimg() * 1000 / perIteration));
    }
    if (training.epochs() > 0) {
      end = Math.min(end, (long) Math.ceil(training.epochs() * datasetSize / perIteration));
    }
    return end;
  }

  /**
   * What does not fit a training's length, a line each: rates that fall to 0 before its end, or
   * would later.
   *
   * @param end iterations, {@code Long.MAX_VALUE} where only the clock ends it
   */
  public List<String> misfits(long end) {
    return Stream.of(generator.misfit("generator", end), discriminator.misfit("discriminator", end))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Whether another recipe plays the same game, however long and however it is watched. */
  public boolean sameGame(Recipe other) {
    return network.equals(other.network)
        && latent.equals(other.latent)
        && game.equals(other.game)
        && generator.equals(other.generator)
        && discriminator.equals(other.discriminator)
        && augment.equals(other.augment)
        && translation.equals(other.translation)
        && training.endingAs(other.training).equals(other.training);
  }

  static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static void require(boolean condition, String key, String expected, Object got) {
    if (!condition) {
      throw new IllegalArgumentException(key + ": expected " + expected + ", got " + got);
    }
  }
}
