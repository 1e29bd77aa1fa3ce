package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Selection;
import org.zeuxis.model.Discriminator;
import org.zeuxis.recipe.GameBuilder;

/** Ways to draw from a stored run, a DCGAN with uniform latents and averaged weights. */
class SampledRunTest {
  private static final long STEP = 4;
  private static final int COUNT = 100;
  private static final int SEED = 7;

  private final Scope scope = new Scope();
  private Run run;

  @BeforeEach
  void open() throws URISyntaxException {
    run = Run.open(Path.of(SampledRunTest.class.getResource("/runs/format-1").toURI()));
  }

  @AfterEach
  void free() {
    scope.close();
  }

  private TrainedGenerator load(double truncation, Selection selection) {
    CalibrationData digits = new CalibrationData(
        () -> TrainingData.open(
            run.manifest().recipe(), DataOptions.defaults(), ProgressListener.NONE),
        SEED,
        ProgressListener.NONE);
    return TrainedGenerator.load(
        run, STEP, Device.CPU, new Sampling(truncation, selection), digits);
  }

  private static Tensor zeros(int count) {
    return Tensor.of(new long[count], count);
  }

  private double meanLogit(Tensor samples) {
    try (TrainedDiscriminator discriminator = TrainedDiscriminator.load(run, STEP, Device.CPU)) {
      return discriminator.judge(samples, zeros((int) samples.size(0))).mean().item();
    }
  }

  @Test
  void discriminatorIsThatOfTheGame() {
    RunManifest manifest = run.manifest();
    try (AdversarialGame game = new GameBuilder(
                manifest.recipe(), manifest.data().samples(), Device.CPU)
            .adversarialGame();
        TrainedDiscriminator trained = TrainedDiscriminator.load(run, STEP, Device.CPU);
        Rng rng = new Rng(SEED);
        NoGrad guard = new NoGrad()) {
      run.checkpoints().restore(game, STEP);
      Discriminator inGame = (Discriminator) game.players().get("discriminator").network();
      inGame.train(false);
      Tensor x = rng.uniform(-1, 1, COUNT, 1, 8, 8);
      assertThat(trained.judge(x, zeros(COUNT)).toFloats())
          .containsExactly(inGame.forward(x, zeros(COUNT)).toFloats(), within(1e-6f));
    }
  }

  @Test
  void logitIsOfASampleAlone() {
    try (TrainedDiscriminator trained = TrainedDiscriminator.load(run.directory());
        Rng rng = new Rng(SEED)) {
      Tensor x = rng.uniform(-1, 1, COUNT, 1, 8, 8);
      float[] together = trained.judge(x, zeros(COUNT)).toFloats();
      for (int i = 0; i < COUNT; i += 9) {
        assertThat(trained.judge(x.narrow(0, i, 1), zeros(1)).item())
            .isCloseTo(together[i], within(1e-5));
      }
    }
  }

  static List<Selection> selections() {
    return List.of(new Selection.Rejection(80), new Selection.Chains(20), new Selection.Ascent(5));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void selectedSamplesAreLikedMoreAndAFunctionOfTheSeed(Selection selection) {
    try (TrainedGenerator plain = load(0, new Selection.None());
        TrainedGenerator one = load(0, selection);
        TrainedGenerator same = load(0, selection)) {
      Tensor samples = one.generate(COUNT, SEED);
      assertThat(meanLogit(samples)).isGreaterThan(meanLogit(plain.generate(COUNT, SEED)));
      assertThat(samples.sameAs(same.generate(COUNT, SEED))).isTrue();
      assertThat(samples.sameAs(same.generate(COUNT, SEED + 1))).isFalse();
      assertThat(one.sampling()).startsWith(selection.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("selections")
  void latentsStayInTheirCube(Selection selection) {
    try (TrainedGenerator generator = load(0, selection);
        Rng rng = new Rng(SEED)) {
      Tensor z = generator.latents(rng, zeros(COUNT));
      assertThat(z.shape()).containsExactly(COUNT, 4);
      assertThat(z.abs().max().item()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void samplesAsTheyComeAreWhatTheyWere() {
    try (TrainedGenerator plain = load(0, new Selection.None());
        TrainedGenerator before = TrainedGenerator.load(run.directory())) {
      assertThat(plain.generate(5, SEED).sameAs(before.generate(5, SEED))).isTrue();
      assertThat(plain.sampling()).isEmpty();
    }
  }

  static Stream<Selection> withoutRealSamples() {
    return Stream.of(new Selection.None(), new Selection.Ascent(1));
  }

  @ParameterizedTest
  @MethodSource("withoutRealSamples")
  void dataAreOpenedOnlyWhereTheyAreNeeded(Selection selection) {
    CalibrationData none = new CalibrationData(
        () -> {
          throw new AssertionError("opened");
        },
        SEED,
        ProgressListener.NONE);
    TrainedGenerator.load(run, STEP, Device.CPU, new Sampling(0, selection), none)
        .close();
  }

  @Test
  void uniformLatentsCannotBeTruncated() {
    assertThatThrownBy(() -> load(0.7, new Selection.Rejection(80)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("truncation: is for normal latents");
  }

  @Test
  void descriptionsTellAllThatCanBeChosen() {
    assertThat(new Sampling(0.7, new Selection.None()).description()).isEqualTo("truncation 0.7");
    assertThat(new Sampling(0.5, new Selection.Rejection(80)).description())
        .isEqualTo("truncation 0.5, rejection (gamma at percentile 80),"
            + " calibrated on up to 5000 real samples");
    assertThat(new Sampling(0, new Selection.Rejection(0)).description())
        .startsWith("rejection (gamma 0)");
    assertThat(new Sampling(0, new Selection.Rejection(99.5)).description())
        .startsWith("rejection (gamma at percentile 99.5)");
    assertThat(new Sampling(0, new Selection.Chains(640)).description())
        .isEqualTo("metropolis-hastings (chains of 640), calibrated on up to 5000 real samples");
    assertThat(new Sampling(0, new Selection.Ascent(10)).description())
        .isEqualTo("latent-optimisation (steps 10)");
    assertThatThrownBy(() -> new Sampling(Double.NaN, new Selection.None()))
        .hasMessage("truncation: expected > 0, or 0 for none, got NaN");
  }

  @Test
  void closedGeneratorIsRefused() {
    TrainedGenerator generator = load(0, new Selection.Rejection(80));
    generator.close();
    try (Rng rng = new Rng(SEED)) {
      assertThatThrownBy(() -> generator.latents(rng, zeros(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }
}
