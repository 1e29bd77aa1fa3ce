package org.zeuxis.run;

import java.util.Arrays;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.LatentJudge;
import org.zeuxis.game.LatentSource;
import org.zeuxis.game.Verdicts;

/**
 * Asks a discriminator for its verdicts on real samples and on generated ones, to calibrate it.
 *
 * <p>The real samples are those that it was trained on: few data sets have others. A discriminator
 * that knows them by heart therefore seems surer than it is.
 */
final class Calibration {
  /** Real samples, and as many generated ones: two or three numbers are to be found, or a curve. */
  static final int SAMPLES = 5000;

  private static final int CHUNK = 64;

  private final TrainedDiscriminator discriminator;
  private final CalibrationData from;
  private final boolean conditional;

  /**
   * A calibration.
   *
   * @param conditional whether the networks look at classes
   */
  Calibration(TrainedDiscriminator discriminator, CalibrationData from, boolean conditional) {
    this.discriminator = discriminator;
    this.from = from;
    this.conditional = conditional;
  }

  /** Of generated samples of the same classes as the real ones. */
  Verdicts verdicts(LatentSource proposals, LatentJudge judge) {
    Dataset data = from.real().get();
    int count = Math.min(SAMPLES, data.size());
    double[] real = new double[count];
    double[] generated = new double[count];
    long[] classes = new long[count];
    int chunk = Math.min(CHUNK, count);
    try (Rng rng = Rng.of(from.seed(), "calibration");
        Loader loader =
            new Loader(data, Sampler.uniform(data.size(), from.seed()), chunk, Views.PLAIN, 0);
        NoGrad guard = new NoGrad()) {
      for (int start = 0; start < count; start += chunk) {
        int some = Math.min(chunk, count - start);
        try (Scope scope = new Scope()) {
          Batch batch = loader.next();
          long[] ofBatch = conditional ? batch.labels().toLongs() : new long[chunk];
          long[] asked = Arrays.copyOf(ofBatch, some);
          Tensor labels = Tensor.of(asked, some);
          Tensor x = batch.real().narrow(0, 0, some);
          System.arraycopy(discriminator.judge(x, labels).toDoubles(), 0, real, start, some);
          Tensor fake = judge.logits(proposals.draw(rng, labels), labels);
          System.arraycopy(fake.toDoubles(), 0, generated, start, some);
          System.arraycopy(asked, 0, classes, start, some);
        }
        from.progress().progress("calibrating the discriminator", start + some, count);
      }
    }
    return new Verdicts(real, classes, generated);
  }
}
