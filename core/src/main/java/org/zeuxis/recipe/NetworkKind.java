package org.zeuxis.recipe;

import org.zeuxis.engine.Rng;
import org.zeuxis.model.ConditionalGan;
import org.zeuxis.model.Dcgan;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.model.MaxoutMlp;
import org.zeuxis.model.PointMlp;
import org.zeuxis.nn.Init;

/** The catalogue of network pairs that a recipe can name. */
public enum NetworkKind {
  DCGAN {
    @Override
    Generator generator(Recipe.Network n, Samples samples, int latent, Init init) {
      return dcgan(n, samples).generator(latent, init);
    }

    @Override
    Discriminator discriminator(
        Recipe.Network n, Samples samples, int labelPlanes, Init init, Rng dropout) {
      return dcgan(n, samples).discriminator(samples.channels() + labelPlanes, init);
    }

    private Dcgan dcgan(Recipe.Network n, Samples samples) {
      return new Dcgan(samples.channels(), samples.side(), n.features(), n.maxFeatures());
    }
  },

  MAXOUT_MLP {
    @Override
    Generator generator(Recipe.Network n, Samples samples, int latent, Init init) {
      return new MaxoutMlp(samples.channels(), samples.side(), n.features())
          .generator(latent, init);
    }

    @Override
    Discriminator discriminator(
        Recipe.Network n, Samples samples, int labelPlanes, Init init, Rng dropout) {
      return new MaxoutMlp(samples.channels() + labelPlanes, samples.side(), n.features())
          .discriminator(init, dropout);
    }
  },

  POINT_MLP {
    @Override
    Generator generator(Recipe.Network n, Samples samples, int latent, Init init) {
      return new PointMlp(n.features(), n.layers()).generator(latent, init);
    }

    @Override
    Discriminator discriminator(
        Recipe.Network n, Samples samples, int labelPlanes, Init init, Rng dropout) {
      return new PointMlp(n.features(), n.layers()).discriminator(init);
    }

    @Override
    boolean takesPoints() {
      return true;
    }
  };

  /** The generator without classes. */
  abstract Generator generator(Recipe.Network network, Samples samples, int latent, Init init);

  /** The discriminator for images with planes of labels behind their own channels. */
  abstract Discriminator discriminator(
      Recipe.Network network, Samples samples, int labelPlanes, Init init, Rng dropout);

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

  /** The discriminator of a recipe, with classes where it is conditional. */
  final Discriminator build(Recipe recipe, Samples samples, Init init, Rng dropout) {
    return recipe.network().conditional()
        ? ConditionalGan.discriminator(
            samples.classes(),
            discriminator(recipe.network(), samples, samples.classes(), init, dropout))
        : discriminator(recipe.network(), samples, 0, init, dropout);
  }

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
