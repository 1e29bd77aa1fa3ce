package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.TaskNetwork;
import org.zeuxis.model.Translator;
import org.zeuxis.objective.ContentSimilarity;

@ExtendWith(OneThread.class)
class PixelAdaptationTest {
  private static final int NOISE = 3;

  private final Scope scope = new Scope();
  private final List<Game> games = new ArrayList<>();

  @AfterEach
  void free() {
    games.forEach(Game::close);
    scope.close();
  }

  private PixelAdaptation game(String... more) {
    List<String> settings = new ArrayList<>(List.of(
        "network.layers=1",
        "latent.size=" + NOISE,
        "game.adversarialWeight=0.5",
        "translation.classification=2",
        "translation.reconstruction=3"));
    settings.addAll(List.of(more));
    Game game = TwoDomains.game("pixelda", settings.toArray(String[]::new));
    games.add(game);
    return (PixelAdaptation) game;
  }

  private static Translator generator(Game game) {
    return (Translator) game.players().get("generator").network();
  }

  private static TaskNetwork task(Game game) {
    return (TaskNetwork) game.players().get("task").network();
  }

  private static Discriminator judge(Game game) {
    return (Discriminator) game.players().get("discriminator").network();
  }

  private static double classes(Game game, Tensor images, Batch batch) {
    return Functional.crossEntropy(task(game).forward(images), batch.source().labels())
        .item();
  }

  private static double target(Tensor logits, int sign) {
    return logits.times(sign).softplus().mean().item();
  }

  /** Section 3.1, by another game of the same seed that is led by hand. */
  @Test
  void lossesAreThoseOfThePaper() {
    PixelAdaptation game = game();
    PixelAdaptation twin = game();
    Batch batch = TwoDomains.batch(5, 0, 0, 0, 0);
    Tensor z = twin.streams().get("latents").uniform(-1, 1, TwoDomains.COUNT, NOISE);
    Tensor fake = generator(twin).forward(batch.source().real(), z);
    double onReal = target(judge(twin).forward(batch.real(), null), -1);
    double onFake = target(judge(twin).forward(fake, null), 1);
    double source = classes(twin, batch.source().real(), batch);
    double made = classes(twin, fake, batch);
    Map<String, Double> scores = game.play(batch, 0).values();
    assertThat(scores.get("loss.discriminator")).isCloseTo(onReal + onFake, within(1e-5));
    assertThat(scores.get("loss.task")).isCloseTo(source, within(1e-5));
    assertThat(scores.get("loss.task.made")).isCloseTo(made, within(1e-5));

    // G's turn is against D and T as they are now, on the same noise.
    judge(twin).loadStateDict(judge(game).stateDict(), "D");
    task(twin).loadStateDict(task(game).stateDict(), "T");
    double content = ContentSimilarity.of(batch.source().real(), fake).item();
    double loss = 0.5 * target(judge(twin).forward(fake, null), -1)
        + 2 * classes(twin, fake, batch)
        + 3 * content;
    assertThat(scores.get("loss.content")).isCloseTo(content, within(1e-6));
    assertThat(scores.get("loss.generator")).isCloseTo(loss, within(1e-5));
  }

  @Test
  void noiseIsDrawnOnceAnIteration() {
    PixelAdaptation game = game();
    PixelAdaptation twin = game();
    game.play(TwoDomains.batch(5, 0, 0, 0, 0), 0);
    Rng latents = twin.streams().get("latents");
    latents.uniform(-1, 1, TwoDomains.COUNT, NOISE);
    assertThat(game.streams().get("latents").state()).isEqualTo(latents.state());
  }

  @Test
  void everyPlayerMovesEveryIteration() {
    PixelAdaptation game = game();
    Map<String, float[]> before = TwoDomains.weights(game);
    game.play(TwoDomains.batch(6, 0, 0, 0, 0), 0);
    assertThat(game.players().keySet()).containsExactly("generator", "task", "discriminator");
    Map<String, float[]> after = TwoDomains.weights(game);
    game.players()
        .forEach((player, p) -> p.network().parameters().keySet().forEach(name -> assertThat(
                after.get(player + "." + name))
            .as(player + "." + name)
            .isNotEqualTo(before.get(player + "." + name))));
  }

