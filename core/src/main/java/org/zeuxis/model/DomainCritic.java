package org.zeuxis.model;

import static org.zeuxis.engine.Tensor.ANY;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Sequential;

/**
 * StarGAN's discriminator (Choi et al. 2018, arXiv:1711.09020, table V): whether each patch of an
 * image is real, and which domains the image is of, by one body with two heads.
 *
 * <p>The body is 4×4 convolutions with stride 2 and LeakyReLU, as many as leave a map of 2 or 3
 * pixels a side, but at most the paper's six: side 128 has six and a map of 2, 64 five, 28 three
 * (14, 7, 3), 256 six and a map of 4. No layer is normalised.
 */
public final class DomainCritic extends Discriminator {
  private static final int MOST_CONVOLUTIONS = 6; // table V: one, and five hidden ones
  private static final double SLOPE = 0.01; // the authors' code

  private final long[] batchShape;
  private final Layer body;
  private final Layer source;
  private final Layer domains;

  DomainCritic(int channels, int side, int domains, int features, Init init) {
    batchShape = new long[] {ANY, channels, side, side};
    List<Layer> layers = new ArrayList<>();
    int in = channels;
    int out = features;
    int map = side;
    for (int i = 0; i < MOST_CONVOLUTIONS && map >= 4; i++) {
      layers.add(new Conv2d(in, out, 4, 2, 1, true, init));
      layers.add(Activation.leakyRelu(SLOPE));
      in = out;
      out *= 2;
      map /= 2;
    }
    body = child("main", new Sequential(layers));
    source = child("source", new Conv2d(in, 1, 3, 1, 1, false, init));
    this.domains = child("domains", new Conv2d(in, domains, map, 1, 0, false, init));
  }

  /** {@code x [N,C,side,side]} → logits of the domains, {@code [N,domains]}. */
  public Tensor domains(Tensor x) {
    return domains.forward(map(x)).flatten(1);
  }

  /** Height and width of the images that it judges. */
  public long side() {
    return batchShape[2];
  }

  private Tensor map(Tensor x) {
    x.requireShape("DomainCritic.forward(x)", "[N,C,H,W]", batchShape);
    return body.forward(x);
  }

  /**
   * Logits, large for real, {@code [N·h·w]}: one for each patch, sample after sample. Does not look
   * at labels.
   */
  @Override
  public Tensor forward(Tensor x, Tensor labels) {
    return source.forward(map(x)).reshape(-1);
  }

  /** The map that both heads are given, {@code [N,F]}. */
  @Override
  public Tensor features(Tensor x, Tensor labels) {
    return map(x).flatten(1);
  }
}
