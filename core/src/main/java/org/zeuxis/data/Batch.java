package org.zeuxis.data;

import org.zeuxis.engine.Tensor;

/**
 * A minibatch.
 *
 * @param real {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
 * @param labels classes, {@code int64 [N]}, all 0 where the data have none
 */
public record Batch(Tensor real, Tensor labels) {}
