package org.zeuxis.model;

import java.util.List;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Conditional GAN (Mirza, Osindero 2014, arXiv:1411.1784, figure 1): both players are told the
 * class. The one-hot label is joined to the latent vector and, as one constant plane a class, to
 * the image. Any networks of fitting inputs can play.
 */
public final class ConditionalGan {
  private ConditionalGan() {}

  /**
   * A generator with classes.
   *
   * @param body takes latent vectors of {@code latent + classes} numbers
   */
  public static Generator generator(int classes, Generator body) {
    return new JoinedGenerator(classes, body);
  }

  /**
   * A discriminator with classes.
   *
   * @param body takes images of {@code C + classes} channels
   */
  public static Discriminator discriminator(int classes, Discriminator body) {
    return new JoinedDiscriminator(classes, body);
  }

  private static final class JoinedGenerator extends Generator {
    private final int classes;
    private final Generator body;

    JoinedGenerator(int classes, Generator body) {
      this.classes = classes;
      this.body = child("body", body);
    }

    @Override
    public Tensor forward(Tensor z, Tensor labels) {
      return body.forward(Tensor.cat(List.of(z, Functional.oneHot(labels, classes)), 1), labels);
    }
  }

  private static final class JoinedDiscriminator extends Discriminator {
    private final int classes;
    private final Discriminator body;

    JoinedDiscriminator(int classes, Discriminator body) {
      this.classes = classes;
      this.body = child("body", body);
    }

    @Override
    public int pack() {
      return body.pack();
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return body.forward(join(x, labels), labels);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return body.features(join(x, labels), labels);
    }

    private Tensor join(Tensor x, Tensor labels) {
      Tensor planes = Functional.oneHot(labels, classes)
          .reshape(-1, classes, 1, 1)
          .expand(x.size(0), classes, x.size(2), x.size(3));
      return Tensor.cat(List.of(x, planes), 1);
    }
  }
}
