package org.zeuxis.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.DomainCritic;
import org.zeuxis.model.Translator;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Module;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.WeightedPenalty;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

@ExtendWith(OneThread.class)
class StarGanTest {
  private static final int SIDE = 8;
  private static final double LAMBDA_CLS = 0.5;
  private static final double LAMBDA_REC = 10;

  /** No weight of float32 moves by it. */
  private static final double STILL = 1e-30;

  private final Scope scope = new Scope();
  private final DomainCodes attributes = new DomainCodes(
      List.of("smiling", "young"), List.of("none", "smiling", "smiling+young", "young"));
  private final DomainCodes classes = new DomainCodes(List.of(), List.of("a", "b", "c"));
  private final AtomicInteger updatesOfD = new AtomicInteger();
  private final AtomicInteger updatesOfG = new AtomicInteger();

  @AfterEach
  void free() {
    scope.close();
  }

  private StarGan game(DomainCodes codes, int k, double rate, List<WeightedPenalty> penalties) {
    Init init = Init.pytorch(new Rng(1));
    org.zeuxis.model.StarGan networks =
        new org.zeuxis.model.StarGan(1, SIDE, codes.names().size(), 2, 1);
    Player g = player(networks.translator(init), rate, updatesOfG);
    Player d = player(networks.discriminator(init), rate, updatesOfD);
    Remedies remedies = Remedies.none()
        .withPenalties(
            new Penalised(Penalties.Side.DISCRIMINATOR, penalties, d.network()), new Rng(4));
    Judge judge = new Judge("discriminator", d, g, AdversarialLosses.WASSERSTEIN, 1, remedies);
    return new StarGan(
        new StarGan.Rules(LAMBDA_REC, LAMBDA_CLS, k, codes),
        new JudgedGame.Parts(
            Map.of("generator", g),
            Map.of("discriminator", judge),
            Map.of(),
            Map.of(),
            Map.of("domains", new Rng(5)),
            Device.CPU));
  }

  private static Player player(Module network, double rate, AtomicInteger updates) {
    Tensor first = network.parameters().values().iterator().next();
    return new Player(
        network, new Sgd(network.parameters(), 0, 0), rate, Schedule.CONSTANT, parameter -> {
          updates.addAndGet(parameter == first ? 1 : 0);
          return parameter;
        });
  }

  private static Batch batch(long... labels) {
    int n = labels.length;
    return new Batch(new Rng(6).uniform(-1, 1, n, 1, SIDE, SIDE), Tensor.of(labels, n));
  }

  private static Translator generator(StarGan game) {
    return (Translator) game.players().get("generator").network();
  }

  private static DomainCritic critic(StarGan game) {
    return (DomainCritic) game.players().get("discriminator").network();
  }

  /**
   * Where all weights are 0, nothing has a slope and nothing moves: the penalty is (0-1)², every
   * attribute costs ln 2, G makes grey, and the way back is off by what images are.
   */
  @Test
  void blindNetworksLoseInClosedForm() {
    StarGan game = game(attributes, 2, 0.1, List.of(WeightedPenalty.parse("gp:10")));
    game.players()
        .values()
        .forEach(player -> player.network().parameters().values().forEach(weight -> {
          try (NoGrad guard = new NoGrad()) {
            weight.fillInPlace(0);
          }
        }));
    Batch batch = batch(0, 1, 2, 3, 3, 1);
    Map<String, Double> scores = game.play(batch, 0).values();
    double domains = 2 * Math.log(2);
    double away = batch.real().narrow(0, 3, 3).abs().mean().item();
    assertThat(scores.get("loss.domain.real")).isCloseTo(domains, within(1e-6));
    assertThat(scores.get("loss.domain.fake")).isCloseTo(domains, within(1e-6));
    assertThat(scores.get("loss.cycle")).isCloseTo(away, within(1e-6));
    assertThat(scores.get("loss.discriminator")).isCloseTo(10 + LAMBDA_CLS * domains, within(1e-4));
    assertThat(scores.get("loss.generator"))
        .isCloseTo(LAMBDA_CLS * domains + LAMBDA_REC * away, within(1e-5));
    game.close();
  }

