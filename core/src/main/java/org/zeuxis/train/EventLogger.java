package org.zeuxis.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.run.EventLog;

/** Writes the scores to the event log every few iterations. */
final class EventLogger implements TrainingObserver {
  private final EventLog log;
  private final long every;

  EventLogger(EventLog log, long every) {
    this.log = log;
    this.every = every;
  }

  @Override
  public void begin(Moment at) {
    log.truncateAfter(at.step());
  }

  @Override
  public void afterStep(Moment at) {
    if (at.step() % every == 0 || at.isLast()) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("step", at.step());
      event.put("seconds", Math.round(at.seconds() * 1e3) / 1e3);
      event.put("images", at.position());
      event.put("scores", at.scores().values());
      log.append(event);
    }
  }
}
