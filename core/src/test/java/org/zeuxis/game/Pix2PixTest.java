package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertAllClose;
import static org.zeuxis.Close.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

@ExtendWith(OneThread.class)
class Pix2PixTest {
  private static final double CLOSE = 1e-5;

  private final Scope scope = new Scope();
  private final List<Game> games = new ArrayList<>();
  private final Batch batch = TwoSets.batch(5, 1, 3);

  @AfterEach
  void free() {
    games.forEach(Game::close);
    scope.close();
  }

  private Pix2Pix game(String... settings) {
    return game(1, 3, settings);
  }

  private Pix2Pix game(long channelsOfA, long channelsOfB, String... settings) {
    Game game = TwoSets.game("pix2pix", channelsOfA, channelsOfB, settings);
    games.add(game);
    return (Pix2Pix) game;
  }

  private static Tensor fake(Game game, Batch batch) {
    return TwoSets.translator(game, "generator").forward(batch.source().real(), null);
  }

  /** D's logits of what was given, and an image beside it. */
  private static Tensor judged(Game game, Batch batch, Tensor image) {
    return TwoSets.judge(game, "discriminator")
        .forward(Tensor.cat(List.of(batch.source().real(), image), 1), null);
  }

  private static Tensor softplus(Tensor logits, int sign) {
    return logits.times(sign).softplus().mean();
  }

  /** Equations 1 to 4, by another game of the same seed that is led by hand: D first, then G. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 100})
  void discriminatorMovesFirstAndGeneratorAgainstItAndTowardsTheTruth(double lambda) {
    Pix2Pix game = game("translation.reconstruction=" + lambda);
    Pix2Pix twin = game();
    Tensor fake = fake(twin, batch);
    Tensor lossOfD = softplus(judged(twin, batch, batch.real()), -1)
        .plus(softplus(judged(twin, batch, fake.detach()), 1));
    Map<String, Tensor> d = TwoSets.stepped(twin, "discriminator", lossOfD);
    double against = softplus(judged(twin, batch, fake), -1).item();

    Map<String, Double> scores = game.play(batch, 0).values();
    assertAllClose("D", TwoSets.judge(game, "discriminator").parameters(), d, CLOSE);
    assertThat(scores.get("loss.discriminator")).isCloseTo(lossOfD.item(), within(CLOSE));

    TwoSets.judge(twin, "discriminator")
        .loadStateDict(TwoSets.judge(game, "discriminator").stateDict(), "D");
    Tensor adversarial = softplus(judged(twin, batch, fake), -1);
    Tensor l1 = fake.minus(batch.real()).abs().mean();
    Tensor loss = adversarial.plus(l1.times(lambda));
    assertThat(scores.get("loss.l1")).isCloseTo(l1.item(), within(CLOSE));
    assertThat(scores.get("loss.generator")).isCloseTo(loss.item(), within(CLOSE * (1 + lambda)));
    assertThat(adversarial.item()).isNotCloseTo(against, within(100 * CLOSE));
    assertAllClose(
        "G",
        TwoSets.translator(game, "generator").parameters(),
        TwoSets.stepped(twin, "generator", loss),
        10 * CLOSE);
  }

  @Test
  void adversarialTermHasItsWeight() {
    Map<String, Double> whole =
        game("translation.reconstruction=0").play(batch, 0).values();
    Map<String, Double> quarter = game(
            "translation.reconstruction=3", "game.adversarialWeight=0.25")
        .play(batch, 0)
        .values();
    assertThat(quarter.get("loss.generator"))
        .isCloseTo(whole.get("loss.generator") / 4 + 3 * whole.get("loss.l1"), within(CLOSE));
  }

  /** Of which each has many patches. */
  @Test
  void augmentationAdaptsByTheNumberOfImages() {
    Pix2Pix game = game("augment.name=apa");
    for (int i = 0; i < 3; i++) {
      game.play(batch, i);
    }
    assertThat(game.state().get("discriminator.augmentation.images").item())
        .isEqualTo(3 * TwoSets.COUNT);
  }

  @Test
  void discriminatorSeesWhatTheImageWasMadeOf() {
    Pix2Pix game = game();
    Batch another =
        new Batch(batch.real(), batch.labels(), TwoSets.batch(6, 1, 3).source());
    try (NoGrad guard = new NoGrad()) {
      assertClose("logits", game.judge(batch), judged(game, batch, batch.real()), CLOSE);
    }
    assertThat(game.judge(another).sameAs(game.judge(batch))).isFalse();
  }

  @Test
  void lookingAtItLeavesNoTrace() {
    Pix2Pix game = game("training.ema=0.9", "generator.optimizer=adam");
    for (int i = 0; i < 2; i++) {
      game.play(batch, i);
    }
    Map<String, Tensor> before = TwoSets.everything(game);
    try (Rng rng = new Rng(1)) {
      assertThat(game.inspect(batch, rng))
          .containsKeys("d.real", "gradient.generator", "diversity", "weight.discriminator.rms");
    }
    game.judge(batch);
    game.answer(batch);
    game.show(batch);
    game.compare(batch);
    assertThat(TwoSets.changed(game, before)).isEmpty();
    assertThat(TwoSets.translator(game, "generator").isTraining()).isTrue();
    game.play(batch, 2);
    assertThat(TwoSets.changed(game, before)).isNotEmpty();
  }

