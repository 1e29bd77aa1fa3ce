package org.zeuxis.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.data.Batch;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ImageSet;
import org.zeuxis.data.Part;
import org.zeuxis.data.PointSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Game;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Inspects;
import org.zeuxis.game.Latent;
import org.zeuxis.game.Player;
import org.zeuxis.game.Scores;
import org.zeuxis.nn.Module;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Samples;

/** What checkups find, on games whose numbers are known, and that they leave no trace. */
@ExtendWith(OneThread.class)
class CheckupTest {
  private static final int SIDE = 8;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** Images of noise, of two classes in turn. */
  private static ImageSet noise(int count, long seed) {
    List<byte[]> images = new ArrayList<>();
    int[] labels = new int[count];
    try (Scope scope = new Scope();
        Rng rng = new Rng(seed)) {
      for (int i = 0; i < count; i++) {
        long[] values = rng.integers(256, SIDE * SIDE).toLongs();
        byte[] image = new byte[values.length];
        for (int k = 0; k < image.length; k++) {
          image[k] = (byte) values[k];
        }
        images.add(image);
        labels[i] = i % 2;
      }
    }
    return ImageSet.of("noise", 1, SIDE, images, labels, List.of("even", "odd"));
  }

  /** Images of one colour each. */
  private static ImageSet plain(int... colours) {
    List<byte[]> images = new ArrayList<>();
    for (int colour : colours) {
      byte[] image = new byte[SIDE * SIDE];
      Arrays.fill(image, (byte) colour);
      images.add(image);
    }
    return ImageSet.of("plain", 1, SIDE, images, new int[colours.length], List.of("all"));
  }

  private static Checkup checkup(Dataset data, Dataset... heldOut) {
    return new Checkup(
        data, 4, heldOut.length == 0 ? Optional.empty() : Optional.of(heldOut[0]), 1);
  }

  private static AdversarialGame game(String recipe, Dataset data, String... more) {
    List<String> settings = new ArrayList<>(List.of("network.features=4", "network.maxFeatures=8"));
    settings.addAll(List.of(more));
    return new GameBuilder(Catalogue.resolve(recipe, settings), Samples.of(data), Device.CPU)
        .adversarialGame();
  }

  private static Batch batch(Game game) {
    int count = 8 * game.batchesPerIteration();
    try (Rng rng = new Rng(3)) {
      return new Batch(rng.uniform(-1, 1, count, 1, SIDE, SIDE), rng.integers(2, count));
    }
  }

  private static Map<String, byte[]> everything(Game game) {
    Map<String, byte[]> all = new HashMap<>();
    game.players().forEach((name, player) -> {
      player.network().stateDict().forEach((key, value) -> all.put(name + key, bytes(value)));
      player
          .optimizer()
          .state()
          .forEach((key, value) -> all.put(name + " optimizer " + key, bytes(value)));
      all.put(name + " training", new byte[] {(byte) (player.network().isTraining() ? 1 : 0)});
    });
    game.averages()
        .forEach((name, network) ->
            network.stateDict().forEach((key, value) -> all.put(name + key, bytes(value))));
    game.state().forEach((name, value) -> all.put("state " + name, bytes(value)));
    game.streams().forEach((name, stream) -> all.put("stream " + name, stream.state()));
    return all;
  }

