package org.zeuxis.objective;

import org.zeuxis.engine.Tensor;

/**
 * The masked pairwise mean squared error of PixelDA (Bousmalis et al. 2017, arXiv:1612.05424,
 * section 3.2), which holds what is made of an image to that image's foreground: differences
 * between pixels are to stay as they are, not the pixels themselves.
 *
 * <p>For the differences d = x - G(x,z) of k values of the foreground it is the variance of d,
 * {@code Σd²/k - (Σd)²/k²}. The paper has the number of all values for k, so that a darker or
 * lighter foreground costs something; with the foreground's own number it costs nothing.
 *
 * <p>The paper knows the foreground of rendered objects. Here it is what is lighter than black, as
 * digits are; an image without any costs nothing.
 */
public final class ContentSimilarity {
  /** A tenth of the way from black to white: less is what resizing leaves around a digit. */
  private static final double BACKGROUND = -0.8;

  private ContentSimilarity() {}

  /** {@code source, made [N,C,H,W]} in [-1,1] → the mean over images, a scalar. */
  public static Tensor of(Tensor source, Tensor made) {
    made.requireShape("ContentSimilarity.of(made)", "[N,C,H,W]", source.shape());
    Tensor mask =
        source.detach().minus(BACKGROUND).relu().isZero().neg().plus(1).flatten(1);
    Tensor k = mask.sum(1).minus(1).relu().plus(1); // at least 1
    Tensor d = source.minus(made).flatten(1).times(mask);
    Tensor mean = d.sum(1).dividedBy(k);
    return d.square().sum(1).dividedBy(k).minus(mean.square()).mean();
  }
}
