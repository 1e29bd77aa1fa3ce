package org.zeuxis.model;

import java.util.List;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.InstanceNorm;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Norm;

/**
 * Normalisation in the networks of pix2pix and CycleGAN. Instance norm has neither scale nor shift
 * there, as in the authors' PyTorch code. Theirs has biases before it, which it takes away again;
 * here no layer before a normalisation that shifts or centres has a bias.
 */
record TranslatorNorm(Norm norm) {
  /** Nothing. */
  static final TranslatorNorm NONE = new TranslatorNorm(Norm.NONE);

  /** Whether a layer before the normalisation needs a bias. */
  boolean bias() {
    return !norm.shifts();
  }

  void add(List<Layer> layers, long channels, Init init) {
    if (norm == Norm.INSTANCE) {
      layers.add(new InstanceNorm(channels));
    } else if (norm != Norm.NONE) {
      layers.add(norm.create(channels, init));
    }
  }
}