  /** Equations 1 to 6, written anew, on the last minibatch, with the domains that it drew. */
  @Test
  void lossesAreThePapersOnTheLastMinibatch() {
    StarGan game = game(attributes, 2, STILL, List.of());
    Batch batch = batch(0, 1, 2, 3, 3, 1);
    Tensor x = batch.real().narrow(0, 3, 3);
    Rng draws = new Rng(5);
    draws.permutation(3);
    long[] order = draws.permutation(3).toLongs();
    float[][] of = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    long[] labels = {3, 3, 1};
    float[] own = new float[6];
    float[] wanted = new float[6];
    for (int i = 0; i < 3; i++) {
      System.arraycopy(of[(int) labels[i]], 0, own, 2 * i, 2);
      System.arraycopy(of[(int) labels[(int) order[i]]], 0, wanted, 2 * i, 2);
    }
    Tensor fake = generator(game).forward(x, Tensor.of(wanted, 3, 2));
    Tensor back = generator(game).forward(fake, Tensor.of(own, 3, 2));
    double adversarial = critic(game).forward(fake, null).mean().item();
    double cycle = x.minus(back).abs().mean().item();

    Map<String, Double> scores = game.play(batch, 0).values();
    assertThat(scores.get("loss.discriminator"))
        .isCloseTo(
            adversarial
                - critic(game).forward(x, null).mean().item()
                + LAMBDA_CLS * crossEntropies(critic(game).domains(x), own),
            within(1e-5));
    assertThat(scores.get("loss.generator"))
        .isCloseTo(
            -adversarial
                + LAMBDA_CLS * crossEntropies(critic(game).domains(fake), wanted)
                + LAMBDA_REC * cycle,
            within(1e-5));
    game.close();
  }

  /** Summed over attributes, the mean over three images. */
  private static double crossEntropies(Tensor logits, float[] code) {
    double[] l = logits.toDoubles();
    double sum = 0;
    for (int i = 0; i < l.length; i++) {
      double p = 1 / (1 + Math.exp(-l[i]));
      sum -= code[i] * Math.log(p) + (1 - code[i]) * Math.log(1 - p);
    }
    return sum / 3;
  }

