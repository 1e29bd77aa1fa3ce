package org.zeuxis.lab;

import java.util.List;

/**
 * What a lab found.
 *
 * @param text paragraphs for a reader who knows what a GAN is: the question, what was done, what it
 *     means for a training
 * @param checks measured numbers beside closed forms
 * @param plots animated where there is a course of time
 */
public record LabReport(
    String name, String title, List<String> text, List<Check> checks, List<Plot> plots) {
  public LabReport {
    text = List.copyOf(text);
    checks = List.copyOf(checks);
    plots = List.copyOf(plots);
  }

  /** Whether every number agrees with its closed form. */
  public boolean holds() {
    return checks.stream().allMatch(Check::holds);
  }
}
