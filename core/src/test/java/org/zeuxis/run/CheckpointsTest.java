package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Game;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.Samples;

class CheckpointsTest {
  private static final Samples DIGITS = new Samples(List.of(1L, 8L, 8L), List.of("all"));

  @TempDir
  private Path folder;

  private Checkpoints checkpoints;
  private Game game;

  @BeforeEach
  void begin() {
    checkpoints = new Checkpoints(folder.resolve("checkpoints"));
    game = game(1);
  }

  @AfterEach
  void free() {
    game.close();
  }

  private static Game game(long seed) {
    Recipe recipe = Catalogue.resolve("dcgan", List.of("network.features=4", "seed=" + seed));
    return new GameBuilder(recipe, DIGITS, Device.CPU).adversarialGame();
  }

  private void save(int keep, long... steps) {
    for (long step : steps) {
      checkpoints.save(game, step, 8 * step, Device.CPU, keep, OptionalLong.empty());
    }
  }

  @Test
  void nothingIsThereAtFirst() {
    assertThat(checkpoints.steps()).isEmpty();
    assertThat(checkpoints.latest()).isEmpty();
    assertThatThrownBy(() -> checkpoints.restore(game, 3))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no checkpoint of step 3, there are none");
  }

  @Test
  void newestAreKept() {
    save(2, 0, 5, 10, 15);
    assertThat(checkpoints.steps()).containsExactly(10L, 15L);
    assertThat(checkpoints.latest()).contains(15L);
    assertThat(folder.resolve("checkpoints")).isDirectoryNotContaining("glob:**.tmp*");
  }

  @Test
  void zeroKeepsAll() {
    save(0, 0, 5, 10, 15);
    assertThat(checkpoints.steps()).containsExactly(0L, 5L, 10L, 15L);
  }

  @Test
  void stepsAreOrderedAsNumbers() {
    save(0, 100_000_000, 9, 10);
    assertThat(checkpoints.steps()).containsExactly(9L, 10L, 100_000_000L);
  }

