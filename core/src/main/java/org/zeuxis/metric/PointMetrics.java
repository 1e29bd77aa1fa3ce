package org.zeuxis.metric;

import java.util.List;
import java.util.Map;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.PointSet;
import org.zeuxis.engine.Tensor;

/** Metrics of points of the plane as entries of the catalogue: the numbers with their protocol. */
final class PointMetrics {
  /** VEEGAN (arXiv:1705.07761) and PacGAN (arXiv:1712.04086) take as many. */
  private static final int SAMPLES = 2500;

  private PointMetrics() {}

  static List<Measurement> modes(Evidence evidence) {
    PointSet set = (PointSet) evidence.reference().real();
    int samples = Math.min(SAMPLES, evidence.generated().size());
    ModeCoverage.Result result = ModeCoverage.of(set, points(evidence.generated(), samples));
    Map<String, String> settings =
        Map.of("high quality", "within 3 sigma", "modes", Integer.toString(result.modes()));
    return List.of(
        Measurement.of(
            result.covered(), Better.HIGHER, evidence.onSamples("modes", 0, samples, settings)),
        Measurement.of(
            (double) result.highQuality() / samples,
            Better.HIGHER,
            evidence.onSamples("high-quality", 0, samples, settings)),
        Measurement.of(
            result.divergence(),
            Better.LOWER,
            evidence.onSamples("modes-kl", 0, samples, settings)));
  }

  private static Tensor points(Dataset data, int count) {
    float[] values = new float[2 * count];
    for (int i = 0; i < count; i++) {
      data.read(i, false, values, 2 * i);
    }
    return Tensor.of(values, count, 2);
  }
}
