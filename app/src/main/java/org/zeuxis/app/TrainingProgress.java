package org.zeuxis.app;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import org.zeuxis.doctor.Finding;
import org.zeuxis.metric.Measurement;
import org.zeuxis.train.Moment;
import org.zeuxis.train.TrainingObserver;

/** Shows a training: steps, rate, time left, scores. */
final class TrainingProgress implements TrainingObserver {
  private static final double LINE_SECONDS = 10;

  private final String task;
  private long first;
  private ProgressBar bar;
  private double lastLine;

  /**
   * Of one training.
   *
   * @param task what the bar is called
   */
  TrainingProgress(String task) {
    this.task = task;
  }

  @Override
  public void begin(Moment at) {
    first = at.step();
    if (Terminal.isWatched()) {
      bar = Terminal.bar(task, at.end() == Long.MAX_VALUE ? -1 : at.end(), "steps");
      bar.stepTo(at.step());
    }
  }

  @Override
  public void afterStep(Moment at) {
    if (bar != null) {
      bar.stepTo(at.step());
      bar.setExtraMessage(" " + scores(at.scores().values()));
    } else if (at.seconds() - lastLine >= LINE_SECONDS || at.isLast()) {
      lastLine = at.seconds();
      System.err.println(line(at));
    }
  }

  @Override
  public void evaluated(Moment at, List<Measurement> measurements) {
    String text = measurements.stream()
        .map(found -> found.metric() + " " + MeasurementPrinter.number(found.value()))
        .collect(Collectors.joining(", "));
    if (bar != null) {
      // Erases the bar's line, which the bar draws again below.
      System.err.printf("\r\u001b[Kstep %d: %s%n", at.step(), text);
    } else {
      System.err.printf("step %d: %s%n", at.step(), text);
    }
  }

  /** The training's own recipe is not known here, so the whole advice is the doctor command's. */
  @Override
  public void diagnosed(Moment at, List<Finding> findings) {
    for (Finding finding : findings) {
      System.err.printf(
          "%sdoctor: %s%n", bar != null ? "\r\u001b[K" : "", FindingPrinter.headline(finding));
    }
  }

  @Override
  public void end(Moment at) {
    if (bar != null) {
      bar.close();
    }
  }

  private String line(Moment at) {
    double rate = (at.step() - first) / at.seconds();
    String left = at.end() == Long.MAX_VALUE
        ? ""
        : ", " + Terminal.duration((at.end() - at.step()) / rate) + " left";
    return String.format(
        Locale.ROOT,
        "step %d%s, %.1f steps/s%s, %s",
        at.step(),
        at.end() == Long.MAX_VALUE ? "" : "/" + at.end(),
        rate,
        left,
        scores(at.scores().values()));
  }

  private static String scores(Map<String, Double> scores) {
    return scores.entrySet().stream()
        .filter(score -> score.getKey().startsWith("loss."))
        .map(score ->
            String.format(Locale.ROOT, "%s %.3f", score.getKey().substring(5), score.getValue()))
        .collect(Collectors.joining(", "));
  }
}
