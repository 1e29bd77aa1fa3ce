package org.zeuxis.run;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Latent;
import org.zeuxis.game.LatentJudge;
import org.zeuxis.game.LatentSource;
import org.zeuxis.game.TruncatedLatents;
import org.zeuxis.model.Generator;

/**
 * Where a trained generator takes its latents from.
 *
 * @param description empty for the prior
 * @param discriminator that the source needs, or null
 */
record Drawing(LatentSource source, String description, TrainedDiscriminator discriminator)
    implements AutoCloseable {
  /** Samples that go through both networks at once, which bounds the memory. */
  private static final int IMAGES = 64;

  private static final int POINTS = 1024;

  /**
   * As a sampling says.
   *
   * @param generator the run's, on the device
   * @throws org.zeuxis.InvalidInputException if this generator cannot be drawn from so
   */
  static Drawing of(
      Run run,
      long step,
      Device device,
      Generator generator,
      Sampling sampling,
      CalibrationData calibration) {
    Latent latent = run.manifest().recipe().latent();
    LatentSource proposals = proposals(latent, sampling);
    if (!sampling.selection().needsDiscriminator()) {
      return new Drawing(proposals, sampling.description(), null);
    }
    TrainedDiscriminator discriminator = TrainedDiscriminator.load(run, step, device);
    try {
      boolean conditional = run.manifest().recipe().network().conditional();
      boolean images = run.manifest().data().samples().shape().size() == 3;
      int chunk = images ? IMAGES : POINTS;
      LatentJudge judge = judge(generator, discriminator, device, chunk);
      LatentSource selected = sampling
          .selection()
          .over(proposals, bound(latent, sampling), judge, () -> new Calibration(
                  discriminator, calibration, conditional)
              .verdicts(proposals, judge));
      return new Drawing(selected, sampling.description(), discriminator);
    } catch (RuntimeException e) {
      discriminator.close();
      throw e;
    }
  }

  /** What a selection is made among. */
  private static LatentSource proposals(Latent latent, Sampling sampling) {
    return sampling.truncation() > 0
        ? new TruncatedLatents(latent, sampling.truncation())
        : LatentSource.prior(latent);
  }

  /** The largest magnitude of those; infinite where there is none. */
  private static double bound(Latent latent, Sampling sampling) {
    if (latent.distribution() == Latent.Distribution.UNIFORM) {
      return 1;
    }
    return sampling.truncation() > 0 ? sampling.truncation() : Double.POSITIVE_INFINITY;
  }

  /** Both networks in a row; it records where operations are recorded. */
  private static LatentJudge judge(
      Generator generator, TrainedDiscriminator discriminator, Device device, int chunk) {
    return (z, labels) -> {
      List<Tensor> parts = new ArrayList<>();
      for (long start = 0; start < z.size(0); start += chunk) {
        long count = Math.min(chunk, z.size(0) - start);
        Tensor y = labels.narrow(0, start, count).to(device);
        Tensor x = generator.forward(z.narrow(0, start, count).to(device), y);
        parts.add(discriminator.forward(x, y).to(Device.CPU));
      }
      return Tensor.cat(parts, 0);
    };
  }

  @Override
  public void close() {
    if (discriminator != null) {
      discriminator.close();
    }
  }
}
