package org.zeuxis.train;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.doctor.Checkup;
import org.zeuxis.doctor.Doctor;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.History;
import org.zeuxis.doctor.Vitals;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.run.EventLog;
import org.zeuxis.run.MedicalRecord;
import org.zeuxis.run.Run;

/**
 * The doctor beside a training: takes the vitals every few iterations, writes them and what they
 * mean to the event log, and tells the listeners of every ailment once.
 */
final class HealthWatch implements TrainingObserver, AutoCloseable {
  private final EventLog log;
  private final Checkup checkup;
  private final Run run;
  private final long every;
  private final List<TrainingObserver> listeners;
  private final List<Vitals> vitals = new ArrayList<>();
  private final Set<Ailment> told = EnumSet.noneOf(Ailment.class);

  HealthWatch(Run run, Checkup checkup, long every, List<TrainingObserver> listeners) {
    this.run = run;
    log = new EventLog(run.events());
    this.checkup = checkup;
    this.every = every;
    this.listeners = listeners;
  }

  /** Where the log has checkups already, this one is only what the next is compared with. */
  @Override
  public void begin(Moment at) {
    vitals.addAll(MedicalRecord.of(run.directory()).checkups());
    Vitals first = checkup.first(at.game(), at.step());
    if (vitals.isEmpty()) {
      add(at, first);
    }
  }

  @Override
  public void afterStep(Moment at) {
    if (at.step() % every == 0) {
      add(at, checkup.of(at.game(), at.step()));
    }
  }

  private void add(Moment at, Vitals found) {
    vitals.add(found);
    List<Finding> news = Doctor.examine(new History(vitals, "")).stream()
        .filter(finding -> told.add(finding.ailment()))
        .toList();
    Recipe recipe = run.manifest().recipe();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("step", found.step());
    event.put("vitals", found.values());
    if (!news.isEmpty()) {
      event.put(
          "findings",
          news.stream().map(finding -> MedicalRecord.entry(finding, recipe)).toList());
    }
    log.append(event);
    if (!news.isEmpty()) {
      listeners.forEach(listener -> listener.diagnosed(at, news));
    }
  }

  @Override
  public void close() {
    checkup.close();
  }
}
