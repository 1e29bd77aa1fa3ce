package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertAllClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

@ExtendWith(OneThread.class)
class CycleGanTest {
  private static final double CLOSE = 1e-5;
  private static final String THERE = "generator";
  private static final String BACK = "generator-back";

  private final Scope scope = new Scope();
  private final List<Game> games = new ArrayList<>();
  private final Batch batch = TwoSets.batch(5, 1, 1);
  private final Tensor a = batch.source().real();
  private final Tensor b = batch.real();

  @AfterEach
  void free() {
    games.forEach(Game::close);
    scope.close();
  }

  private CycleGan game(String... settings) {
    return game(1, 1, settings);
  }

  private CycleGan game(long channelsOfA, long channelsOfB, String... settings) {
    Game game = TwoSets.game("cyclegan", channelsOfA, channelsOfB, settings);
    games.add(game);
    return (CycleGan) game;
  }

  private static Tensor made(Game game, String translator, Tensor images) {
    return TwoSets.translator(game, translator).forward(images, null);
  }

  private static Tensor squares(Game game, String judge, Tensor images, int target) {
    return TwoSets.judge(game, judge)
        .forward(images, null)
        .minus(target)
        .square()
        .mean();
  }

  private static Tensor l1(Tensor x, Tensor y) {
    return x.minus(y).abs().mean();
  }

  /** Section 4: |D-1|² for G, without the factor 1/2 that D's loss has. */
  private static Tensor adversarial(Game game, Tensor fakeA, Tensor fakeB) {
    return squares(game, "discriminator", fakeB, 1)
        .plus(squares(game, "discriminator-back", fakeA, 1));
  }

  private static Tensor judgement(Game game, String judge, Tensor real, Tensor fake) {
    return squares(game, judge, real, 1)
        .plus(squares(game, judge, fake.detach(), 0))
        .times(0.5);
  }

  /**
   * Equations 1 to 3 and section 5.2, by another game of the same seed that is led by hand: both
   * translators move against the judges as they were, then the judges by the images from before.
   */
  @ParameterizedTest
  @CsvSource({"0,0", "10,0", "10,0.5", "0,0.5"})
  void translatorsMoveTogetherAndBeforeTheirJudges(double lambda, double identity) {
    CycleGan game = game(
        "translation.reconstruction=" + lambda,
        "translation.identity=" + identity,
        "translation.pool=0");
    CycleGan twin = game();
    Tensor fakeB = made(twin, THERE, a);
    Tensor fakeA = made(twin, BACK, b);
    Tensor cycle = l1(made(twin, BACK, fakeB), a).plus(l1(made(twin, THERE, fakeA), b));
    Tensor same = l1(made(twin, THERE, b), b).plus(l1(made(twin, BACK, a), a));
    Tensor loss = adversarial(twin, fakeA, fakeB)
        .plus(cycle.times(lambda))
        .plus(same.times(lambda * identity));
    Map<String, Map<String, Tensor>> expected = new TreeMap<>();
    for (String name : List.of(THERE, BACK)) {
      expected.put(name, TwoSets.stepped(twin, name, loss));
    }
    Tensor ofB = judgement(twin, "discriminator", b, fakeB);
    Tensor ofA = judgement(twin, "discriminator-back", a, fakeA);
    expected.put("discriminator", TwoSets.stepped(twin, "discriminator", ofB));
    expected.put("discriminator-back", TwoSets.stepped(twin, "discriminator-back", ofA));

    Map<String, Double> scores = game.play(batch, 0).values();
    assertThat(scores.get("loss.generator")).isCloseTo(loss.item(), within(10 * CLOSE));
    assertThat(scores.get("loss.cycle")).isCloseTo(cycle.item(), within(CLOSE));
    assertThat(scores.get("loss.discriminator")).isCloseTo(ofB.item(), within(CLOSE));
    assertThat(scores.get("loss.discriminator-back")).isCloseTo(ofA.item(), within(CLOSE));
    if (identity > 0) {
      assertThat(scores.get("loss.identity")).isCloseTo(same.item(), within(CLOSE));
    } else {
      assertThat(scores).doesNotContainKey("loss.identity");
    }
    expected.forEach((name, weights) ->
        assertAllClose(name, game.players().get(name).network().parameters(), weights, 10 * CLOSE));
  }

  @Test
  void judgesLearnFromTheHistory() {
    CycleGan game = game("seed=3", "translation.pool=" + TwoSets.COUNT);
    game.play(batch, 0);
    Map<String, Tensor> held = new TreeMap<>();
    game.state().forEach((name, tensor) -> held.put(name, tensor.copy()));
    assertThat(held.get("pool.count").item()).isEqualTo(TwoSets.COUNT);
    assertThat(held.get("pool-back.count").item()).isEqualTo(TwoSets.COUNT);

    CycleGan twin = game();
    twin.players()
        .forEach((name, player) ->
            player.network().loadStateDict(game.players().get(name).network().stateDict(), name));
    Tensor fresh = made(twin, THERE, a);
    Rng rng = twin.streams().get("pool");
    rng.restore(game.streams().get("pool").state());
    Tensor history = exchanged(held.get("pool.images"), fresh, rng);
    assertThat(history.sameAs(fresh.detach())).isFalse();
    double expected = judgement(twin, "discriminator", b, history).item();
    assertThat(game.play(batch, 1).values().get("loss.discriminator"))
        .isCloseTo(expected, within(CLOSE));
    assertThat(game.state().get("pool.images").sameAs(held.get("pool.images"))).isTrue();
  }

