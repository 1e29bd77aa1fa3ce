package org.zeuxis.run;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.game.Selection;

/**
 * How samples are drawn from a trained generator.
 *
 * @param truncation what normal latents are cut off at in magnitude; 0 for nothing
 * @param selection what the discriminator does
 */
public record Sampling(double truncation, Selection selection) {
  /** Samples as they come. */
  public static final Sampling PRIOR = new Sampling(0, new Selection.None());

  public Sampling {
    if (!(truncation >= 0 && truncation < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("truncation: expected > 0, or 0 for none, got " + truncation);
    }
  }

  /** As protocols of measurements tell it; empty for samples as they come. */
  public String description() {
    List<String> parts = new ArrayList<>();
    if (truncation > 0) {
      parts.add("truncation " + truncation);
    }
    if (selection.needsDiscriminator()) {
      parts.add(selection.toString());
    }
    if (selection.needsRealSamples()) {
      parts.add("calibrated on up to " + Calibration.SAMPLES + " real samples");
    }
    return String.join(", ", parts);
  }
}
