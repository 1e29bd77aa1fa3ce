package org.zeuxis.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** How the weights that linear and convolutional layers compute with follow from what learns. */
public enum WeightForm {
  /** The weight is what learns. */
  PLAIN {
    @Override
    void apply(WeightedLayer layer, Rng rng, boolean last) {}
  },

  /**
   * Spectral normalisation (Miyato et al. 2018, arXiv:1802.05957, Algorithm 1): the weight divided
   * by its largest singular value, which a power iteration estimates. Adds the buffers
   * {@code weight_u} and {@code weight_v}.
   */
  SPECTRAL {
    @Override
    void apply(WeightedLayer layer, Rng rng, boolean last) {
      layer.use(new SpectralNorm(layer, rng));
    }
  },

  /**
   * Weight normalisation (Salimans, Kingma 2016, arXiv:1602.07868, equation 2): {@code w = g·v/‖v‖}
   * for each output. {@code weight} is v; adds the parameter {@code weight_g}, which begins as ‖v‖,
   * so that the network begins as it was.
   */
  WEIGHT_NORM {
    @Override
    void apply(WeightedLayer layer, Rng rng, boolean last) {
      layer.use(new WeightNorm(layer));
    }
  },

  /**
   * Equalized learning rate (Karras et al. 2017, arXiv:1710.10196, section 4.1): the weight is
   * drawn anew from N(0,1), biases begin at zero (appendix A.1), and the layer computes with
   * {@code weight·gain/√fanIn}, He's constant. The gain is √2, and 1 for the layer that the network
   * registered last, which is followed by no rectifier: the score of a discriminator, the colours
   * of a generator, as in the authors' code. The fan-in of a transposed convolution is
   * {@code in·k²}, as theirs.
   *
   * <p>Not taken over: the authors' gain of √2/4 for the generator's first layer, which they call a
   * match of the original implementation.
   */
  EQUALIZED {
    @Override
    void apply(WeightedLayer layer, Rng rng, boolean last) {
      try (Scope scope = new Scope()) {
        layer.restart(rng.normal(layer.rawWeight().shape()));
      }
      double gain = last ? 1 : Math.sqrt(2);
      double constant = gain / Math.sqrt((double) layer.fanIn());
      layer.use(weight -> weight.times(constant));
    }
  };

  /**
   * Gives all weighted layers of a network this form. To be called once, right after the network is
   * made: before it moves to a device, before an optimizer or an average takes its parameters.
   *
   * @param rng is drawn from where the form needs chance, layer after layer as registered
   */
  public void applyTo(Module network, Rng rng) {
    List<WeightedLayer> layers = new ArrayList<>();
    network.eachModule((prefix, module) -> {
      if (module instanceof WeightedLayer layer) {
        layers.add(layer);
      }
    });
    for (int i = 0; i < layers.size(); i++) {
      apply(layers.get(i), rng, i == layers.size() - 1);
    }
  }

  abstract void apply(WeightedLayer layer, Rng rng, boolean last);

  /**
   * What a network's weighted layers compute with now, by the name of the weight that learns:
   * {@code main.0.weight}. Cut off from the graph; no power iteration moves.
   */
  public static Map<String, Tensor> effectiveWeights(Module network) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (NoGrad guard = new NoGrad()) {
      network.eachModule((prefix, module) -> {
        if (module instanceof WeightedLayer layer) {
          boolean wasTraining = layer.isTraining();
          layer.train(false);
          weights.put(prefix + "weight", layer.weight().detach());
          layer.train(wasTraining);
        }
      });
    }
    return weights;
  }

  /** The name in recipes: {@code weight-norm}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
