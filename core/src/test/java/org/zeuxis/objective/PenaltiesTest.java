package org.zeuxis.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.zeuxis.Close.assertClose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.Fixture;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.WeightForm;

/**
 * Penalties and their gradients by the discriminator's weights, that is, second derivatives of the
 * discriminator: against closed forms of linear, quadratic and cubic discriminators, and against
 * PyTorch ({@code make_penalty_fixtures.py}).
 */
class PenaltiesTest {
  private final Scope scope = new Scope();
  private final Tensor real = Tensor.of(new float[] {1, 2, -1, 0.5f, 0, 3}, 3, 2);
  private final Tensor fake = Tensor.of(new float[] {0, 1, 2, -2, 1, 1}, 3, 2);

  /** A weight that all discriminators of closed form are multiplied by. */
  private final Tensor c = Tensor.scalar(0.7).requireGradient();

  @AfterEach
  void free() {
    scope.close();
  }

  private record Function(UnaryOperator<Tensor> of) implements Critic {
    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return of.apply(x);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return of.apply(x).unsqueeze(1);
    }
  }

  /** The critic of the fixture: two hidden layers, and what their outputs are weighted by. */
  private static final class Net extends Module implements Critic {
    private final Linear first = child("first", new Linear(4, 5, true, Init.pytorch(new Rng(1))));
    private final Linear second =
        child("second", new Linear(5, 5, false, Init.pytorch(new Rng(1))));
    private final Tensor d = parameter("d", Tensor.zeros(5));

    /** By the fixture's names. */
    Map<String, Tensor> weights() {
      Map<String, Tensor> own = parameters();
      Map<String, Tensor> weights = new LinkedHashMap<>();
      weights.put("a", own.get("first.weight"));
      weights.put("b", own.get("first.bias"));
      weights.put("c", own.get("second.weight"));
      weights.put("d", d);
      return weights;
    }

    void become(Map<String, Tensor> values) {
      weights().forEach((key, weight) -> weight.detach().copyFrom(values.get(key)));
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return second.forward(first.forward(quarters(x)).softplus()).softplus();
    }

    private static Tensor quarters(Tensor x) {
      return x.dimensions() == 2 ? x : x.reshape(-1, 2, 4, 2, 4).mean(2, 4).flatten(1);
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return features(x, labels).matmul(d).times(2);
    }
  }

  private static Turn turn(Critic critic, Tensor real, Tensor fake, List<Tensor> weights) {
    return turn(critic, real, fake, fake, weights);
  }

  private static Turn turn(Critic critic, Tensor real, Tensor fake, Tensor latents) {
    return turn(critic, real, fake, latents, List.of());
  }

  private static Turn turn(
      Critic critic, Tensor real, Tensor fake, Tensor latents, List<Tensor> weights) {
    Tensor labels = Tensor.of(new long[(int) real.size(0)], real.size(0));
    Tensor x = real.detach().requireGradient();
    Tensor g = fake.detach().requireGradient();
    Tensor onReal = critic.forward(x, labels);
    Tensor onFake = critic.forward(g, labels);
    return new Turn(
        critic, x, g, () -> onReal, () -> onFake, labels, latents, g, weights, new Rng(7));
  }

  private Tensor value(Penalties kind, UnaryOperator<Tensor> critic) {
    Turn turn = turn(new Function(critic), real, fake, List.of(c));
    return kind.create().of(turn);
  }

  /** D(x) = c·(3x₁ + 4x₂), whose slope is 5c everywhere. */
  private Tensor linear(Tensor x) {
    return x.times(Tensor.of(new float[] {3, 4}, 2)).sum(1).times(c);
  }

  /** D(x) = c·‖x‖²/2, whose slope is c·x. */
  private Tensor quadratic(Tensor x) {
    return x.square().sum(1).times(0.5).times(c);
  }

  /** D(x) = c·Σx³, whose slope is 3c·x². */
  private Tensor cubic(Tensor x) {
    return x.pow(3).sum(1).times(c);
  }

  private void assertValueAndSlope(Tensor penalty, double value, double slope) {
    assertThat(penalty.item()).isCloseTo(value, within(1e-5 * Math.abs(value)));
    assertThat(penalty.gradients(List.of(c)).get(0).item())
        .isCloseTo(slope, within(1e-5 * Math.abs(slope)));
  }

  @ParameterizedTest
  @EnumSource(names = {"GP", "LP", "DRAGAN"})
  void oneCentredPenaltiesOfALinearDiscriminator(Penalties kind) {
    // (5c - 1)², by c: 10(5c - 1)
    assertValueAndSlope(value(kind, this::linear), 2.5 * 2.5, 25);
  }

  @ParameterizedTest
  @EnumSource(names = {"GP", "LP", "DRAGAN"})
  void oneCentredPenaltiesOfAQuadraticDiscriminator(Penalties kind) {
    assertOneCentred(kind, this::quadratic, at(kind).square().sum(1).sqrt());
  }

  @ParameterizedTest
  @EnumSource(names = {"GP", "LP", "DRAGAN"})
  void oneCentredPenaltiesOfACubicDiscriminator(Penalties kind) {
    assertOneCentred(kind, this::cubic, at(kind).pow(4).sum(1).sqrt().times(3));
  }

  /** Slopes of cn, n for each sample: E(cn - 1)², by c: 2·E (cn - 1)n; LP's where cn > 1. */
  private void assertOneCentred(Penalties kind, UnaryOperator<Tensor> critic, Tensor n) {
    double value = 0;
    double slope = 0;
    for (double one : n.toDoubles()) {
      double excess = 0.7 * one - 1;
      double counted = kind == Penalties.LP ? Math.max(0, excess) : excess;
      value += counted * counted / 3;
      slope += 2 * counted * one / 3;
    }
    assertValueAndSlope(value(kind, critic), value, slope);
  }

  /** Where the slope is taken: between real and generated samples, or around real ones. */
  private Tensor at(Penalties kind) {
    Rng rng = new Rng(7);
    if (kind == Penalties.DRAGAN) {
      Tensor u = rng.uniform(0, 1, 3, 2);
      return real.plus(rng.uniform(0, 1, 3, 1).times(u).times(real.std()).times(0.5));
    }
    Tensor e = rng.uniform(0, 1, 3, 1);
    return real.times(e).plus(fake.times(e.neg().plus(1)));
  }

  @Test
  void lipschitzPenaltyAloneLeavesSlopesBelowOneFree() {
    UnaryOperator<Tensor> flat = x -> linear(x).times(0.1); // 0.35
    assertThat(value(Penalties.LP, flat).item()).isZero();
    assertThat(value(Penalties.GP, flat).item()).isCloseTo(0.65 * 0.65, within(1e-5));
  }

  @Test
  void zeroCentredPenaltiesOfALinearDiscriminator() {
    // ½·25c², by c: 25c
    assertValueAndSlope(value(Penalties.R1, this::linear), 6.125, 17.5);
    assertValueAndSlope(value(Penalties.R2, this::linear), 6.125, 17.5);
  }

  @Test
  void zeroCentredPenaltiesOfAQuadraticDiscriminator() {
    // ½·c²·E‖x‖²: squared lengths of real samples 5, 1.25, 9, of generated ones 1, 8, 2
    assertValueAndSlope(value(Penalties.R1, this::quadratic), 0.245 * 15.25 / 3, 0.7 * 15.25 / 3);
    assertValueAndSlope(value(Penalties.R2, this::quadratic), 0.245 * 11 / 3, 0.7 * 11 / 3);
  }

  @Test
  void zeroCentredPenaltiesOfACubicDiscriminator() {
    // ½·9c²·E Σx⁴: Σx⁴ of real samples 17, 1.0625, 81, of generated ones 1, 32, 2
    double reals = (17 + 1.0625 + 81) / 3;
    double fakes = 35 / 3.0;
    assertValueAndSlope(value(Penalties.R1, this::cubic), 4.5 * 0.49 * reals, 6.3 * reals);
    assertValueAndSlope(value(Penalties.R2, this::cubic), 4.5 * 0.49 * fakes, 6.3 * fakes);
  }

  @Test
  void gradientPenaltyIsFiniteWhereTheSlopeIsZero() {
    Tensor penalty = value(Penalties.GP, x -> quadratic(x.times(0)));
    assertThat(penalty.item()).isCloseTo(1, within(1e-5));
    assertThat(penalty.gradients(List.of(c)).get(0).isFinite()).isTrue();
  }

  @Test
  void slopeOfAPackIsThatOfAllItsSamples() {
    // One logit of three samples, the sum of linear ones: slope 5c√3.
    Penalty gp = Penalties.GP.create();
    Critic packed = new Packed(this::linear);
    double slope = 3.5 * Math.sqrt(3);
    assertThat(gp.of(turn(packed, real, fake, List.of(c))).item())
        .isCloseTo((slope - 1) * (slope - 1), within(1e-5 * slope * slope));
  }

  /** D of a pack of three: the sum over its samples. */
  private record Packed(UnaryOperator<Tensor> each) implements Critic {
    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return each.apply(x).reshape(-1, 3).sum(1);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return forward(x, labels).unsqueeze(1);
    }

    @Override
    public int pack() {
      return 3;
    }
  }

  @Test
  void samplesOfAPackAreOnePointBetweenTwoPacks() {
    Tensor reals = new Rng(3).normal(6, 2);
    Tensor fakes = new Rng(4).normal(6, 2);
    double penalty = Penalties.GP
        .create()
        .of(turn(new Packed(this::quadratic), reals, fakes, List.of(c)))
        .item();
    Tensor e = new Rng(7).uniform(0, 1, 2, 1);
    Tensor packs =
        reals.reshape(2, 6).times(e).plus(fakes.reshape(2, 6).times(e.neg().plus(1)));
    double expected = packs.norm(1).times(0.7).minus(1).square().mean().item();
    assertThat(penalty).isCloseTo(expected, within(1e-5 * expected));
  }

  /**
   * What a generator that looks ahead differentiates: the penalty's gradient by D's weight, by what
   * the generated samples are made of; against a central difference.
   */
  @ParameterizedTest
  @EnumSource(names = {"GP", "LP", "R2", "BCR"})
  void penaltiesLeadBackToWhatTheGeneratedSamplesAreMadeOf(Penalties kind) {
    Tensor theta = Tensor.scalar(0.8).to(DType.FLOAT64).requireGradient();
    double h = 1e-5;
    double difference =
        slope(kind, Tensor.scalar(0.8).to(DType.FLOAT64).plus(h)).item()
            - slope(kind, Tensor.scalar(0.8).to(DType.FLOAT64).minus(h)).item();
    double expected = difference / (2 * h);
    assertThat(expected).isNotZero();
    assertThat(slope(kind, theta).gradients(List.of(theta)).get(0).item())
        .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
  }

  private static Tensor slope(Penalties kind, Tensor theta) {
    Tensor weight = Tensor.scalar(0.7).to(DType.FLOAT64).requireGradient();
    Critic critic = new Function(x ->
        x.pow(3).plus(x.square()).mean(2, 3).sum(1).times(weight).softplus().times(30));
    Tensor x = new Rng(5).normal(2, 1, 8, 8).to(DType.FLOAT64).requireGradient();
    Tensor made =
        new Rng(6).normal(2, 1, 8, 8).to(DType.FLOAT64).requireGradient().times(theta);
    Tensor labels = Tensor.of(new long[2], 2);
    Turn turn = new Turn(
        critic,
        x,
        made,
        () -> critic.forward(x, labels),
        () -> critic.forward(made, labels),
        labels,
        null,
        made,
        List.of(weight),
        new Rng(7));
    return kind.create().of(turn).gradients(List.of(weight), true).get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gp", "lp", "dragan", "r1", "r2", "lecam", "orthogonal", "historical", "cr", "bcr"
      })
  void valueAndGradientsArePyTorchs(String name) {
    Fixture fixture = Fixture.load("penalties");
    Net net = new Net();
    Map<String, Tensor> w = net.weights();
    Penalty penalty = remembering(name, net, fixture);
    Map<String, Tensor> samples = name.endsWith("cr") ? fixture.group("images") : Map.of();
    Turn turn = turn(
        net,
        samples.getOrDefault("real", fixture.get("real")),
        samples.getOrDefault("fake", fixture.get("fake")),
        List.copyOf(net.parameters().values()));
    Tensor value = penalty.of(turn);
    // Adding zero times each weight keeps those that a penalty does not reach in the graph.
    Tensor connected = w.values().stream().map(p -> p.sum().times(0)).reduce(value, Tensor::plus);
    assertIsPyTorchs(fixture, name, value, connected, w);
    net.close();
  }

  /** A penalty that has seen what the fixture's has: logits, or other weights before these. */
  private static Penalty remembering(String name, Net net, Fixture fixture) {
    net.become(fixture.group("past/0"));
    Penalty penalty = WeightedPenalty.parse(name).kind().create(net);
    for (String next : List.of("past/1", "weight")) {
      net.become(fixture.group(next));
      if (penalty instanceof Adaptive averages) {
        averages.learn(Tensor.full(0.75, 4), Tensor.full(-0.25, 4));
      }
    }
    return penalty;
  }

  @ParameterizedTest
  @ValueSource(strings = {"feature-matching", "mode-seeking"})
  void generatorsValueAndGradientArePyTorchs(String name) {
    Fixture fixture = Fixture.load("penalties");
    Net net = new Net();
    net.become(fixture.group("weight"));
    Turn turn = turn(net, fixture.get("real"), fixture.get("fake"), fixture.get("latents"));
    Tensor value = WeightedPenalty.parse(name).kind().create().of(turn);
    assertIsPyTorchs(fixture, name, value, value, Map.of("fake", turn.fake()));
    net.close();
  }

  private static void assertIsPyTorchs(
      Fixture fixture, String name, Tensor value, Tensor connected, Map<String, Tensor> by) {
    assertClose(name, value.reshape(1), fixture.get(name + "/value"));
    List<Tensor> gradients = connected.gradients(List.copyOf(by.values()));
    int i = 0;
    for (String key : by.keySet()) {
      assertClose(name + " by " + key, gradients.get(i++), fixture.get(name + "/gradient/" + key));
    }
  }

  @Test
  void orthogonalRegularisationOfOrthogonalRowsIsZeroWhateverTheirLengths() {
    Linear layer = new Linear(2, 2, true, Init.pytorch(new Rng(1)));
    Tensor weight = layer.parameters().get("weight");
    overwrite(weight, 3, 0, 0, 0.5f);
    assertThat(orthogonal(layer).item()).isZero();
    overwrite(weight, 1, 0, 2, 0);
    Tensor value = orthogonal(layer);
    assertThat(value.item()).isEqualTo(8); // twice the product 2, squared
    assertThat(value.gradients(List.of(weight)).get(0).toFloats()).containsExactly(16, 0, 8, 0);
    layer.close();
  }

  @Test
  void orthogonalRegularisationIsOfOutputsAlsoWhereTheWeightBeginsWithInputs() {
    // Two inputs, one output: one row, orthogonal to all others. Of inputs it would be 2·5².
    ConvTranspose2d layer = new ConvTranspose2d(2, 1, 1, 1, 0, true, Init.pytorch(new Rng(1)));
    overwrite(layer.parameters().get("weight"), 1, 5);
    assertThat(orthogonal(layer).item()).isZero();
    layer.close();
    // Rows of two outputs, over inputs: (1, 3) and (2, 4), whose product is 14.
    ConvTranspose2d two = new ConvTranspose2d(2, 2, 1, 1, 0, true, Init.pytorch(new Rng(1)));
    overwrite(two.parameters().get("weight"), 1, 2, 3, 4);
    assertThat(orthogonal(two).item()).isEqualTo(2 * 14 * 14);
    two.close();
  }

  @Test
  void orthogonalRegularisationLeavesTheLengthsOfWeightNormAlone() {
    Conv2d layer = new Conv2d(1, 2, 2, 1, 0, true, Init.pytorch(new Rng(1)));
    overwrite(layer.parameters().get("weight"), 1, 0, 0, 1, 1, 1, 1, 1);
    WeightForm.WEIGHT_NORM.applyTo(layer, new Rng(2));
    assertThat(layer.parameters()).containsKey("weight_g");
    assertThat(orthogonal(layer).item()).isEqualTo(8); // twice the product 2, squared
    layer.close();
  }

  private Tensor orthogonal(Module network) {
    Turn turn = turn(new Function(this::linear), real, fake, List.of());
    return Penalties.ORTHOGONAL.create(network).of(turn);
  }

  private static void overwrite(Tensor weight, float... values) {
    weight.detach().copyFrom(Tensor.of(values, weight.shape()));
  }

  @Test
  void historicalAverageIsTheMeanOfAllThatTheParametersHaveBeen() {
    Tensor p = Tensor.of(new float[] {1}, 1).requireGradient();
    HistoricalAverage average = new HistoricalAverage(Map.of("p", p));
    Turn turn = turn(new Function(this::linear), real, fake, List.of(p));
    assertThat(average.of(turn).item()).isZero();
    for (float value : new float[] {4, 7}) {
      p.detach().copyFrom(Tensor.of(new float[] {value}, 1));
      average.learn(Tensor.zeros(1), Tensor.zeros(1));
    }
    Tensor penalty = average.of(turn); // (7 - (1 + 4 + 7)/3)² = 9
    assertThat(penalty.item()).isCloseTo(9, within(1e-5));
    assertThat(penalty.gradients(List.of(p)).get(0).item()).isCloseTo(6, within(1e-5));
    average.close();
  }

  @Test
  void historicalAverageThatBeginsAtLoadedWeightsIsNoFunctionOfThem() {
    Tensor p = Tensor.of(new float[] {1}, 1).requireGradient();
    HistoricalAverage average = new HistoricalAverage(Map.of("p", p));
    Turn turn = turn(new Function(this::linear), real, fake, List.of(p));
    p.detach().copyFrom(Tensor.of(new float[] {2}, 1));
    average.weightsLoaded();
    p.detach().copyFrom(Tensor.of(new float[] {5}, 1));
    assertThat(average.of(turn).gradients(List.of(p)).get(0).item()).isEqualTo(6); // 2·(5 - 2)
    average.close();
  }

  @Test
  void leCamFollowsTheMeanAndThenTheLastHundredUpdates() {
    LeCam penalty = new LeCam();
    penalty.learn(Tensor.full(1, 2), Tensor.full(-1, 2));
    penalty.learn(Tensor.full(3, 2), Tensor.full(-5, 2));
    assertThat(penalty.state().get("real").item()).isEqualTo(2);
    assertThat(penalty.state().get("fake").item()).isEqualTo(-3);
    for (int i = 0; i < 98; i++) {
      penalty.learn(Tensor.full(2, 2), Tensor.full(-3, 2));
    }
    penalty.learn(Tensor.full(102, 2), Tensor.full(-3, 2));
    assertThat(penalty.state().get("real").item()).isCloseTo(3, within(1e-9)); // 2 + 0.01·100
    penalty.close();
  }

  @Test
  void featureMatchingIsTheSquaredDistanceOfMeans() {
    // means of c·(3x₁ + 4x₂): real 0.7·22/3, generated 0.7·9/3
    double distance = 0.7 * (22 - 9) / 3.0;
    assertThat(value(Penalties.FEATURE_MATCHING, this::linear).item())
        .isCloseTo(distance * distance, within(1e-5 * distance * distance));
  }

  @Test
  void modeSeekingIsSmallWhereOtherLatentsGiveOtherSamples() {
    Tensor z = Tensor.of(new float[] {0, 1, 4, 3}, 4, 1);
    Tensor samples = Tensor.of(new float[] {0, 2, 8, 6}, 4, 1).requireGradient();
    Tensor labels = Tensor.of(new long[] {0, 1, 0, 0}, 4); // the second pair shares no class
    Penalty penalty = Penalties.MODE_SEEKING.create();
    Turn turn = new Turn(
        new Function(this::linear),
        samples,
        samples,
        null,
        null,
        labels,
        z,
        samples,
        List.of(),
        null);
    // |0-8|/|0-4| = 2; the ε of 1e-5 under both lines moves it by 2e-6
    assertThat(penalty.of(turn).item()).isCloseTo(0.5, within(5e-6));
    assertThat(penalty.of(turn).gradients(List.of(samples)).get(0).toFloats()[2])
        .isNegative();
  }

  @Test
  void consistencyIsZeroForWhatJudgesMirroredAndShiftedImagesAlike() {
    Tensor images = new Rng(3).uniform(0.2, 1, 4, 1, 8, 8);
    Critic constant = new Function(x -> x.sum(1, 2, 3).times(0).plus(3));
    Critic corner = new Function(x -> x.select(3, 0).select(2, 0).sum(1).times(c));
    for (Penalties kind : List.of(Penalties.CR, Penalties.BCR)) {
      Penalty penalty = kind.create();
      assertThat(penalty.of(turn(constant, images, images, List.of())).item()).isZero();
      Tensor value = penalty.of(turn(corner, images, images, List.of(c)));
      assertThat(value.item()).isPositive();
      // (c·a - c·b)², so the slope by c is twice the value over c
      assertThat(value.gradients(List.of(c)).get(0).item())
          .isCloseTo(2 * value.item() / 0.7, within(1e-5 * value.item()));
    }
  }

  @ParameterizedTest
  @CsvSource({"r1, R1, 10, 1", "gp:5, GP, 5, 1", "r1:0.1/16, R1, 0.1, 16", "bcr/4, BCR, 10, 4"})
  void penaltiesAreWrittenWithWeightAndInterval(
      String text, Penalties kind, double weight, long every) {
    WeightedPenalty penalty = WeightedPenalty.parse(text);
    assertThat(penalty).isEqualTo(new WeightedPenalty(kind, weight, every));
    assertThat(WeightedPenalty.parse(penalty.toString())).isEqualTo(penalty);
    assertThat(penalty.isDue(0)).isEqualTo(every == 1);
    assertThat(penalty.isDue(every - 1)).isTrue();
    assertThat(penalty.strength()).isEqualTo(weight * every);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      r3       | 'r3' is none of gp, lp, dragan, r1, r2
      r1:      | expected name, name:weight or name:weight/every, such as r1:10/16, got 'r1:'
      r1:x     | expected a number behind the colon, such as r1:10, got 'r1:x'
      r1:-1    | expected r1 with a weight > 0, got -1.0
      r1:NaN   | expected r1 with a weight > 0, got NaN
      r1:1/0   | expected r1 every >= 1 iterations, got 0
      R1       | expected name, name:weight or name:weight/every
      """)
  void whatIsNoPenaltyIsRefused(String text, String message) {
    assertThatThrownBy(() -> WeightedPenalty.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
