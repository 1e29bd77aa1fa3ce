package org.zeuxis.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.zeuxis.engine.Tensor;

/**
 * Virtual batch normalisation (Salimans et al. 2016, arXiv:1606.03498, section 3.5).
 * {@code [R+M,C]} or {@code [R+M,C,H,W]} → the same. The first R rows are the reference batch,
 * which goes through the network before the M examples; R is set by {@link ReferenceBatch}.
 *
 * <p>Reference rows are normalised by the reference batch's statistics; each example by those of
 * the reference batch and itself, in which it has the weight 1/(R+1), as in the authors' code. So
 * an example's output depends on no other example. Training and use are the same.
 */
public final class VirtualBatchNorm extends Layer {
  private static final double EPSILON = 1e-5; // the authors' code

  private final long channels;
  private final Tensor weight;
  private final Tensor bias;
  private long rows;

  public VirtualBatchNorm(long channels, Init init) {
    this.channels = channels;
    weight = parameter("weight", init.scale(channels));
    bias = parameter("bias", Tensor.zeros(channels));
  }

  /** From now on the first {@code newRows} rows of inputs are the reference batch. */
  final void reference(long newRows) {
    rows = newRows;
  }

  @Override
  public Tensor forward(Tensor x) {
    requireFits(x.shape());
    long others = x.size(0) - rows;
    Tensor reference = x.narrow(0, 0, rows);
    long[] ofBatch = LongStream.range(0, x.dimensions()).filter(i -> i != 1).toArray();
    Moments ofReference = Moments.of(reference, ofBatch, channels(1, x));
    Tensor normalised = ofReference.normalise(reference);
    if (others > 0) {
      Tensor examples = x.narrow(0, rows, others);
      long[] ofOne = LongStream.range(2, x.dimensions()).toArray();
      Moments own = Moments.of(examples, ofOne, channels(others, x));
      Tensor rest = ofReference.with(own, 1.0 / (rows + 1)).normalise(examples);
      normalised = Tensor.cat(List.of(normalised, rest), 0);
    }
    return normalised.times(weight.reshape(channels(1, x))).plus(bias.reshape(channels(1, x)));
  }

  private void requireFits(long[] shape) {
    if (shape.length < 2 || shape[1] != channels) {
      throw new IllegalArgumentException("VirtualBatchNorm.forward(x): expected [N,C,...] = [*,"
          + channels + ",...], got " + Arrays.toString(shape).replace(" ", ""));
    }
    if (rows == 0) {
      throw new IllegalStateException("VirtualBatchNorm.forward(x): there is no reference batch,"
          + " expected ReferenceBatch.apply(network, rows) before");
    }
    if (rows > shape[0]) {
      throw new IllegalArgumentException("VirtualBatchNorm.forward(x): expected the " + rows
          + " rows of the reference batch and the examples, got "
          + Arrays.toString(shape).replace(" ", ""));
    }
  }

  /** {@code [n,C]} or {@code [n,C,1,1]}, as the input has it. */
  private long[] channels(long n, Tensor x) {
    long[] shape = new long[x.dimensions()];
    Arrays.fill(shape, 1);
    shape[0] = n;
    shape[1] = channels;
    return shape;
  }

  /** Mean and variance (by n), of a shape that broadcasts to the input's. */
  private record Moments(Tensor mean, Tensor variance) {
    static Moments of(Tensor x, long[] dimensions, long[] shape) {
      if (dimensions.length == 0) { // a number alone; mean() of no dimensions means all of them
        return new Moments(x, x.zerosLike());
      }
      Tensor mean = x.mean(dimensions).reshape(shape);
      return new Moments(mean, x.minus(mean).square().mean(dimensions).reshape(shape));
    }

    /**
     * Those of a mixture. The authors combine means and mean squares; this is equal to it, and
     * never negative: {@code Σ wᵢ(σᵢ² + (μᵢ-μ)²)}.
     */
    Moments with(Moments other, double weight) {
      Tensor mixed = mean.times(1 - weight).plus(other.mean.times(weight));
      Tensor here = variance.plus(mean.minus(mixed).square()).times(1 - weight);
      Tensor there = other.variance.plus(other.mean.minus(mixed).square()).times(weight);
      return new Moments(mixed, here.plus(there));
    }

    Tensor normalise(Tensor x) {
      return x.minus(mean).dividedBy(variance.plus(EPSILON).sqrt());
    }
  }
}
