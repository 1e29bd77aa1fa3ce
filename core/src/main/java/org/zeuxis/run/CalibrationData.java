package org.zeuxis.run;

import java.util.function.Supplier;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;

/**
 * What a discriminator is calibrated on before it selects samples.
 *
 * @param real opens what the run was trained on; called only by a selection that needs real samples
 * @param seed of the choice of samples; equal seeds give equal calibrations
 * @param progress hears how far it has come
 */
public record CalibrationData(Supplier<Dataset> real, long seed, ProgressListener progress) {}
