package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;

class ConditionalGanTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  private static final class GeneratorSeen extends Generator {
    private final List<Tensor> seen = new ArrayList<>();

    @Override
    public Tensor forward(Tensor z, Tensor labels) {
      seen.add(z);
      return z;
    }
  }

  private static final class DiscriminatorSeen extends Discriminator {
    private final List<Tensor> seen = new ArrayList<>();

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      seen.add(x);
      return x;
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return forward(x, labels);
    }
  }

  @Test
  void generatorSeesTheLatentVectorThenTheClass() {
    GeneratorSeen body = new GeneratorSeen();
    Tensor z = Tensor.of(new float[] {5, 6, 7, 8}, 2, 2);
    ConditionalGan.generator(3, body).forward(z, Tensor.of(new long[] {2, 0}, 2));
    assertThat(body.seen.get(0).shape()).containsExactly(2, 5);
    assertThat(body.seen.get(0).toFloats()).containsExactly(5, 6, 0, 0, 1, 7, 8, 1, 0, 0);
  }

  @Test
  void discriminatorSeesTheImageThenOneConstantPlaneAClass() {
    DiscriminatorSeen body = new DiscriminatorSeen();
    Tensor x = Tensor.full(0.5, 2, 1, 2, 2);
    Discriminator joined = ConditionalGan.discriminator(2, body);
    joined.forward(x, Tensor.of(new long[] {1, 0}, 2));
    joined.features(x, Tensor.of(new long[] {1, 0}, 2));
    assertThat(body.seen).hasSize(2);
    for (Tensor seen : body.seen) {
      assertThat(seen.shape()).containsExactly(2, 3, 2, 2);
      assertThat(seen.mean(2, 3).toFloats()).containsExactly(0.5f, 0, 1, 0.5f, 1, 0);
    }
  }

  @Test
  void sameLatentVectorGivesAnotherImageForAnotherClass() {
    Init init = Init.dcgan(new Rng(1));
    Dcgan networks = new Dcgan(1, 12, 2, 4);
    Generator g = ConditionalGan.generator(3, networks.generator(5 + 3, init));
    Discriminator d = ConditionalGan.discriminator(3, networks.discriminator(1 + 3, init));
    g.train(false);
    d.train(false);
    Tensor z = new Rng(2).normal(1, 5).expand(3, 5);
    Tensor classes = Tensor.of(new long[] {0, 1, 2}, 3);
    Tensor images = g.forward(z, classes);
    assertThat(images.shape()).containsExactly(3, 1, 12, 12);
    assertThat(images.select(0, 0).sameAs(images.select(0, 1))).isFalse();
    Tensor logits = d.forward(images.select(0, 0).unsqueeze(0).expand(3, 1, 12, 12), classes);
    assertThat(logits.select(0, 0).item()).isNotEqualTo(logits.select(0, 1).item());
    assertThat(g.parameters()).containsKey("body.main.0.weight");
  }
}