  @Test
  void inspectionTellsTheLogitsAndTheGradientOfTheAdversarialLoss() {
    Pix2Pix game = game();
    Pix2Pix twin = game();
    Map<String, Double> vitals;
    try (Rng rng = new Rng(1)) {
      vitals = game.inspect(batch, rng);
    }
    Tensor onFake = judged(twin, batch, fake(twin, batch));
    assertThat(vitals.get("logit.real"))
        .isCloseTo(judged(twin, batch, batch.real()).mean().item(), within(CLOSE));
    assertThat(vitals.get("logit.fake")).isCloseTo(onFake.mean().item(), within(CLOSE));
    double sum = 0;
    for (Tensor gradient : softplus(onFake, -1)
        .gradients(
            List.copyOf(TwoSets.translator(twin, "generator").parameters().values()))) {
      sum += gradient.square().sumAsDouble();
    }
    assertThat(vitals.get("gradient.generator")).isCloseTo(Math.sqrt(sum), within(1e-4));
  }

  /** Its four halvings take multiples of 16. */
  @ParameterizedTest
  @CsvSource({"21,17", "32,15", "3,5", "1,40", "1,1", "16,16"})
  void imageOfAnySizeIsMirroredAtItsEndsAndCutAgain(int height, int width) {
    Pix2Pix game = game();
    game.play(batch, 0);
    Tensor image = new Rng(8).uniform(-1, 1, 1, 1, height, width);
    Tensor made = game.translate(image, "B");
    assertThat(made.shape()).containsExactly(1, 3, height, width);
    Tensor whole = game.translate(TwoSets.mirrored(image, 16), "B");
    assertThat(made.sameAs(whole.narrow(2, 0, height).narrow(3, 0, width).contiguous()))
        .isTrue();
  }

  /** From 32 pixels on, section 3.1. */
  @Test
  void dropoutIsNoiseWhereItIsAskedFor() {
    Samples a = new Samples(List.of(1L, 32L, 32L), List.of("all"));
    Samples b = new Samples(a.shape(), List.of("all"), List.of(), List.of(a));
    Recipe recipe = Catalogue.resolve(
        "pix2pix", List.of("network.features=4", "network.maxFeatures=8", "training.ema=0.9"));
    Pix2Pix game = (Pix2Pix) new GameBuilder(recipe, b, Device.CPU).game();
    games.add(game);
    Tensor image = new Rng(8).uniform(-1, 1, 1, 1, 32, 32);
    Tensor plain = game.translate(image, "B");
    assertThat(game.translate(image, "B").sameAs(plain)).isTrue();
    game.drawNoise(1);
    Tensor first = game.translate(image, "B");
    Tensor second = game.translate(image, "B");
    assertThat(first.sameAs(plain)).isFalse();
    assertThat(first.sameAs(second)).isFalse();
    game.drawNoise(1);
    assertThat(game.translate(image, "B").sameAs(first)).isTrue();
    assertThat(game.translate(image, "B").sameAs(second)).isTrue();
    game.drawNoise(2);
    assertThat(game.translate(image, "B").sameAs(first)).isFalse();
  }

  @Test
  void networkWithoutDropoutHasNoNoise() {
    assertThatThrownBy(() -> game().drawNoise(1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("nothing is left to chance: the networks have no dropout");
  }

  @Test
  void manyImagesAreMadeAsOneByOne() {
    Pix2Pix game = game();
    game.play(batch, 0);
    Tensor images = new Rng(8).uniform(-1, 1, 19, 1, 16, 16);
    Tensor all = game.translate(images, "B");
    assertThat(all.size(0)).isEqualTo(19);
    for (int i : new int[] {0, 15, 16, 18}) {
      assertClose("image", all.narrow(0, i, 1), game.translate(images.narrow(0, i, 1), "B"), CLOSE);
    }
  }

  @Test
  void imagesAreMadeByTheAveragedWeights() {
    Pix2Pix game = game("training.ema=0.5");
    game.play(batch, 0);
    game.play(batch, 1);
    Tensor before = game.answer(batch);
    TwoSets.translator(game, "generator")
        .loadStateDict(game.averages().get("generator-average").stateDict(), "average");
    assertThat(game.answer(batch).sameAs(before)).isTrue();
    Pix2Pix plain = game();
    plain.play(batch, 0);
    plain.play(batch, 1);
    assertThat(plain.answer(batch).sameAs(before)).isFalse();
  }

  @Test
  void sheetShowsWhatWasGivenWhatWasMadeAndTheTruth() {
    Pix2Pix game = game();
    Map<String, Tensor> shown = game.show(batch);
    assertThat(shown.keySet()).containsExactly("input", "output", "truth");
    assertThat(shown.get("input").sameAs(batch.source().real())).isTrue();
    assertThat(shown.get("output").sameAs(game.answer(batch))).isTrue();
    assertThat(shown.get("truth").sameAs(batch.real())).isTrue();
    assertThat(game.targets()).containsExactly("B");
  }

  @Test
  void imageItselfIsAnAnswerWhereChannelsAreEqual() {
    assertThat(game().compare(batch)).extracting(Translates.Comparison::by).containsExactly("");
    Batch alike = TwoSets.batch(5, 3, 3);
    List<Translates.Comparison> both = game(3, 3).compare(alike);
    assertThat(both).extracting(Translates.Comparison::by).containsExactly("", "identity");
    assertThat(both.get(1).images().sameAs(alike.source().real())).isTrue();
    assertThat(both)
        .allMatch(one -> one.what().equals("output")
            && one.truth().sameAs(alike.real())
            && one.real().sameAs(alike.real()));
  }
}
