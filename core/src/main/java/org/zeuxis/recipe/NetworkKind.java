package org.zeuxis.recipe;

import org.zeuxis.engine.Rng;
import org.zeuxis.model.Began;
import org.zeuxis.model.ConditionalGan;
import org.zeuxis.model.ContextEncoder;
import org.zeuxis.model.Dcgan;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.MaxoutMlp;
import org.zeuxis.model.Packing;
import org.zeuxis.model.PatchGan;
import org.zeuxis.model.PixelDa;
import org.zeuxis.model.PointMlp;
import org.zeuxis.model.R3gan;
import org.zeuxis.model.ResNet;
import org.zeuxis.model.ResNetTranslator;
import org.zeuxis.model.SrGan;
import org.zeuxis.model.StarGan;
import org.zeuxis.model.TaskNetwork;
import org.zeuxis.model.Translator;
import org.zeuxis.model.UNet;
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
  },

  /** pix2pix's U-Net before a PatchGAN. */
  UNET {
    @Override
    Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
      NetworkSettings n = recipe.network();
      return new UNet(way.in(), way.out(), way.side(), n.features(), n.maxFeatures())
          .translator(n.generatorNorm().or(Norm.BATCH), true, init, dropout);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return patches(n, samples, inputs, Norm.BATCH, init);
    }
  },

  /** StarGAN's, which are told domains and tell them; layers are the residual blocks. */
  STARGAN {
    @Override
    Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
      return stargan(recipe.network(), way.samples(), way.in()).translator(init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return stargan(n, samples, inputs).discriminator(init);
    }

    private StarGan stargan(NetworkSettings n, Samples samples, int channels) {
      return new StarGan(channels, samples.side(), samples.domains(), n.features(), n.layers());
    }
  },

  /** SRGAN's; layers are the residual blocks. */
  SRGAN {
    @Override
    Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
      return srgan(recipe.network(), way.out(), recipe.translation().scale()).translator(init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      int any = 4; // it does not shape D
      return srgan(n, inputs, any).discriminator(samples.side(), init);
    }

    private SrGan srgan(NetworkSettings n, int channels, int scale) {
      return new SrGan(channels, scale, n.features(), n.layers());
    }
  },

  /** Context encoders', before DCGAN's discriminator. */
  CONTEXT_ENCODER {
    @Override
    Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
      NetworkSettings n = recipe.network();
      return contextEncoder(n, way.samples(), way.out())
          .translator(n.generatorNorm().or(Norm.BATCH), init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return contextEncoder(n, samples, inputs)
          .discriminator(n.discriminatorNorm().or(Norm.BATCH), init);
    }

    private ContextEncoder contextEncoder(NetworkSettings n, Samples samples, int channels) {
      return new ContextEncoder(channels, samples.side(), n.features(), n.maxFeatures());
    }
  },

  /** CycleGAN's residual network before a PatchGAN; layers are its residual blocks. */
  RESNET_TRANSLATOR {
    @Override
    Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
      NetworkSettings n = recipe.network();
      return new ResNetTranslator(way.in(), way.out(), way.side(), n.features(), n.layers())
          .translator(n.generatorNorm().or(Norm.INSTANCE_PLAIN), init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return patches(n, samples, inputs, Norm.INSTANCE_PLAIN, init);
    }
  },

  /** PixelDA's residual network, which is told noise; layers are its residual blocks. */
  PIXELDA {
    @Override
    Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
      NetworkSettings n = recipe.network();
      int noise = recipe.latent().size();
      return new PixelDa(way.in(), way.out(), way.side(), n.features(), n.layers(), noise)
          .translator(init);
    }

    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return new PixelDa(inputs, inputs, samples.side(), n.features(), n.layers(), 1)
          .discriminator(init, dropout);
    }
  },

  /** DANN's classifier; the discriminator judges its features. */
  TASK_NETWORK {
    @Override
    Discriminator discriminator(
        NetworkSettings n, Samples samples, int inputs, Init init, Rng dropout) {
      return TaskNetwork.domainClassifier(inputs, init);
    }
  };

  /**
   * What a translator leads from and to.
   *
   * @param in channels
   * @param out channels
   * @param side of the images that are given
   * @param samples of the data
   */
  record Way(int in, int out, int side, Samples samples) {}

  private static Discriminator patches(
      NetworkSettings n, Samples samples, int inputs, Norm usual, Init init) {
    PatchGan patches = new PatchGan(inputs, n.features(), n.maxFeatures(), n.patchLayers());
    if (samples.side() < patches.smallestSide()) {
      throw new IllegalArgumentException("network.patchLayers: " + n.patchLayers()
          + " need images of at least " + patches.smallestSide() + " pixels a side, got "
          + samples.side());
    }
    return patches.discriminator(n.discriminatorNorm().or(usual), init);
  }

  /** The generator without classes. */
  Generator generator(NetworkSettings network, Samples samples, int latent, Init init) {
    throw new IllegalArgumentException("network.name: " + this
        + " makes images of images, expected one that makes samples of noise, such as dcgan");
  }

  /** The network that makes images of images. */
  Translator translator(Recipe recipe, Way way, Init init, Rng dropout) {
    throw new IllegalArgumentException("network.name: " + this
        + " makes samples of noise, expected one that makes images of images, such as unet");
  }

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
