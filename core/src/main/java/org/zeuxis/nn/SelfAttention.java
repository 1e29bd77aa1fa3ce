package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Tensor;

/**
 * Self-attention (Zhang et al. 2018, SAGAN, arXiv:1805.08318, section 3, equations 1 to 3): each
 * pixel adds to itself what it takes from all pixels. {@code [N,C,H,W]} → the same.
 *
 * <p>{@code β_{j,i}} is the softmax over i of {@code f(x_i)ᵀg(x_j)}, {@code o_j = v(Σᵢ β_{j,i}
 * h(x_i))}, {@code y_j = γo_j + x_j}. f, g, h and v are convolutions with a window of 1 and without
 * bias, C̄ = C/8 channels wide (at least 1). γ begins at 0, so that the layer begins as none. This
 * is the paper's; the authors' code halves f's and h's image by max pooling, and makes h C/2 wide.
 *
 * <p>Takes memory of N·(H·W)² numbers several times: for images of up to 32×32.
 */
public final class SelfAttention extends Layer {
  private static final long REDUCTION = 8; // section 3: k = 8

  private final long channels;
  private final Conv2d f;
  private final Conv2d g;
  private final Conv2d h;
  private final Conv2d v;
  private final Tensor gamma;

  public SelfAttention(long channels, Init init) {
    this.channels = channels;
    long width = Math.max(1, channels / REDUCTION);
    f = child("f", new Conv2d(channels, width, 1, 1, 0, false, init));
    g = child("g", new Conv2d(channels, width, 1, 1, 0, false, init));
    h = child("h", new Conv2d(channels, width, 1, 1, 0, false, init));
    v = child("v", new Conv2d(width, channels, 1, 1, 0, false, init));
    gamma = parameter("gamma", Tensor.zeros(1));
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("SelfAttention.forward(x)", "[N,C,H,W]", ANY, channels, ANY, ANY);
    Tensor keys = f.forward(x).flatten(2);
    Tensor queries = g.forward(x).flatten(2);
    Tensor values = h.forward(x).flatten(2);
    Tensor beta = keys.transpose(1, 2).matmul(queries).softmax(1); // [N,i,j]
    Tensor taken = values.matmul(beta).reshape(x.size(0), values.size(1), x.size(2), x.size(3));
    return v.forward(taken).times(gamma).plus(x);
  }
}
