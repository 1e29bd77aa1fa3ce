package org.zeuxis.doctor;

import java.util.List;

/**
 * Something to change.
 *
 * @param settings assignments as {@code --set} takes them, such as
 *     {@code discriminator.penalties=r1:10}; empty where no key does it
 * @param reason one sentence
 * @param safe whether it can be set on a run that goes on from a checkpoint, and does no harm where
 *     the finding was wrong: what the autopilot may do
 */
public record Remedy(List<String> settings, String reason, boolean safe) {
  public Remedy {
    settings = List.copyOf(settings);
    if (safe && settings.isEmpty()) {
      throw new IllegalArgumentException("remedy: expected settings where it is safe, got none");
    }
  }
}