  @Test
  void discriminatorMovesOnceForEachMinibatchAndTheGeneratorOnce() {
    StarGan game = game(attributes, 3, 0.01, List.of());
    assertThat(game.batchesPerIteration()).isEqualTo(3);
    game.play(batch(0, 1, 2, 3, 3, 1), 0);
    assertThat(updatesOfD.get()).isEqualTo(3);
    assertThat(updatesOfG.get()).isEqualTo(1);
    assertThatThrownBy(() -> game.play(batch(0, 1, 2, 3), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("StarGan.play(batch): expected 3 minibatches of one size, got 4 samples");
    game.close();
  }

  /** An image with "young", and the rest as D sees it in the middle of it. */
  private static Tensor madeYoung(StarGan game, Tensor images, Tensor middle) {
    float[] code = new float[40];
    float[] logits = critic(game).domains(middle).toFloats();
    for (int i = 0; i < code.length; i++) {
      code[i] = i % 2 == 1 || logits[i] > 0 ? 1 : 0;
    }
    return generator(game).forward(images, Tensor.of(code, 20, 2)).detach();
  }

  @Test
  void imagesThatAreNoSquaresAreRecognisedByTheirMiddle() {
    StarGan game = game(attributes, 1, 0.1, List.of());
    Tensor wide = new Rng(7).uniform(-1, 1, 20, 1, SIDE, 2 * SIDE);
    Tensor expected = madeYoung(game, wide, wide.narrow(3, SIDE / 2, SIDE));
    assertThat(game.translate(wide, "young=1").minus(expected).abs().max().item())
        .isLessThan(1e-6);
    game.close();
  }

  @Test
  void attributesThatAreNotAskedForStayWhatTheDiscriminatorSees() {
    StarGan game = game(attributes, 1, 0.1, List.of());
    Tensor images = batch(new long[20]).real();
    Tensor expected = madeYoung(game, images, images);
    Tensor made = game.translate(images, "young=1");
    assertThat(made.minus(expected).abs().max().item()).isLessThan(1e-6);
    assertThat(made.requiresGradient()).isFalse();
    assertThat(game.targets()).containsExactly("smiling", "young");
    assertThatThrownBy(() -> game.translate(images, "yuong=1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("attribute 'yuong' is unknown, did you mean young? (known: smiling, young)");
    game.close();
  }

  @Test
  void imagesOfAnySizeAreEdited() {
    StarGan game = game(attributes, 1, 0.1, List.of());
    Tensor images = new Rng(7).uniform(-1, 1, 2, 1, 13, 18);
    assertThat(game.translate(images, "smiling=0").shape()).containsExactly(2, 1, 13, 18);
    game.close();
  }

  @Test
  void answersAreOfTheNextImagesClass() {
    StarGan game = game(classes, 1, 0.1, List.of());
    Batch batch = batch(0, 2, 1);
    Tensor wanted = Tensor.of(new float[] {0, 0, 1, 0, 1, 0, 1, 0, 0}, 3, 3);
    Tensor expected = generator(game).forward(batch.real(), wanted).detach();
    assertThat(game.answer(batch).minus(expected).abs().max().item()).isLessThan(1e-6);
    Tensor toB = game.translate(batch.real().narrow(0, 1, 1), "b");
    assertThat(toB.minus(expected.narrow(0, 1, 1)).abs().max().item()).isLessThan(1e-6);
    game.close();
  }

  /** Of a direction: what is made of some images, these as they were, and what is real. */
  private static void assertDirection(
      List<Translates.Comparison> all, String what, Tensor made, Tensor given, Tensor real) {
    List<Translates.Comparison> direction =
        all.stream().filter(one -> one.what().equals(what)).toList();
    assertThat(direction).extracting(Translates.Comparison::by).containsExactly("", "identity");
    assertThat(direction.get(0).images().minus(made).abs().max().item()).isLessThan(1e-6);
    assertThat(direction.get(1).images().sameAs(given)).isTrue();
    assertThat(direction).allSatisfy(one -> {
      assertThat(one.real().sameAs(real)).isTrue();
      assertThat(one.truth()).isNull();
    });
  }

  private static Tensor rows(Tensor x, long... rows) {
    return x.indexSelect(0, Tensor.of(rows, rows.length));
  }

  @Test
  void imagesWithoutAnAttributeAreGivenItAndComparedWithThoseThatHaveIt() {
    StarGan game = game(attributes, 1, 0.1, List.of());
    Batch batch = batch(1, 0, 3, 2, 0);
    List<Translates.Comparison> all = game.compare(batch);
    Tensor plain = rows(batch.real(), 1, 2, 4);
    Tensor smiling = Tensor.of(new float[] {1, 0, 1, 1, 1, 0}, 3, 2);
    assertDirection(
        all,
        "to smiling",
        generator(game).forward(plain, smiling).detach(),
        plain,
        rows(batch.real(), 0, 3));
    Tensor old = rows(batch.real(), 0, 1, 4);
    Tensor young = Tensor.of(new float[] {1, 1, 0, 1, 0, 1}, 3, 2);
    assertDirection(
        all,
        "to young",
        generator(game).forward(old, young).detach(),
        old,
        rows(batch.real(), 2, 3));
    game.close();
  }

  @Test
  void imagesOfOtherClassesAreComparedWithThoseOfTheClass() {
    StarGan game = game(classes, 1, 0.1, List.of());
    Batch batch = batch(0, 2, 1, 0);
    Tensor others = rows(batch.real(), 0, 1, 3);
    Tensor toB = Tensor.of(new float[] {0, 1, 0, 0, 1, 0, 0, 1, 0}, 3, 3);
    assertDirection(
        game.compare(batch),
        "to b",
        generator(game).forward(others, toB).detach(),
        others,
        rows(batch.real(), 2));
    game.close();
  }

  @Test
  void minibatchMayLackOneSideOfADirection() {
    StarGan game = game(attributes, 1, 0.1, List.of());
    Batch batch = batch(1, 1);
    List<Translates.Comparison> all = game.compare(batch);
    assertThat(all.get(0).what()).isEqualTo("to smiling");
    assertThat(all.get(0).images().shape()).containsExactly(0, 1, SIDE, SIDE);
    assertThat(all.get(0).real().sameAs(batch.real())).isTrue();
    assertThat(all.get(2).what()).isEqualTo("to young");
    assertThat(all.get(2).images().shape()).containsExactly(2, 1, SIDE, SIDE);
    assertThat(all.get(2).real().shape()).containsExactly(0, 1, SIDE, SIDE);
    game.close();
  }

  @Test
  void wayBackIsHeldAgainstTheImages() {
    StarGan game = game(attributes, 1, 0.1, List.of());
    Batch batch = batch(1, 0, 3);
    List<Translates.Comparison> all = game.compare(batch);
    Translates.Comparison last = all.get(all.size() - 1);
    Tensor own = Tensor.of(new float[] {1, 0, 0, 0, 0, 1}, 3, 2);
    Tensor back = generator(game).forward(game.answer(batch), own).detach();
    assertThat(last.what()).isEqualTo("there and back");
    assertThat(last.images().minus(back).abs().max().item()).isLessThan(1e-6);
    assertThat(last.truth()).isSameAs(batch.real());
    assertThat(last.real()).isNull();
    game.close();
  }

  @Test
  void everyChangeIsShownAndTheWayBack() {
    StarGan toggled = game(attributes, 1, 0.1, List.of());
    assertThat(toggled.show(batch(0, 1)).keySet())
        .containsExactly("input", "smiling toggled", "young toggled", "and back again");
    toggled.close();
    StarGan replaced = game(classes, 1, 0.1, List.of());
    Map<String, Tensor> shown = new LinkedHashMap<>(replaced.show(batch(0, 1)));
    assertThat(shown.keySet()).containsExactly("input", "to a", "to b", "to c", "and back again");
    shown.values().forEach(images -> assertThat(images.shape()).containsExactly(2, 1, SIDE, SIDE));
    replaced.close();
  }
}
