package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.WeightForm;

/** The numbers that tell how two players stand. Each method adds some, in a fixed order. */
final class Inspection {
  private final Map<String, Double> values = new LinkedHashMap<>();

  Map<String, Double> values() {
    return values;
  }

  /**
   * What D makes of real and generated samples: {@code logit.*} the mean, {@code d.*} the mean of
   * σ(logit), its probability of "real", and {@code accuracy.*} the share on the right side of a
   * logit of 0.
   *
   * @param onReal logits {@code [N]}
   * @param onFake logits {@code [N]}
   */
  void judgement(Tensor onReal, Tensor onFake) {
    values.put("logit.real", onReal.mean().item());
    values.put("logit.fake", onFake.mean().item());
    values.put("d.real", onReal.sigmoid().mean().item());
    values.put("d.fake", onFake.sigmoid().mean().item());
    values.put("accuracy.real", sharePositive(onReal));
    values.put("accuracy.fake", sharePositive(onFake.neg()));
  }

  /** The share of all samples on the right side of a boundary. */
  static double accuracy(Tensor onReal, Tensor onFake, double boundary) {
    Tensor real = onReal.minus(boundary);
    Tensor fake = onFake.minus(boundary).neg();
    return (sharePositive(real) + sharePositive(fake)) / 2;
  }

  private static double sharePositive(Tensor logits) {
    return (double) logits.relu().countNonZero() / logits.count();
  }

  /** {@code gradient.*}: the Euclidean norm over all parameters of a player, of its own loss. */
  void gradients(String player, Tensor loss, Module network) {
    double sum = 0;
    for (Tensor gradient : loss.gradients(List.copyOf(network.parameters().values()))) {
      sum += gradient.square().sumAsDouble();
    }
    values.put("gradient." + player, Math.sqrt(sum));
  }

  /** {@code weight.*}: root mean square and largest absolute value over a player's parameters. */
  void weights(String player, Module network) {
    double sum = 0;
    double largest = 0;
    for (Tensor weight : network.parameters().values()) {
      sum += weight.detach().square().sumAsDouble();
      largest = Math.max(largest, weight.detach().abs().max().item());
    }
    values.put("weight." + player + ".rms", Math.sqrt(sum / network.parameterCount()));
    values.put("weight." + player + ".largest", largest);
  }

  /**
   * {@code spectral.*}: the largest singular value of every weight that layers compute with, as a
   * matrix {@code [out, the rest]} (Miyato et al. 2018, arXiv:1802.05957, section 2.1).
   */
  void spectralNorms(Module network) {
    try (NoGrad guard = new NoGrad()) {
      WeightForm.effectiveWeights(network).forEach((name, weight) -> {
        if (weight.dimensions() >= 2) {
          try (Scope scope = new Scope()) {
            values.put("spectral." + name, weight.detach().flatten(1).spectralNorm());
          }
        }
      });
    }
  }

  /**
   * {@code activation.*}: mean, deviation, share of zeros and of constant units of what each layer
   * puts out.
   */
  Module.ActivationListener activations(String player) {
    return (layer, output) -> {
      String name = "activation." + player + "." + layer;
      Tensor y = output.detach();
      values.put(name + ".mean", y.mean().item());
      values.put(name + ".std", y.std().item());
      values.put(name + ".zero", 1 - (double) y.countNonZero() / y.count());
      values.put(name + ".constant", constantUnits(y));
    };
  }

  /**
   * The share of units, or channels, that put out the same for all samples and places: with ReLU,
   * units that are dead.
   *
   * @param y {@code [N,units,…]}, N at least 2
   */
  private static double constantUnits(Tensor y) {
    if (y.dimensions() < 2) {
      return 0;
    }
    long units = y.size(1);
    Tensor byUnit = y.transpose(0, 1).contiguous().reshape(units, y.count() / units);
    Tensor range = byUnit.minus(byUnit.narrow(1, 0, 1)).abs().max(1);
    return 1 - (double) range.countNonZero() / units;
  }

  /**
   * {@code diversity}: the mean distance between generated samples, in units of that between real
   * ones: near 0 where all look alike.
   *
   * @param real {@code [N,…]}
   * @param fake {@code [N,…]}, N at least 2
   */
  void diversity(Tensor real, Tensor fake) {
    values.put("diversity", pairwise(fake) / pairwise(real));
  }

  /** Mean Euclidean distance of each sample to the others. */
  private static double pairwise(Tensor samples) {
    Tensor flat = samples.detach().flatten(1);
    long n = flat.size(0);
    double sum = 0;
    for (long i = 1; i < n; i++) {
      try (Scope scope = new Scope()) { // all differences at once are 400 MB of 128 px images
        sum += flat.narrow(0, i, n - i).minus(flat.narrow(0, 0, n - i)).norm(1).sumAsDouble();
      }
    }
    return sum / (n * (n - 1) / 2.0);
  }
}
