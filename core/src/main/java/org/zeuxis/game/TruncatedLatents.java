package org.zeuxis.game;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * The truncation trick (Brock, Donahue, Simonyan 2019, BigGAN, arXiv:1809.11096, section 3.1):
 * latent values above a threshold in magnitude are drawn anew until they are not, which trades
 * variety for quality. The result is the normal distribution cut off at the threshold; here it is
 * drawn at once by the inverse of its distribution function, {@code √2 erf⁻¹(u erf(ψ/√2))} for u
 * uniform in (-1,1), as a small threshold would mean thousands of drawings.
 */
public final class TruncatedLatents implements LatentSource {
  /** Half the distance of two float32 uniform numbers in [-1,1), which makes them symmetric. */
  private static final double HALF_STEP = 0x1p-24;

  private final int size;
  private final double threshold;
  private final double mass;

  /**
   * Truncated latents.
   *
   * @param threshold ψ, above 0
   * @throws InvalidInputException if the latents are not normal
   */
  public TruncatedLatents(Latent latent, double threshold) {
    if (!(threshold > 0 && threshold < Double.POSITIVE_INFINITY)) {
      throw new InvalidInputException("truncation: expected > 0, got " + threshold);
    }
    if (latent.distribution() != Latent.Distribution.NORMAL) {
      throw new InvalidInputException("truncation: is for normal latents, which have tails;"
          + " those of this generator are " + latent.distribution());
    }
    size = latent.size();
    this.threshold = threshold;
    try (Scope scope = new Scope()) {
      mass = Tensor.of(new double[] {threshold / Math.sqrt(2)}, 1).erf().item();
    }
  }

  @Override
  public Tensor draw(Rng rng, Tensor labels) {
    try (Scope scope = new Scope()) {
      Tensor u = rng.uniform(-1, 1, labels.size(0), size).to(DType.FLOAT64).plus(HALF_STEP);
      Tensor z = u.times(mass).inverseErf().times(Math.sqrt(2));
      float bound = (float) threshold;
      double largest = bound <= threshold ? bound : Math.nextDown(bound);
      return scope.keep(z.to(DType.FLOAT32).clamp(-largest, largest)); // rounding alone goes beyond
    }
  }
}
