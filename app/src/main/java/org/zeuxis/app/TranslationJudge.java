package org.zeuxis.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zeuxis.InvalidInputException;
import org.zeuxis.app.report.ResultsPage;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Domains;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Translates;
import org.zeuxis.metric.Evaluation;
import org.zeuxis.metric.Extractors;
import org.zeuxis.metric.FeatureExtractor;
import org.zeuxis.metric.Measurement;
import org.zeuxis.metric.TranslationEvaluation;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.Run;
import org.zeuxis.run.TrainedTranslator;
import org.zeuxis.run.TrainingData;

/** Measures a run that makes images of images, prints a table, and writes a page of results. */
final class TranslationJudge {
  /** Images on the page, and how many are made at once. */
  private static final int SHOWN = 64;

  private static final int BATCH = 16;

  private final Run run;
  private final Recipe located;
  private final EvaluationOptions options;
  private final DataOptions place;
  private final Device device;

  TranslationJudge(
      Run run, Recipe located, EvaluationOptions options, DataOptions place, Device device) {
    this.run = run;
    this.located = located;
    this.options = options;
    this.place = place;
    this.device = device;
  }

  /** Measures the checkpoint of a step. */
  List<Measurement> of(long step, PrintStream out, ReadingProgress progress) {
    Dataset trained = EvaluationOptions.reals(run, located, place, progress);
    Optional<Dataset> unseen = unseen(trained, progress);
    Dataset data = unseen.orElse(trained);
    Extractors extractors = new Extractors(place.cache(), Device.CPU, options.seed(), progress);
    try (TrainedTranslator trainedRun = TrainedTranslator.load(run, step, device);
        FeatureExtractor extractor = trainedRun.makesImages()
            ? extractors.open(options.features(), target(trained), Optional.empty())
            : extractors.open("pixels", trained, Optional.empty())) {
      TranslationEvaluation evaluation = new TranslationEvaluation(
          data,
          unseen.isPresent() ? "held-out" : "train",
          trained,
          extractor,
          options.samples(),
          options.seed());
      List<Measurement> found = new ArrayList<>();
      Map<String, String> notMeasured = new LinkedHashMap<>();
      boolean told = data.classNames().size() > 1 || !trainedRun.makesImages();
      trainedRun
          .classifier()
          .filter(any -> told)
          .ifPresent(classifier -> found.add(evaluation.accuracy(classifier)));
      if (trainedRun.makesImages()) {
        Evaluation.Result result = evaluation.of(trainedRun.game());
        found.addAll(result.measurements());
        notMeasured.putAll(result.notMeasured());
      }
      progress.close();
      List<ResultsPage.Table> tables = tables(found);
      String measured = String.format(
          "%d images of %s (%s)",
          found.stream().mapToInt(one -> one.protocol().generated()).max().orElseThrow(),
          data.name(),
          unseen.isPresent() ? "held out" : "trained on");
      out.printf("%s, step %d, %s%n", run.directory(), step, measured);
      tables.forEach(table -> print(table, out));
      if (trainedRun.classifier().isPresent() && !told) {
        notMeasured.put("accuracy", data.name() + " has no classes");
      }
      notMeasured.forEach((name, why) -> out.printf("not measured: %s (%s)%n", name, why));
      found.stream()
          .flatMap(measurement -> measurement.notes().stream())
          .distinct()
          .forEach(note -> out.println("note: fid is " + note));
      run.evaluations().add(step, found);
      out.println("numbers: " + run.evaluations().path(step));
      if (trainedRun.makesImages()) {
        page(step, data, measured, tables, trainedRun.game(), out);
      }
      return found;
    }
  }

  private Optional<Dataset> unseen(Dataset trained, ReadingProgress progress) {
    if (options.heldOut().isEmpty()) {
      return TrainingData.heldOut(located, trained, place, progress);
    }
    try {
      return Optional.of(
          TrainingData.elsewhere(located, options.heldOut(), trained, place, progress));
    } catch (InvalidInputException e) {
      throw new InvalidInputException(
          "--held-out: " + e.getMessage().replaceFirst("^--data: ", ""), e);
    }
  }

  /** What made images should look like: a classifier that is to judge them learns those alone. */
  private static Dataset target(Dataset data) {
    return data instanceof Domains domains ? domains.to().data() : data;
  }

  private void page(
      long step,
      Dataset data,
      String measured,
      List<ResultsPage.Table> tables,
      Translates game,
      PrintStream out) {
    Path numbers = run.evaluations().path(step);
    Path page = numbers.resolveSibling(
        numbers.getFileName().toString().replaceAll("\\.json$", "-results.html"));
    try (Scope scope = new Scope();
        Loader loader = new Loader(
            data,
            Sampler.uniform(data.size(), options.seed()),
            Math.min(BATCH, data.size()),
            Views.PLAIN,
            0)) {
      List<Map<String, Tensor>> pictures = new ArrayList<>();
      for (int shown = 0; shown < Math.min(SHOWN, data.size()); shown += BATCH) {
        pictures.add(game.show(loader.next().narrow(0, Math.min(BATCH, data.size() - shown))));
      }
      ResultsPage.write(page, run.directory().toString(), step, measured, tables, pictures);
    }
    out.println("page:    " + page);
  }

  /** For each kind of image the makers and their numbers. */
  private static List<ResultsPage.Table> tables(List<Measurement> found) {
    Map<String, Map<String, Map<String, Double>>> all = new LinkedHashMap<>();
    for (Measurement one : found) {
      all.computeIfAbsent(one.protocol().settings().get("of"), of -> new LinkedHashMap<>())
          .computeIfAbsent(one.protocol().settings().get("by"), by -> new LinkedHashMap<>())
          .put(one.metric(), one.value());
    }
    List<ResultsPage.Table> tables = new ArrayList<>();
    all.forEach((what, makers) -> {
      Set<String> metrics = new LinkedHashSet<>();
      makers.values().forEach(values -> metrics.addAll(values.keySet()));
      List<ResultsPage.Row> rows = new ArrayList<>();
      makers.forEach((by, values) -> rows.add(new ResultsPage.Row(
          by,
          metrics.stream()
              .mapToDouble(metric -> values.getOrDefault(metric, Double.NaN))
              .toArray())));
      tables.add(new ResultsPage.Table(what, List.copyOf(metrics), rows));
    });
    return tables;
  }

  private static void print(ResultsPage.Table table, PrintStream out) {
    StringBuilder head = new StringBuilder(String.format("%n%-24s", table.what()));
    table.metrics().forEach(metric -> head.append(String.format(" %16s", metric)));
    out.println(head);
    for (ResultsPage.Row row : table.rows()) {
      StringBuilder line = new StringBuilder(String.format("  %-22s", row.by()));
      for (double value : row.values()) {
        line.append(String.format(
            Locale.ROOT, " %16s", Double.isNaN(value) ? "" : MeasurementPrinter.number(value)));
      }
      out.println(line);
    }
    out.flush();
  }
}