  @Test
  void labelsOfTheTargetAreNotLookedAt() {
    PixelAdaptation one = game();
    PixelAdaptation other = game();
    one.play(TwoDomains.batch(9, 0, 0, 0, 0), 0);
    other.play(TwoDomains.batch(9, 2, 1, 0, 1), 0);
    Map<String, float[]> weights = TwoDomains.weights(one);
    TwoDomains.weights(other)
        .forEach((name, values) -> assertThat(values).as(name).containsExactly(weights.get(name)));
  }

  @Test
  void equalCallsMakeEqualImages() {
    PixelAdaptation game = game("training.ema=0.9");
    game.play(TwoDomains.batch(7, 0, 0, 0, 0), 0);
    byte[] stream = game.streams().get("latents").state();
    Tensor images = new Rng(8).uniform(-1, 1, 20, 1, TwoDomains.SIDE, TwoDomains.SIDE);
    Tensor made = game.translate(images, game.targets().get(0));
    assertThat(made.shape()).containsExactly(images.shape());
    assertThat(made.sameAs(game.translate(images, game.targets().get(0)))).isTrue();
    assertThat(game.streams().get("latents").state()).isEqualTo(stream);
    Batch batch = TwoDomains.batch(7, 0, 0, 0, 0);
    assertThat(game.show(batch).keySet()).containsExactly("input", "output", "some of the target");
    assertThat(game.show(batch).get("output").sameAs(game.answer(batch))).isTrue();
  }

  @Test
  void imagesHaveNoiseOfTheirOwnWhereItIsAskedFor() {
    PixelAdaptation game = game();
    Tensor image = new Rng(8).uniform(-1, 1, 1, 1, TwoDomains.SIDE, TwoDomains.SIDE);
    Tensor usual = game.translate(image, "B");
    game.drawNoise(1);
    Tensor first = game.translate(image, "B");
    assertThat(first.sameAs(usual)).isFalse();
    assertThat(game.translate(image, "B").sameAs(first)).isFalse();
    game.drawNoise(1);
    assertThat(game.translate(image, "B").sameAs(first)).isTrue();
  }

  @Test
  void imagesOfOtherSidesAreMirroredOrRefused() {
    PixelAdaptation game = game();
    Tensor small = new Rng(8).uniform(-1, 1, 2, 1, 9, 13);
    assertThat(game.translate(small, "B").shape()).containsExactly(small.shape());
    assertThatThrownBy(() -> game.translate(Tensor.zeros(1, 1, 16, 20), "B"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images of 20x16: expected at most 16x16, which the network is made for");
  }

  @Test
  void classesAreToldWithTheAveragedWeights() {
    PixelAdaptation game = game("training.ema=0.9");
    game.play(TwoDomains.batch(11, 0, 0, 0, 0), 0);
    Tensor images = TwoDomains.images(new Rng(12));
    TaskNetwork average = (TaskNetwork) game.averages().get("task-average");
    assertThat(game.averages().keySet()).containsExactly("generator-average", "task-average");
    assertThat(game.classNames()).isEqualTo(TwoDomains.CLASSES);
    assertThat(game.classify(images).toFloats())
        .containsExactly(average.forward(images).detach().toFloats(), within(1e-6f));
  }

  @Test
  void beingLookedAtLeavesNoTrace() {
    PixelAdaptation game = game();
    Map<String, float[]> before = TwoDomains.weights(game);
    byte[] stream = game.streams().get("latents").state();
    Batch batch = TwoDomains.batch(10, 0, 0, 0, 0);
    assertThat(game.inspect(batch, new Rng(1)))
        .containsKeys("logit.real", "gradient.generator", "diversity");
    game.judge(batch);
    assertThat(game.streams().get("latents").state()).isEqualTo(stream);
    TwoDomains.weights(game)
        .forEach((name, values) -> assertThat(values).as(name).containsExactly(before.get(name)));
  }
}