  @Test
  void laterOnesAreForgottenAndUnfinishedOnesWithThem() throws IOException {
    save(0, 0, 5, 10);
    Files.createDirectories(folder.resolve("checkpoints/.tmp-step-000000012/part"));
    checkpoints.forgetAfter(5);
    assertThat(checkpoints.steps()).containsExactly(0L, 5L);
    try (var left = Files.list(folder.resolve("checkpoints"))) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void unfinishedOnesAreNotTakenForCheckpoints() throws IOException {
    save(0, 5);
    Files.createDirectories(folder.resolve("checkpoints/.tmp-step-000000012"));
    Files.createDirectories(folder.resolve("checkpoints/step-12"));
    Files.writeString(folder.resolve("checkpoints/notes.txt"), "mine");
    assertThat(checkpoints.steps()).containsExactly(5L);
  }

  @Test
  void leftoverOfAKilledSaveIsNoHindrance() throws IOException {
    Path leftover = folder.resolve("checkpoints/.tmp-step-000000005");
    Files.createDirectories(leftover);
    Files.writeString(leftover.resolve("networks.safetensors"), "half");
    save(0, 5);
    assertThat(checkpoints.steps()).containsExactly(5L);
    assertThat(leftover).doesNotExist();
  }

  @Test
  void savingAStepAgainReplacesIt() throws IOException {
    save(0, 5);
    byte[] first = networks(5);
    try (Game other = game(2)) {
      checkpoints.save(other, 5, 40, Device.CPU, 0, OptionalLong.empty());
    }
    assertThat(networks(5)).isNotEqualTo(first);
    assertThat(checkpoints.steps()).containsExactly(5L);
  }

  @Test
  void restoredGameIsTheOneThatWasSaved() throws IOException {
    save(0, 5);
    try (Game other = game(2)) {
      TrainingState state = checkpoints.restore(other, 5);
      assertThat(state.step()).isEqualTo(5);
      assertThat(state.position()).isEqualTo(40);
      checkpoints.save(other, 6, 40, Device.CPU, 0, OptionalLong.empty());
    }
    assertThat(networks(6)).isEqualTo(networks(5));
  }

  @Test
  void weightsOfOneNetworkHaveItsOwnNames() {
    save(0, 5);
    try (Scope scope = new Scope()) {
      assertThat(checkpoints.weights(5, "generator").keySet())
          .isEqualTo(game.players().get("generator").network().stateDict().keySet());
      assertThat(checkpoints.weights(5, "gene")).isEmpty();
    }
  }

  private byte[] networks(long step) throws IOException {
    return Files.readAllBytes(checkpoints.path(step).resolve("networks.safetensors"));
  }

  private static Game changed(String... settings) {
    List<String> all = new ArrayList<>(List.of("network.features=4", "seed=2"));
    all.addAll(List.of(settings));
    return new GameBuilder(Catalogue.resolve("dcgan", all), DIGITS, Device.CPU).adversarialGame();
  }

  /** A change that brings a stream: the strict way refuses, the other leaves the stream fresh. */
  @Test
  void newStreamBeginsAnew() {
    save(0, 5);
    try (Game other = changed("game.instanceNoise=0.1");
        Game fresh = changed("game.instanceNoise=0.1")) {
      assertThatThrownBy(() -> checkpoints.restore(other, 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("stream 'noise' is missing");
      assertThat(checkpoints.restoreChanged(other, 5).position()).isEqualTo(40);
      assertThat(other.streams().get("noise").state())
          .isEqualTo(fresh.streams().get("noise").state());
      assertThat(other.streams().get("latents").state())
          .isEqualTo(game.streams().get("latents").state())
          .isNotEqualTo(fresh.streams().get("latents").state());
      assertSameWeights(other);
    }
  }

  @Test
  void newAverageBeginsAtTheWeights() {
    save(0, 5);
    try (Game other = changed("training.ema=0.9")) {
      assertThatThrownBy(() -> checkpoints.restore(other, 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("generator-average");
      checkpoints.restoreChanged(other, 5);
      assertSameWeights(other);
      assertSame(
          other.averages().get("generator-average").stateDict(),
          game.players().get("generator").network().stateDict());
    }
  }

  @Test
  void averageThatIsThereIsKept() {
    try (Game averaged = changed("training.ema=0.9");
        Game other = changed("training.ema=0.99", "game.instanceNoise=0.1")) {
      averaged
          .averages()
          .get("generator-average")
          .stateDict()
          .values()
          .forEach(CheckpointsTest::fill);
      checkpoints.save(averaged, 5, 40, Device.CPU, 0, OptionalLong.empty());
      checkpoints.restoreChanged(other, 5);
      assertSame(
          other.averages().get("generator-average").stateDict(),
          averaged.averages().get("generator-average").stateDict());
    }
  }

  @Test
  void newStateOfARemedyBeginsAnew() {
    save(0, 5);
    try (Game other = changed("discriminator.penalties=lecam")) {
      assertThat(other.state()).isNotEmpty();
      other.state().values().forEach(CheckpointsTest::fill);
      assertThatThrownBy(() -> checkpoints.restore(other, 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("remedies.safetensors");
      checkpoints.restoreChanged(other, 5);
      assertThat(other.state().values())
          .allSatisfy(tensor -> assertThat(tensor.toDoubles()).containsOnly(3));
      assertSameWeights(other);
    }
  }

  private void saveFilled(Game remedied) {
    remedied.state().values().forEach(CheckpointsTest::fill);
    checkpoints.save(remedied, 5, 40, Device.CPU, 0, OptionalLong.empty());
  }

  @Test
  void stateThatBothHaveIsKeptInAChangedGame() {
    try (Game remedied = changed("discriminator.penalties=lecam");
        Game other = changed("discriminator.penalties=lecam", "game.instanceNoise=0.1")) {
      saveFilled(remedied);
      checkpoints.restoreChanged(other, 5);
      assertSame(other.state(), remedied.state());
    }
  }

  @Test
  void stateOfARemedyOutlivesTheComingOfAnother() {
    try (Game remedied = changed("discriminator.penalties=lecam");
        Game other = changed("discriminator.penalties=lecam", "augment.name=ada")) {
      saveFilled(remedied);
      checkpoints.restoreChanged(other, 5);
      assertThat(other.state()).hasSizeGreaterThan(remedied.state().size());
      remedied.state().forEach((name, tensor) -> assertThat(
              other.state().get(name).toDoubles())
          .isEqualTo(tensor.toDoubles()));
    }
  }

  /** Slow weights and means of weights begin at those of the checkpoint, not at random ones. */
  @Test
  void whatRemembersWeightsBeginsAtThoseThatWereLoaded() {
    save(0, 5);
    try (Game other = changed(
        "generator.lookaheadSteps=5",
        "discriminator.lookaheadSteps=5",
        "discriminator.penalties=historical")) {
      checkpoints.restoreChanged(other, 5);
      Map<String, Tensor> weights = new LinkedHashMap<>();
      game.players().forEach((player, one) -> one.network()
          .parameters()
          .forEach((name, w) -> weights.put(player + "." + name + ".slow", w)));
      assertThat(weights).isNotEmpty();
      weights.forEach(
          (name, w) -> assertThat(other.state().get(name).toDoubles()).isEqualTo(w.toDoubles()));
      game.players().get("discriminator").network().parameters().forEach((name, w) -> assertThat(
              other.state().get("discriminator.historical." + name).toDoubles())
          .isEqualTo(w.toDoubles()));
    }
  }

  @Test
  void damagedStateOfARemedyIsRefusedInAChangedGameToo() throws IOException {
    try (Game remedied = changed("discriminator.penalties=lecam");
        Game other = changed("discriminator.penalties=lecam", "game.instanceNoise=0.1")) {
      saveFilled(remedied);
      Path file = checkpoints.path(5).resolve("remedies.safetensors");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1; // still a file of tensors, with another number
      Files.write(file, bytes);
      assertThatThrownBy(() -> checkpoints.restoreChanged(other, 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("remedies.safetensors: does not match its SHA-256");
      checkpoints.restoreChanged(game, 5); // has no use for it
      assertSame(
          game.players().get("generator").network().stateDict(),
          remedied.players().get("generator").network().stateDict());
    }
  }

  /** What a change takes away is left behind. */
  @Test
  void remedyThatIsNoMoreIsNotMissed() {
    try (Game remedied = changed("discriminator.penalties=lecam", "training.ema=0.9")) {
      checkpoints.save(remedied, 5, 40, Device.CPU, 0, OptionalLong.empty());
      checkpoints.restoreChanged(game, 5);
      assertSame(
          game.players().get("generator").network().stateDict(),
          remedied.players().get("generator").network().stateDict());
    }
  }

  @Test
  void otherNetworksAreRefusedInAChangedGameToo() {
    save(0, 5);
    try (Game other = changed("network.features=8")) {
      assertThatThrownBy(() -> checkpoints.restoreChanged(other, 5))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("weights of another architecture");
    }
  }

  private static void fill(Tensor tensor) {
    try (NoGrad guard = new NoGrad()) {
      tensor.fillInPlace(3);
    }
  }

  private void assertSameWeights(Game other) {
    game.players().forEach((name, player) -> {
      assertSame(
          other.players().get(name).network().stateDict(), player.network().stateDict());
      assertSame(
          other.players().get(name).optimizer().state(), player.optimizer().state());
    });
  }

  private static void assertSame(Map<String, Tensor> actual, Map<String, Tensor> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (name, tensor) -> assertThat(tensor.sameAs(expected.get(name))).as(name).isTrue());
  }
}
