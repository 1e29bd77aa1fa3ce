package org.zeuxis.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.Metrics;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.CalibrationData;
import org.zeuxis.run.Evaluations;
import org.zeuxis.run.Run;
import org.zeuxis.run.Sampling;
import org.zeuxis.run.TrainedGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "evaluate",
    description = "Measures generated images: are they good, diverse, new?",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  zeuxis evaluate runs/mnist",
      "  zeuxis evaluate runs/mnist --metrics fid,kid --features torchscript:inception.pt",
      "  zeuxis evaluate runs/mnist --truncation 0.7",
      "  zeuxis evaluate --real photos/ --fake generated.zip"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "0..1", description = "A run directory.")
  private Path run;

  @Option(
      names = "--real",
      paramLabel = "DATA",
      description = "Instead of a run: real images, and with --fake …")
  private String real;

  @Option(
      names = "--fake",
      paramLabel = "DATA",
      description = "… a folder or zip of generated ones.")
  private String fake;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "0",
      description = "Side that the images of --real and --fake are brought to, 8 to 128 pixels.")
  private int size;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "0",
      description = "Channels that the images of --real and --fake are brought to, 1 or 3.")
  private int channels;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Where the data of the run are now, if they were moved.")
  private String data;

  @Mixin
  private StepChoice step;

  @Mixin
  private EvaluationOptions evaluation;

  @Mixin
  private SamplingOptions samplingOptions;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the numbers here, too. Those of a run are kept in RUN/evaluations.")
  private Path json;

  @Option(names = "--list", description = "Explain the metrics, and end.")
  private boolean list;

  @Mixin
  private MachineOptions machine;

  @Override
  public Integer call() {
    if (list) {
      Metrics.all()
          .forEach(metric -> System.out.printf("%-18s %s%n", metric.name(), metric.title()));
      return Main.OK;
    }
    boolean folders = real != null || fake != null;
    if (run != null && folders) {
      throw new InvalidInputException("evaluate: expected a RUN, or --real and --fake, got both");
    }
    if (run == null && (real == null || fake == null)) {
      throw new InvalidInputException("evaluate: expected a RUN, or both --real and --fake");
    }
    if (json != null && Files.isDirectory(json)) {
      throw new InvalidInputException("--json: expected a file, got the directory " + json);
    }
    machine.useThreads();
    try (ReadingProgress progress = new ReadingProgress(machine.quiet())) {
      if (!folders && Run.open(run).manifest().recipe().game().kind().isTranslation()) {
        ofTranslation(progress);
        return Main.OK;
      }
      Evaluation.Result result = folders ? ofFolders(progress) : ofRun(progress);
      writeJson(result);
    }
    return Main.OK;
  }

  /** Prints each number as soon as it is there, with the progress bar out of its way. */
  private Evaluation.Result measure(
      Evaluation judge,
      ReadingProgress progress,
      Function<Evaluation, Evaluation.Result> samples,
      Consumer<Measurement> keep) {
    MeasurementPrinter printer = new MeasurementPrinter(System.out);
    Evaluation.Result result = samples.apply(judge.hearing(measurement -> {
      progress.close();
      printer.print(measurement);
      keep.accept(measurement);
    }));
    printer.end(result.notMeasured());
    return result;
  }

  private Evaluation.Result ofFolders(ReadingProgress progress) {
    if (step.isMade() || data != null) {
      throw new InvalidInputException("--step, --best and --data: are for a RUN");
    }
    if (samplingOptions.isMade()) {
      throw new InvalidInputException("--truncation and --select: are for a RUN");
    }
    DataOptions options = machine.data().withSize(size).withChannels(channels);
    Dataset reals = DataSource.open(real, options, progress);
    Dataset fakes = DataSource.open(fake, options, progress);
    try (Evaluation opened = evaluation.open(reals, real, options, progress)) {
      return measure(opened, progress, judge -> judge.of(fakes), measurement -> {});
    }
  }

  private void ofTranslation(ReadingProgress progress) {
    if (samplingOptions.isMade() || !evaluation.metrics().isEmpty()) {
      throw new InvalidInputException(
          "--metrics, --truncation and --select: are for runs that make samples of noise");
    }
    evaluation.samples(); // before a classifier is trained
    Run opened = Run.open(run);
    Recipe recipe = opened.manifest().recipe();
    Recipe located = data == null ? recipe : recipe.withSource(DataSource.portable(data));
    List<Measurement> found = new TranslationJudge(
            opened, located, evaluation, machine.data(), machine.device("cpu"))
        .of(step.of(opened), System.out, progress);
    writeJson(new Evaluation.Result(found, Map.of(), Map.of()));
  }

  private Evaluation.Result ofRun(ReadingProgress progress) {
    if (size != 0 || channels != 0) {
      throw new InvalidInputException("--size and --channels: are for --real and --fake");
    }
    Run opened = Run.open(run);
    long chosen = step.of(opened);
    Recipe recipe = opened.manifest().recipe();
    Recipe located = data == null ? recipe : recipe.withSource(DataSource.portable(data));
    Sampling sampling = samplingOptions.sampling();
    Dataset reals = EvaluationOptions.reals(opened, located, machine.data(), progress);
    CalibrationData calibration = new CalibrationData(() -> reals, evaluation.seed(), progress);
    try (Evaluation judge = evaluation.open(reals, located, machine.data(), progress);
        TrainedGenerator generator =
            TrainedGenerator.load(opened, chosen, machine.device("cpu"), sampling, calibration)) {
      opened.evaluations().read(chosen); // before hours of measuring, what would end in vain
      judge.prepare(generator);
      progress.close();
      System.out.printf("%s, step %d%n", run, chosen);
      Evaluation.Result result =
          measure(judge, progress, any -> any.of(generator), measurement -> opened
              .evaluations()
              .add(chosen, List.of(measurement)));
      System.out.println("numbers: " + opened.evaluations().path(chosen));
      pictures(result, opened.evaluations().path(chosen));
      return result;
    }
  }

  /** Pictures lie beside the numbers: {@code step-000002000-neighbours.png}. */
  private static void pictures(Evaluation.Result result, Path numbers) {
    String base = numbers.getFileName().toString().replaceAll("\\.json$", "");
    result.pictures().forEach((name, picture) -> {
      Path file = numbers.resolveSibling(base + "-" + name + ".png");
      try {
        ImageGrid.writePng(file, ImageGrid.enlarge(picture, 2));
        System.out.println("picture: " + file);
      } catch (IOException e) {
        throw new InvalidInputException(
            file + ": cannot be written: " + InvalidInputException.reason(e), e);
      }
    });
  }

  private void writeJson(Evaluation.Result result) {
    if (json != null) {
      try {
        Evaluations.write(json, result.measurements());
        pictures(result, json);
      } catch (IOException e) {
        throw new InvalidInputException(
            "--json: " + json + ": cannot be written: " + InvalidInputException.reason(e), e);
      }
    }
  }
}
