package org.zeuxis.recipe;

import org.zeuxis.optim.Schedule;

/** The catalogue of learning-rate schedules. */
public enum ScheduleKind {
  CONSTANT {
    @Override
    Schedule create(long start, long end, double factor) {
      return Schedule.CONSTANT;
    }
  },
  LINEAR {
    @Override
    Schedule create(long start, long end, double factor) {
      return Schedule.linear(start, end);
    }
  },
  COSINE {
    @Override
    Schedule create(long start, long end, double factor) {
      return Schedule.cosine(end);
    }
  },
  STEP {
    @Override
    Schedule create(long start, long end, double factor) {
      return Schedule.step(end, factor);
    }
  },
  INVERSE {
    @Override
    Schedule create(long start, long end, double factor) {
      return Schedule.inverse(end);
    }
  };

  abstract Schedule create(long start, long end, double factor);

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
