package org.zeuxis.metric;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Tensor;

/** The image itself, row by row, channel after channel: for tests and tiny images. */
public final class PixelFeatures implements FeatureExtractor {
  private static final String HASH = Sha256.of("zeuxis pixels 1");

  @Override
  public String name() {
    return "pixels";
  }

  @Override
  public String hash() {
    return HASH;
  }

  @Override
  public String resizer() {
    return NetworkInput.NO_RESIZER;
  }

  @Override
  public Features extract(Tensor images) {
    images.requireShape("PixelFeatures.extract(images)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    return new Features(images.flatten(1), null);
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
