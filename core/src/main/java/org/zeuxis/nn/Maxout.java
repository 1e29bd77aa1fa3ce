package org.zeuxis.nn;

import static org.zeuxis.engine.Tensor.ANY;

import org.zeuxis.engine.Tensor;

/**
 * Maxout (arXiv:1302.4389): each output is the largest of {@code pieces} affine functions.
 * {@code [N,in]} → {@code [N,out]}. Its parameters are those of one linear layer {@code linear}
 * with {@code out·pieces} outputs, pieces varying fastest.
 */
public final class Maxout extends Layer {
  private final long in;
  private final long out;
  private final long pieces;
  private final Linear linear;

  public Maxout(long in, long out, long pieces, Init init) {
    this.in = in;
    this.out = out;
    this.pieces = pieces;
    linear = child("linear", new Linear(in, out * pieces, true, init));
  }

  @Override
  public Tensor forward(Tensor x) {
    x.requireShape("Maxout.forward(x)", "[N,in]", ANY, in);
    return linear.forward(x).reshape(-1, out, pieces).max(2);
  }
}
