package org.zeuxis.nn;

import java.util.Arrays;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;

/**
 * Batch normalisation (arXiv:1502.03167) over all dimensions but the second: {@code [N,C]} or
 * {@code [N,C,H,W]}. Uses the batch's statistics in training, the running ones otherwise.
 */
public final class BatchNorm extends Layer {
  /** PyTorch's defaults. */
  private static final double MOMENTUM = 0.1;

  private static final double EPSILON = 1e-5;

  private final long channels;
  private final Tensor weight;
  private final Tensor bias;
  private final Tensor runningMean;
  private final Tensor runningVar;
  private final Tensor batches;

  public BatchNorm(long channels, Init init) {
    this.channels = channels;
    weight = parameter("weight", init.scale(channels));
    bias = parameter("bias", Tensor.zeros(channels));
    runningMean = buffer("running_mean", Tensor.zeros(channels));
    runningVar = buffer("running_var", Tensor.ones(channels));
    batches = buffer("num_batches_tracked", Tensor.empty(DType.INT64).fillInPlace(0));
  }

  @Override
  public Tensor forward(Tensor x) {
    long[] shape = x.shape();
    if (shape.length < 2 || shape[1] != channels) {
      throw new IllegalArgumentException("BatchNorm.forward(x): expected [N,C,...] = [*," + channels
          + ",...], got " + Arrays.toString(shape).replace(" ", ""));
    }
    if (isTraining()) {
      if (x.count() <= channels) {
        throw new IllegalArgumentException("BatchNorm.forward(x): expected more than one value a"
            + " channel in training, got " + Arrays.toString(shape).replace(" ", ""));
      }
      try (NoGrad guard = new NoGrad()) {
        batches.addInPlace(1);
      }
    }
    return Functional.batchNorm(
        x, weight, bias, runningMean, runningVar, isTraining(), MOMENTUM, EPSILON);
  }
}
