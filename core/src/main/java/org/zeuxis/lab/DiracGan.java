package org.zeuxis.lab;

import java.util.Arrays;
import java.util.List;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Lens;
import org.zeuxis.objective.AdversarialLoss;
import org.zeuxis.objective.Critic;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.Turn;

/**
 * The smallest GAN (Mescheder, Geiger, Nowozin 2018, arXiv:1801.04406, Definition 2.1): all data at
 * 0, the generator x makes the one point x, the discriminator's logit is {@code y·point}. The
 * equilibrium is (0,0).
 *
 * @param loss of both players, the library's own
 * @param r1Gamma weight of R1, {@code γ/2·E‖∇D‖²} on real samples; 0 turns it off
 * @param lens through which the discriminator sees samples, float64 {@code [samples,1]}
 * @param samples how many of each kind
 */
record DiracGan(AdversarialLoss loss, double r1Gamma, Lens lens, int samples) implements Duel.Game {
  private static final Lens CLEAR = (points, iteration) -> points;

  static DiracGan of(AdversarialLoss loss) {
    return new DiracGan(loss, 0, CLEAR, 1);
  }

  static DiracGan withR1(AdversarialLoss loss, double gamma) {
    return new DiracGan(loss, gamma, CLEAR, 1);
  }

  /**
   * With instance noise N(0, deviation²) on both sides: not drawn but at equally likely places, so
   * that its mean effect is seen without chance.
   */
  static DiracGan withNoise(AdversarialLoss loss, double deviation, int samples) {
    double[] places = normalPlaces(deviation, samples);
    Lens lens = (points, iteration) -> points.plus(Tensor.of(places, samples, 1));
    return new DiracGan(loss, 0, lens, samples);
  }

  /** Quantiles of N(0,1), scaled so that their variance is exact. */
  static double[] normalPlaces(double deviation, int count) {
    double[] places = new double[count];
    Arrays.setAll(places, i -> (2 * i + 1.0) / count - 1);
    try (Scope scope = new Scope()) {
      places = Tensor.of(places, count).inverseErf().toDoubles();
    }
    double variance = Arrays.stream(places).map(z -> z * z).average().orElseThrow();
    double[] normal = places;
    Arrays.setAll(normal, i -> normal[i] * deviation / Math.sqrt(variance));
    return normal;
  }

  @Override
  public Tensor byX(Tensor x, Tensor y) {
    Tensor onFake = logits(lens.look(x.expand(samples, 1), 0), y);
    Tensor onReal = logits(lens.look(data(), 0), y);
    return loss.generator(() -> onReal, onFake).gradients(List.of(x)).get(0);
  }

  @Override
  public Tensor byY(Tensor x, Tensor y) {
    Tensor fake = lens.look(x.detach().expand(samples, 1), 0);
    Tensor real = lens.look(data(), 0).requireGradient();
    Tensor onReal = logits(real, y);
    Tensor onFake = logits(fake, y);
    Tensor whole = loss.discriminator(onReal, onFake, 1);
    if (r1Gamma > 0) {
      Turn turn = new Turn(
          new PointCritic(y),
          real,
          fake,
          () -> onReal,
          () -> onFake,
          null,
          null,
          fake,
          List.of(y),
          null);
      whole = whole.plus(Penalties.R1.create().of(turn).times(r1Gamma));
    }
    return whole.gradients(List.of(y)).get(0);
  }

  private Tensor data() {
    return Tensor.zeros(samples, 1).to(DType.FLOAT64);
  }

  private static Tensor logits(Tensor points, Tensor y) {
    return points.times(y).squeeze(1);
  }

  private record PointCritic(Tensor y) implements Critic {
    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return logits(x, y);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return x;
    }
  }
}
