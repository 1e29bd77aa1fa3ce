package org.zeuxis.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Scores;

/** One recipe of as many remedies as go together: they compose, and they free what they take. */
@ExtendWith(OneThread.class)
class EveryRemedyTest {
  private static final int SAMPLES = 16;

  private static AdversarialGame game() {
    Recipe recipe = Catalogue.resolve(
        "dcgan",
        List.of(
            "network.features=2",
            "network.maxFeatures=4",
            "network.generatorNorm=virtual-batch",
            "network.discriminatorNorm=layer",
            "network.generatorWeights=equalized",
            "network.discriminatorWeights=spectral",
            "network.attention=true",
            "network.minibatch=std",
            "network.packing=2",
            "game.labelSmoothing=0.1",
            "game.labelFlip=0.1",
            "game.discriminatorSteps=2",
            "game.generatorSteps=2",
            "game.unrolledSteps=1",
            "game.accuracyCeiling=0.99",
            "game.instanceNoise=0.1",
            "game.topK=0.5",
            "game.topKEvery=1",
            "generator.gradientClip=1",
            "generator.lookaheadSteps=2",
            "generator.penalties=feature-matching,mode-seeking,orthogonal,historical",
            "discriminator.lookaheadSteps=3",
            "discriminator.penalties=gp:1,r1:1/2,r2,bcr,lecam,historical",
            "augment.name=diff-augment",
            "training.batchSize=" + SAMPLES,
            "training.accumulate=2",
            "training.ema=0.9",
            "training.emaRampup=0.1"));
    return new GameBuilder(recipe, new Samples(List.of(1L, 8L, 8L), List.of("one")), Device.CPU)
        .adversarialGame();
  }

  private static Scores play(AdversarialGame game, int from, int iterations) {
    Scores scores = new Scores(Map.of());
    for (int i = from; i < from + iterations; i++) {
      try (Scope step = new Scope();
          Rng rng = new Rng(i)) {
        Tensor images = rng.uniform(-1, 1, 2 * SAMPLES, 1, 8, 8);
        scores = game.play(new Batch(images, Tensor.of(new long[2 * SAMPLES], 2 * SAMPLES)), i);
        assertThat(scores.isFinite()).isTrue();
      }
    }
    return scores;
  }

  @Test
  void remediesGoTogether() {
    AdversarialGame game = game();
    Scores scores = play(game, 0, 2);
    assertThat(scores.values().keySet())
        .contains(
            "penalty.discriminator.gp",
            "penalty.discriminator.r1",
            "penalty.discriminator.bcr",
            "penalty.discriminator.lecam",
            "penalty.generator.feature-matching",
            "penalty.generator.mode-seeking");
    assertThat(game.state().keySet())
        .contains("discriminator.lecam.real", "discriminator.historical.count")
        .anyMatch(name -> name.startsWith("generator.") && name.endsWith(".slow"));
    game.close();
    assertThat(game.state().values()).allMatch(t -> t.toString().equals("Tensor (closed)"));
  }

  @Test
  void iterationsLeaveNoLivePointers() {
    AdversarialGame game = game();
    play(game, 0, 4); // classes load
    long before = LivePointers.count();
    play(game, 4, 20);
    assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    game.close();
  }
}