  /** Section 4: half of them change places with older ones. */
  private static Tensor exchanged(Tensor held, Tensor fresh, Rng rng) {
    List<Tensor> given = new ArrayList<>();
    for (int i = 0; i < TwoSets.COUNT; i++) {
      Tensor image = fresh.detach().narrow(0, i, 1);
      if (rng.uniform(0, 1, 1).item() < 0.5) {
        given.add(image);
      } else {
        Tensor place = held.narrow(0, rng.integers(TwoSets.COUNT, 1).toLongs()[0], 1);
        given.add(place.copy());
        place.copyFrom(image);
      }
    }
    return Tensor.cat(given, 0);
  }

  @Test
  void identityLossNeedsEqualChannels() {
    assertThatThrownBy(() -> game(1, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("recipe cyclegan: translation.identity: expected 0, since A has 1 channels and"
            + " B 3; data.channels brings both to one number");
    CycleGan game = game(1, 3, "translation.identity=0");
    Batch unlike = TwoSets.batch(5, 1, 3);
    game.play(unlike, 0);
    assertThat(game.translate(unlike.source().real(), "B").shape()).containsExactly(4, 3, 16, 16);
    assertThat(game.translate(unlike.real(), "A").shape()).containsExactly(4, 1, 16, 16);
    assertThat(game.compare(unlike))
        .extracting(Translates.Comparison::by)
        .containsExactly("", "", "", "");
  }

  @Test
  void imagesOfAFewPixelsAreMirrored() {
    for (int side : new int[] {1, 4, 7}) {
      Tensor small = Tensor.zeros(1, 1, side, 1);
      assertThat(game().translate(small, "B").shape()).containsExactly(small.shape());
    }
  }

  @Test
  void lookingAtItLeavesNoTrace() {
    CycleGan game = game("training.ema=0.9", "generator.optimizer=adam", "translation.pool=3");
    game.play(batch, 0);
    game.play(batch, 1);
    Map<String, Tensor> before = TwoSets.everything(game);
    try (Rng rng = new Rng(1)) {
      assertThat(game.inspect(batch, rng)).containsKeys("d.real", "gradient.generator");
    }
    game.judge(batch);
    game.answer(batch);
    game.show(batch);
    game.compare(batch);
    assertThat(TwoSets.changed(game, before)).isEmpty();
    game.play(batch, 2);
    assertThat(TwoSets.changed(game, before)).contains("stream pool", "generator.main.1.weight");
  }

  /** Its two halvings take multiples of 4. */
  @ParameterizedTest
  @CsvSource({"21,17", "9,30", "8,8"})
  void imageOfAnySizeIsMirroredAtItsEndsAndCutAgain(int height, int width) {
    CycleGan game = game();
    game.play(batch, 0);
    Tensor image = new Rng(8).uniform(-1, 1, 1, 1, height, width);
    for (String target : game.targets()) {
      Tensor whole = game.translate(TwoSets.mirrored(image, 4), target);
      assertThat(game.translate(image, target)
              .sameAs(whole.narrow(2, 0, height).narrow(3, 0, width).contiguous()))
          .isTrue();
    }
  }

  @Test
  void eachDomainIsMadeByItsTranslator() {
    CycleGan game = game("data.source=horses=x,zebras=y");
    assertThat(game.targets()).containsExactly("zebras", "horses");
    assertThat(game.translate(a, "zebras").sameAs(made(game, THERE, a).detach()))
        .isTrue();
    assertThat(game.translate(a, "horses").sameAs(made(game, BACK, a).detach())).isTrue();
  }

  @Test
  void bothWaysAndBothCirclesAreMeasured() {
    CycleGan game = game();
    List<Translates.Comparison> all = game.compare(batch);
    assertThat(all)
        .extracting(one -> one.what() + "|" + one.by())
        .containsExactly(
            "A to B|",
            "B to A|",
            "A to B|identity",
            "B to A|identity",
            "A to B and back|",
            "B to A and back|");
    Tensor fakeB = game.translate(a, "B");
    assertThat(all.get(0).images().sameAs(fakeB)).isTrue();
    assertThat(all.get(0).truth()).isNull();
    assertThat(all.get(0).real().sameAs(b)).isTrue();
    assertThat(all.get(3).images().sameAs(b)).isTrue();
    assertThat(all.get(3).real().sameAs(a)).isTrue();
    assertThat(all.get(4).images().sameAs(game.translate(fakeB, "A"))).isTrue();
    assertThat(all.get(4).truth().sameAs(a)).isTrue();
    assertThat(all.get(4).real()).isNull();
  }

  @Test
  void sheetShowsBothCircles() {
    CycleGan game = game();
    Map<String, Tensor> shown = game.show(batch);
    assertThat(shown.keySet())
        .containsExactly(
            "input", "output", "there and back", "input back", "output back", "back and there");
    assertThat(shown.get("there and back").sameAs(game.translate(game.translate(a, "B"), "A")))
        .isTrue();
    assertThat(shown.get("output back").sameAs(game.translate(b, "A"))).isTrue();
  }
}
