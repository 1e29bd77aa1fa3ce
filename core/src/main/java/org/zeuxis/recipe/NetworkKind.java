package org.zeuxis.recipe;

import org.zeuxis.engine.Rng;
import org.zeuxis.model.Began;
import org.zeuxis.model.ConditionalGan;
import org.zeuxis.model.Dcgan;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.MaxoutMlp;
import org.zeuxis.model.Packing;
import org.zeuxis.model.PointMlp;
import org.zeuxis.model.R3gan;
import org.zeuxis.model.ResNet;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Norm;

/** The catalogue of network pairs that a recipe can name. */
public enum NetworkKind {
  DCGAN {
    @Override
    Generator generator(NetworkSettings n, Samples samples, int latent, Init init) {
      return dcgan(n, samples)
          .generator(latent, n.generatorBlocks(Norm.BATCH, samples.side()), init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return dcgan(n, samples)
          .discriminator(inputs, n.discriminatorBlocks(Norm.BATCH, samples.side()), init);
    }

    private Dcgan dcgan(NetworkSettings n, Samples samples) {
      return new Dcgan(samples.channels(), samples.side(), n.features(), n.maxFeatures());
    }
  },

  MAXOUT_MLP {
    @Override
    Generator generator(NetworkSettings n, Samples samples, int latent, Init init) {
      return new MaxoutMlp(samples.channels(), samples.side(), n.features())
          .generator(latent, init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return new MaxoutMlp(inputs, samples.side(), n.features()).discriminator(init, dropout);
    }
  },

  /** SNGAN's residual networks, SAGAN's with attention. */
  RESNET {
    @Override
    Generator generator(NetworkSettings n, Samples samples, int latent, Init init) {
      return new ResNet(samples.channels(), samples.side(), n.features())
          .generator(latent, n.generatorBlocks(Norm.BATCH, samples.side()), init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return new ResNet(samples.channels(), samples.side(), n.maxFeatures())
          .discriminator(inputs, n.discriminatorBlocks(Norm.NONE, samples.side()), init);
    }
  },

  BEGAN {
    @Override
    Generator generator(NetworkSettings n, Samples samples, int latent, Init init) {
      return new Began(samples.channels(), samples.side(), n.features()).generator(latent, init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return new Began(samples.channels(), samples.side(), n.features())
          .discriminator(inputs, n.maxFeatures(), init);
    }
  },

  R3GAN {
    @Override
    Generator generator(NetworkSettings n, Samples samples, int latent, Init init) {
      return r3gan(n, samples).generator(latent, init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return r3gan(n, samples).discriminator(inputs, init);
    }

    private R3gan r3gan(NetworkSettings n, Samples samples) {
      return new R3gan(
          samples.channels(),
          samples.side(),
          n.features(),
          n.maxFeatures(),
          n.layers(),
          n.groupWidth(),
          n.groupWidth() == 0);
    }
  },

  POINT_MLP {
    @Override
    Generator generator(NetworkSettings n, Samples samples, int latent, Init init) {
      return new PointMlp(n.features(), n.layers())
          .generator(latent, n.generatorBlocks(Norm.NONE, 0), init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return new PointMlp(n.features(), n.layers())
          .discriminator(inputs, n.discriminatorBlocks(Norm.NONE, 0), init);
    }

    @Override
    boolean takesPoints() {
      return true;
    }
  };

  /** The generator without classes. */
  abstract Generator generator(NetworkSettings network, Samples samples, int latent, Init init);

  /**
   * The discriminator.
   *
   * @param inputs channels of images with their planes of labels, numbers of points; of a whole
   *     pack
   */
  abstract Discriminator discriminator(
      NetworkSettings network, Samples samples, int inputs, Init init, Rng dropout);

  /** Whether it is for points rather than images. */
  boolean takesPoints() {
    return false;
  }

  /** The generator of a recipe, with classes where it is conditional. */
  final Generator build(Recipe recipe, Samples samples, Init init) {
    int latent = recipe.latent().size();
    return recipe.network().conditional()
        ? ConditionalGan.generator(
            samples.classes(),
            generator(recipe.network(), samples, latent + samples.classes(), init))
        : generator(recipe.network(), samples, latent, init);
  }

  /** The discriminator of a recipe, with classes where it is conditional, of packs if asked for. */
  final Discriminator build(Recipe recipe, Samples samples, Init init, Rng dropout) {
    NetworkSettings network = recipe.network();
    int own = Math.toIntExact(samples.shape().get(0));
    int inputs = network.conditional() ? own + samples.classes() : own;
    Discriminator body = Packing.discriminator(
        network.packing(),
        discriminator(network, samples, inputs * network.packing(), init, dropout));
    return network.conditional() ? ConditionalGan.discriminator(samples.classes(), body) : body;
  }

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
