package org.zeuxis.game;

import org.zeuxis.nn.Module;
import org.zeuxis.optim.Ema;

/**
 * A network's moving average.
 *
 * @param network of the same architecture, which images are made with
 */
public record Average(Module network, Ema ema) {}
