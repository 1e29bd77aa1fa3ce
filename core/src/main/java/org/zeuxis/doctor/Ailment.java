package org.zeuxis.doctor;

import java.util.Locale;

/** What a training can suffer from; causes stand before what follows from them. */
public enum Ailment {
  BAD_DATA(
      "the data have a fault",
      "The generator learns whatever the data hold, so a fault in the data becomes a fault of its"
          + " samples, or leaves it nothing to learn from."),
  MEANINGLESS_LABELS(
      "the labels say nothing about the images",
      "Images of one class are no more alike than images of different classes, so a conditional"
          + " network cannot learn what a class looks like."),
  SMALL_BATCH(
      "too few samples for batch norm",
      "Batch norm takes mean and deviation of a minibatch for those of the data. Of a few samples"
          + " they are mostly chance, and every sample depends on its neighbours."),
  LEARNING_RATE_HIGH(
      "a learning rate is too high",
      "The weights move so far in one iteration that the other player's last answer is out of date:"
          + " both jump about instead of improving."),
  LEARNING_RATE_LOW(
      "a learning rate is too low",
      "The weights hardly move, so the samples hardly change. Nothing is broken; it would only take"
          + " very long."),
  DIVERGENCE(
      "the training diverges",
      "Numbers grow without bound until they are infinite or no numbers at all. What was learnt"
          + " after the last healthy checkpoint is lost."),
  EXPLODING_WEIGHTS(
      "weights explode",
      "The weights of a network, or the factor by which it can magnify its input, grow many times"
          + " over. Gradients grow with them, and the players stop to react to each other."),
  DEAD_UNITS(
      "a layer is dead",
      "Most units of a layer put out the same whatever comes in. No information and no gradient"
          + " passes through them, and they do not recover by themselves."),
  SATURATION(
      "the generator's colours are saturated",
      "Most of what the generator draws lies at the ends of the range, where tanh has no slope: its"
          + " gradient vanishes on the way back."),
  MODE_COLLAPSE(
      "mode collapse",
      "All samples look alike, whatever the latent vector: the generator found one answer that the"
          + " discriminator accepts now, and gives only that."),
  PARTIAL_COLLAPSE(
      "partial mode collapse",
      "Samples are less varied than the data, many near copies of one another: parts of the data are"
          + " never drawn."),
  CLASS_COLLAPSE(
      "mode collapse within a class",
      "All samples of one class look alike, while the classes differ."),
  MODE_HOPPING(
      "mode hopping",
      "Samples look alike, and all of them change together from one checkup to the next: the"
          + " generator runs from mode to mode, the discriminator after it."),
  DISCRIMINATOR_DOMINANCE(
      "the discriminator has won",
      "It tells real from generated almost always and with certainty, so it has little to tell the"
          + " generator about the way to go."),
  VANISHING_GRADIENT(
      "the generator gets no gradient",
      "The gradient that reaches the generator is a tiny part of what it was: it cannot learn,"
          + " whatever its samples look like."),
  GENERATOR_DOMINANCE(
      "the discriminator is too weak",
      "It cannot tell the generator's samples from real ones although they are far from them, so"
          + " what it tells the generator is of no use."),
  DISCRIMINATOR_OVERFITTING(
      "the discriminator learns the images by heart",
      "It knows the training images from images of the same kind that it has not seen. What it"
          + " teaches the generator is these images, not what they have in common."),
  MEMORISATION(
      "samples are copies of training images",
      "Samples lie much nearer to training images than these to each other."),
  CHECKERBOARD(
      "checkerboard artefacts",
      "Pixels differ by the parity of their row and column, as overlapping windows of transposed"
          + " convolutions draw them."),
  OSCILLATION(
      "the players go round in circles",
      "Samples keep changing as much as ever and come no nearer to the data."),
  STAGNATION(
      "no progress",
      "Samples have not come nearer to the data for a large part of the training, and are still far"
          + " from them.");

  private final String title;
  private final String explanation;

  Ailment(String title, String explanation) {
    this.title = title;
    this.explanation = explanation;
  }

  /** In a few words. */
  public String title() {
    return title;
  }

  /** What happens, in words for someone who knows what a GAN is. */
  public String explanation() {
    return explanation;
  }

  /** As the command line and the event log name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