  private static byte[] bytes(Tensor tensor) {
    double[] values = tensor.detach().to(DType.FLOAT64).contiguous().toDoubles();
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  /** Batch norm, dropout, classes, an average, spectral norm and packing: all that remembers. */
  @ParameterizedTest
  @ValueSource(strings = {"dcgan", "gan", "cgan", "sngan", "pacgan"})
  void gameIsAsBeforeBitForBit(String recipe) {
    Dataset data = noise(40, 1);
    try (AdversarialGame game = game(recipe, data, "training.ema=0.9");
        Checkup checkup = checkup(data, noise(20, 2))) {
      game.play(batch(game), 0);
      Map<String, byte[]> before = everything(game);
      checkup.first(game, 1);
      assertThat(everything(game)).containsExactlyInAnyOrderEntriesOf(before);
      checkup.of(game, 2);
      assertThat(everything(game)).containsExactlyInAnyOrderEntriesOf(before);
    }
  }

  @Test
  void sameGameHasTheSameVitals() {
    Dataset data = noise(40, 1);
    try (AdversarialGame game = game("dcgan", data);
        Checkup one = checkup(data);
        Checkup other = checkup(data)) {
      Vitals found = one.first(game, 0);
      assertThat(other.first(game, 0)).isEqualTo(found);
      assertThat(found.values())
          .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
    }
  }

  @Test
  void firstHoldsWhatIsKnownOfTheData() {
    // one of ten is a copy
    Dataset data = plain(0, 0, 255, 51, 102, 128, 153, 204, 230, 10);
    try (Game game = new Stub(z -> z.zerosLike());
        Checkup checkup = checkup(data)) {
      assertThat(checkup.first(game, 0).values())
          .containsEntry("batch", 4.0)
          .containsEntry("batch-norm", 0.0)
          .containsEntry("data.count", 10.0)
          .containsEntry("data.duplicates", 0.1)
          .containsEntry("data.constant", 1.0)
          .containsEntry("data.minimum", 0.0)
          .containsEntry("data.maximum", 1.0)
          .containsEntry("data.classes", 1.0)
          .containsEntry("data.smallest-class", 1.0);
      assertThat(checkup.of(game, 1).values())
          .doesNotContainKeys("batch", "batch-norm", "data.count");
    }
  }

  @Test
  void classesAreCounted() {
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 1, 1, 2};
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      byte[] image = new byte[SIDE * SIDE];
      image[i] = 1;
      images.add(image);
    }
    Dataset data = ImageSet.of("few", 1, SIDE, images, labels, List.of("a", "b", "c", "d"));
    try (Game game = new Stub(z -> z.zerosLike());
        Checkup checkup = checkup(data)) {
      assertThat(checkup.first(game, 0).values())
          .containsEntry("data.classes", 4.0)
          .containsEntry("data.smallest-class", 0.0)
          .containsEntry("data.largest-class", 0.7)
          .hasEntrySatisfying(
              "data.maximum", value -> assertThat(value).isCloseTo(1 / 255.0, within(1e-7)));
    }
  }

  /** DCGAN normalises all layers but the generator's last, the discriminator's first and last. */
  @Test
  void firstCountsLayersThatNeedAMinibatch() {
    Dataset data = noise(40, 1);
    try (AdversarialGame usual = game("dcgan", data);
        AdversarialGame none =
            game("dcgan", data, "network.generatorNorm=none", "network.discriminatorNorm=none");
        Checkup checkup = checkup(data);
        Checkup other = checkup(data)) {
      long norms = usual.players().values().stream()
          .flatMap(player -> player.network().buffers().keySet().stream())
          .filter(name -> name.endsWith("num_batches_tracked"))
          .count();
      assertThat(norms).isPositive();
      assertThat(checkup.first(usual, 0).get("batch-norm")).isEqualTo((double) norms);
      assertThat(other.first(none, 0).get("batch-norm")).isZero();
    }
  }

  @Test
  void labelsAreLookedAtOnlyWherePlayersAreTold() {
    Dataset data = noise(40, 1);
    try (AdversarialGame told = game("cgan", data);
        AdversarialGame untold = game("dcgan", data);
        Checkup checkup = checkup(data);
        Checkup other = checkup(data)) {
      assertThat(checkup.first(told, 0).values()).containsKeys("labels.purity", "spread.class");
      assertThat(other.first(untold, 0).values())
          .doesNotContainKeys("labels.purity", "labels.chance", "spread.class");
    }
  }

  @Test
  void whatComparesIsMissingInTheFirst() {
    Dataset data = noise(40, 1);
    String[] comparing = {"drift", "hop", "motion.generator", "motion.discriminator"};
    try (AdversarialGame game = game("dcgan", data);
        Checkup checkup = checkup(data)) {
      assertThat(checkup.first(game, 5).values()).doesNotContainKeys(comparing);
      game.play(batch(game), 0);
      assertThat(checkup.of(game, 6).values()).containsKeys(comparing);
      assertThat(checkup.of(game, 6).values())
          .as("the same step again")
          .doesNotContainKeys(comparing);
    }
  }

  /** All weights grow by a hundredth in two iterations: half a hundredth for each. */
  @Test
  void motionIsThatOfOneIterationInUnitsOfTheWeights() {
    Dataset data = noise(40, 1);
    try (AdversarialGame game = game("dcgan", data);
        Checkup checkup = checkup(data)) {
      checkup.first(game, 10);
      try (NoGrad guard = new NoGrad()) {
        game.players()
            .get("generator")
            .network()
            .parameters()
            .values()
            .forEach(weight -> weight.timesInPlace(1.01));
      }
      Vitals second = checkup.of(game, 12);
      assertThat(second.get("motion.generator")).isCloseTo(0.005, within(1e-6));
      assertThat(second.get("motion.discriminator")).isZero();
    }
  }

  @Test
  void samplesOfTheSameLatentsAreCompared() {
    Dataset data = plain(0, 255, 0, 255, 0, 255, 0, 255); // 16 apart, or 0
    double spread = 16 * 4 / 7.0;
    Stub game = new Stub(z -> z.zerosLike());
    try (Checkup checkup = checkup(data)) {
      checkup.first(game, 0);
      game.draws = z -> z.zerosLike().plus(0.5);
      Vitals second = checkup.of(game, 1);
      assertThat(second.get("drift")).isCloseTo(4 / spread, within(1e-5));
      assertThat(second.get("hop")).isCloseTo(4 / spread, within(1e-5));
      assertThat(checkup.of(game, 2).get("drift")).isZero();
    }
  }

  /** Grey levels are 36 or 37 apart, which is the unit. */
  @Test
  void copiesAreMeasuredByTheDistanceOfRealImages() {
    Dataset data = plain(0, 36, 73, 109, 146, 182, 219, 255);
    Stub game = new Stub(z -> z.zerosLike().minus(1));
    try (Checkup checkup = checkup(data)) {
      assertThat(checkup.first(game, 0).get("copies")).isCloseTo(0, within(1e-3));
      game.draws = z -> z.zerosLike().minus(1 + 36 / 127.5);
      assertThat(checkup.of(game, 1).get("copies")).isCloseTo(1, within(0.03));
      game.draws = z -> z.zerosLike().minus(1 + 9 / 127.5);
      assertThat(checkup.of(game, 2).get("copies")).isCloseTo(0.25, within(0.01));
    }
  }

  @Test
  void copiesAreSearchedOnlyInSmallSets() {
    List<float[]> points = new ArrayList<>();
    for (int i = 0; i < 2049; i++) {
      points.add(new float[] {i, i % 7});
    }
    Dataset large = PointSet.of("large", points);
    Dataset small = PointSet.of("small", points.subList(0, 2048));
    Stub game = new Stub(z -> z.narrow(1, 0, 2));
    game.latent = 2;
    try (Checkup ofLarge = checkup(large);
        Checkup ofSmall = checkup(small)) {
      assertThat(ofLarge.first(game, 0).values()).doesNotContainKey("copies");
      assertThat(ofSmall.first(game, 0).values()).containsKey("copies");
    }
  }

  /** D's logit is the mean value: 0.5 on what it has seen, 0 on what not, -0.5 on samples. */
  @Test
  void overfittingIsHowFarUnseenImagesAreJudgedAsGenerated() {
    Dataset seen = plain(191, 191, 191, 192, 191, 191, 191, 192);
    Dataset unseen = plain(127, 128, 127, 128, 127, 128, 127, 128);
    try (Game game = new Stub(z -> z.zerosLike().minus(0.5));
        Checkup checkup = checkup(seen, unseen);
        Checkup without = checkup(seen)) {
      Vitals found = checkup.first(game, 0);
      assertThat(found.get("logit.held-out")).isCloseTo(0, within(1e-6));
      double mean = 191.25 / 127.5 - 1;
      assertThat(found.get("overfitting")).isCloseTo(mean / (mean + 0.5), within(1e-4));
      assertThat(without.first(game, 0).values())
          .doesNotContainKeys("overfitting", "logit.held-out");
    }
  }

  @Test
  void overfittingOfAPackedDiscriminatorIsMeasuredToo() {
    Dataset data = noise(41, 1);
    try (AdversarialGame game = game("pacgan", data);
        Checkup checkup = checkup(data, noise(21, 2))) {
      assertThat(checkup.first(game, 0).get("overfitting")).isFinite();
    }
  }

  @Test
  void checkupsLeaveNoLivePointers() {
    Dataset data = noise(40, 1);
    try (AdversarialGame game = game("dcgan", data, "training.ema=0.9");
        Checkup checkup = checkup(data, noise(20, 2))) {
      checkup.first(game, 0);
      checkup.of(game, 1);
      checkup.of(game, 2); // classes load
      long before = LivePointers.count();
      for (int i = 3; i < 23; i++) {
        checkup.of(game, i);
      }
      assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    }
  }

  @Test
  void closedCheckupsLeaveNoLivePointers() {
    Dataset data =
        DataSource.open("digits", DataOptions.defaults().withSize(SIDE), ProgressListener.NONE);
    try (AdversarialGame game = game("dcgan", data)) {
      long before = 0;
      for (int i = 0; i < 4; i++) {
        if (i == 1) {
          before = LivePointers.count();
        }
        try (Checkup checkup = checkup(Part.of(data, 100), Part.of(data, 100).rest())) {
          checkup.first(game, 0);
          checkup.of(game, 1);
        }
      }
      assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    }
  }

  /** Draws what it is told, and judges by the mean value. */
  private static final class Stub implements Game, Generates, Inspects {
    private Function<Tensor, Tensor> draws;
    private int latent = SIDE * SIDE;

    Stub(Function<Tensor, Tensor> draws) {
      this.draws = draws;
    }

    @Override
    public void weightsLoaded() {}

    @Override
    public Latent latent() {
      return new Latent(latent, Latent.Distribution.NORMAL);
    }

    @Override
    public int classes() {
      return 1;
    }

    @Override
    public Tensor generate(Tensor z, Tensor labels) {
      Tensor drawn = draws.apply(z);
      return latent == 2 ? drawn : drawn.reshape(z.size(0), 1, SIDE, SIDE);
    }

    @Override
    public Map<String, Double> inspect(Batch batch, Rng rng) {
      Tensor z = latent().sample(rng, 8);
      return Map.of("logit.fake", draws.apply(z).mean().item());
    }

    @Override
    public Tensor judge(Batch batch) {
      return batch.real().flatten(1).mean(1);
    }

    @Override
    public Map<String, Player> players() {
      return Map.of();
    }

    @Override
    public Map<String, Module> averages() {
      return Map.of();
    }

    @Override
    public Map<String, Rng> streams() {
      return Map.of();
    }

    @Override
    public Map<String, Tensor> state() {
      return Map.of();
    }

    @Override
    public int batchesPerIteration() {
      return 1;
    }

    @Override
    public Scores play(Batch batch, long iteration) {
      return new Scores(Map.of());
    }

    @Override
    public void close() {}
  }
}
