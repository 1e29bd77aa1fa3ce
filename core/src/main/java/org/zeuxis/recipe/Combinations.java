package org.zeuxis.recipe;

import static org.zeuxis.recipe.Recipe.require;

import java.util.List;
import java.util.Set;
import org.zeuxis.nn.WeightForm;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.WeightedPenalty;

/** What parts of a recipe ask of one another. */
record Combinations(
    Recipe.Data data,
    NetworkSettings network,
    GameSettings game,
    PlayerSettings generator,
    PlayerSettings discriminator,
    AugmentSettings augment,
    Recipe.Training training) {
  private static final List<NormKind> NEED_MAPS =
      List.of(NormKind.INSTANCE, NormKind.INSTANCE_PLAIN, NormKind.GROUP);

  private static final Set<OptimizerKind> CAN_BE_UNROLLED =
      Set.of(OptimizerKind.ADAM, OptimizerKind.ADAMW, OptimizerKind.SGD);

  /** Whose layers can be normalised in other ways, and no more. */
  private static final Set<NetworkKind> BETWEEN_IMAGES =
      Set.of(NetworkKind.UNET, NetworkKind.RESNET_TRANSLATOR, NetworkKind.CONTEXT_ENCODER);

  private static final Set<NetworkKind> WITHOUT_BLOCKS = Set.of(
      NetworkKind.MAXOUT_MLP,
      NetworkKind.BEGAN,
      NetworkKind.R3GAN,
      NetworkKind.STARGAN,
      NetworkKind.SRGAN,
      NetworkKind.PIXELDA,
      NetworkKind.TASK_NETWORK);

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException naming the key, what it must be with the others, and what it
   *     is
   */
  void check() {
    checkMinibatch();
    checkPenalties();
    checkGame();
    checkOptimizers();
    checkAdaptation();
    if (game.kind().isTranslation()) {
      checkTranslation();
      checkDomains();
      checkSizes();
    }
    checkNetwork(); // of which it is known now that the game can be played with it
  }

  private void checkMinibatch() {
    require(
        training.batchSize() >= 2 || game.kind().isTranslation(),
        "training.batchSize",
        ">= 2 (batch norm needs two)",
        training.batchSize());
    int part = training.batchSize() / training.accumulate();
    require(
        part % network.packing() == 0,
        "training.batchSize",
        "a multiple of network.packing (" + network.packing() + ") in each part",
        part);
  }

  private void checkNetwork() {
    if (WITHOUT_BLOCKS.contains(network.name())) {
      network.requireNoBlocks();
    }
    if (BETWEEN_IMAGES.contains(network.name())) {
      network.requireNormsOnly();
    }
    boolean plain = network.generatorWeights() == WeightForm.PLAIN
        && network.discriminatorWeights() == WeightForm.PLAIN;
    require(
        network.name() != NetworkKind.R3GAN || plain,
        "network.generatorWeights, network.discriminatorWeights",
        "plain with r3gan, whose blocks begin at zero",
        network.generatorWeights() + ", " + network.discriminatorWeights());
    require(
        network.name() != NetworkKind.RESNET
            || Set.of(NormKind.USUAL, NormKind.NONE).contains(network.discriminatorNorm()),
        "network.discriminatorNorm",
        "usual with resnet, whose paper normalises its weights",
        network.discriminatorNorm());
    if (network.name() == NetworkKind.POINT_MLP) {
      checkPoints();
    }
  }

  /** A number alone has no variance, and there are no maps. */
  private void checkPoints() {
    require(!network.attention(), "network.attention", "false with point-mlp", true);
    require(
        augment.name() == AugmentKind.NONE, "augment.name", "none with point-mlp", augment.name());
    for (NormKind norm : List.of(network.generatorNorm(), network.discriminatorNorm())) {
      require(
          !NEED_MAPS.contains(norm),
          "network.generatorNorm, network.discriminatorNorm",
          "none of " + NEED_MAPS + " with point-mlp",
          norm);
    }
  }

  private void checkPenalties() {
    requireFor(Penalties.Side.GENERATOR, "generator", generator);
    requireFor(Penalties.Side.DISCRIMINATOR, "discriminator", discriminator);
    boolean drives = generator.weightedPenalties().stream()
        .anyMatch(p -> p.every() == 1
            && p.kind().isFor(Penalties.Side.GENERATOR)
            && !p.kind().isFor(Penalties.Side.DISCRIMINATOR));
    require(
        game.adversarialWeight() > 0 || drives || game.kind().isTranslation(),
        "game.adversarialWeight",
        "> 0, or feature-matching or mode-seeking among generator.penalties, in every iteration",
        game.adversarialWeight());
  }

  private static void requireFor(Penalties.Side side, String player, PlayerSettings settings) {
    for (WeightedPenalty penalty : settings.weightedPenalties()) {
      require(
          penalty.kind().isFor(side),
          player + ".penalties",
          "penalties of the " + player,
          penalty.kind());
    }
  }

  private void checkGame() {
    require(
        game.equilibrium() == 0
            || (network.name() == NetworkKind.BEGAN
                && game.loss() == AdversarialLosses.WASSERSTEIN),
        "game.equilibrium",
        "0 but for network.name began with game.loss wasserstein",
        game.equilibrium());
    boolean follows = augment.name() == AugmentKind.ADA || augment.name() == AugmentKind.APA;
    require(
        !follows || game.loss().boundary().isPresent(),
        "augment.name",
        "none or diff-augment, since loss " + game.loss()
            + " has no logit at which real and generated meet",
        augment.name());
  }

  private void checkOptimizers() {
    OptimizerKind ofGenerator = generator.optimizer();
    OptimizerKind ofDiscriminator = discriminator.optimizer();
    require(
        game.unrolledSteps() == 0 || CAN_BE_UNROLLED.contains(ofDiscriminator),
        "discriminator.optimizer",
        "adam, adamw or sgd with game.unrolledSteps",
        ofDiscriminator);
    boolean extra =
        ofGenerator == OptimizerKind.EXTRA_ADAM || ofDiscriminator == OptimizerKind.EXTRA_ADAM;
    boolean inStep = ofGenerator == ofDiscriminator
        && game.discriminatorSteps() == 1
        && game.generatorSteps() == 1
        && game.accuracyCeiling() == 1;
    require(
        !extra || inStep,
        "generator.optimizer, discriminator.optimizer",
        "extra-adam for both, with one step of each player and no accuracyCeiling",
        ofGenerator + ", " + ofDiscriminator);
    if (extra) {
      checkHalves("generator", generator);
      checkHalves("discriminator", discriminator);
    }
  }

  /** A step of extra-adam is two iterations, the second of which counts. */
  private static void checkHalves(String player, PlayerSettings settings) {
    for (WeightedPenalty penalty : settings.weightedPenalties()) {
      require(
          penalty.every() == 1,
          player + ".penalties",
          "in every iteration with extra-adam",
          penalty);
    }
    require(
        settings.lookaheadSteps() % 2 == 0,
        player + ".lookaheadSteps",
        "even with extra-adam, whose steps are of two iterations",
        settings.lookaheadSteps());
  }

  /** Games between images have no noise, no classes of noise, and one turn of each player. */
  private void checkTranslation() {
    GameKind kind = game.kind();
    require(!network().conditional(), "network.conditional", "false with " + kind, true);
    require(
        network().packing() == 1, "network.packing", "1 with " + kind, network().packing());
    require(
        (kind == GameKind.STARGAN || game().discriminatorSteps() == 1)
            && game().generatorSteps() == 1,
        "game.discriminatorSteps, game.generatorSteps",
        "1 with " + kind,
        game().discriminatorSteps() + ", " + game().generatorSteps());
    require(
        game().unrolledSteps() == 0,
        "game.unrolledSteps",
        "0 with " + kind,
        game().unrolledSteps());
    require(
        training().accumulate() == 1,
        "training.accumulate",
        "1 with " + kind,
        training().accumulate());
    require(data().balance() == 0, "data.balance", "0 with " + kind, data().balance());
    require(
        generator().weightedPenalties().stream()
            .noneMatch(penalty -> penalty.kind() == Penalties.MODE_SEEKING),
        "generator.penalties",
        "none of mode-seeking with " + kind + ", which has no latent vectors",
        generator().penalties());
  }

  /** What is told apart by attributes or classes within one set is StarGAN's alone. */
  private void checkDomains() {
    GameKind kind = game.kind();
    boolean stargan = kind == GameKind.STARGAN;
    require(
        stargan == (network.name() == NetworkKind.STARGAN),
        "network.name",
        (stargan ? "stargan" : "another than stargan") + " with game.kind " + kind,
        network.name());
    require(
        !stargan || training.batchSize() >= 2,
        "training.batchSize",
        ">= 2 with " + kind + ", where samples of a minibatch lend each other their domains",
        training.batchSize());
    require(kind != GameKind.PIX2PIX || data.paired(), "data.paired", "true with " + kind, false);
    require(
        !kind.takesDomains() || data.attributes().isEmpty(),
        "data.attributes",
        "empty with " + kind,
        data.attributes());
  }

  /** Which networks enlarge, and which take a mask. */
  private void checkSizes() {
    GameKind kind = game().kind();
    boolean enlarges = kind == GameKind.SRGAN;
    require(
        enlarges == (network().name() == NetworkKind.SRGAN),
        "network.name",
        (enlarges ? "srgan" : "another than srgan") + " with game.kind " + kind,
        network().name());
    require(
        kind == GameKind.INPAINT || network().name() != NetworkKind.CONTEXT_ENCODER,
        "network.name",
        "another than context-encoder, which takes a mask, with game.kind " + kind,
        network().name());
  }

  /** PixelDA's generator is told noise; DANN's discriminator sees features, not images. */
  private void checkAdaptation() {
    GameKind kind = game.kind();
    boolean noisy = network.name() == NetworkKind.PIXELDA;
    boolean features = kind == GameKind.DANN;
    require(
        !noisy || kind == GameKind.PIXELDA || kind == GameKind.ADVERSARIAL,
        "network.name",
        "another than pixelda, which is told noise, with game.kind " + kind,
        network.name());
    require(
        !noisy || training.batchSize() >= 2,
        "training.batchSize",
        ">= 2 (batch norm needs two)",
        training.batchSize());
    require(
        features == (network.name() == NetworkKind.TASK_NETWORK),
        "network.name",
        (features ? "task-network" : "another than task-network") + " with game.kind " + kind,
        network.name());
    if (features) {
      checkFeatures();
    }
  }

  private void checkFeatures() {
    require(
        augment.name() == AugmentKind.NONE,
        "augment.name",
        "none with dann, whose discriminator sees no images",
        augment.name());
    require(
        discriminator.weightedPenalties().stream()
            .noneMatch(p -> p.kind() == Penalties.CR || p.kind() == Penalties.BCR),
        "discriminator.penalties",
        "neither cr nor bcr with dann, whose discriminator sees no images",
        String.join(",", discriminator.penalties()));
    require(
        generator.penalties().isEmpty() && game.topK() == 1,
        "generator.penalties, game.topK",
        "none and 1 with dann, which generates nothing",
        String.join(",", generator.penalties()) + ", " + game.topK());
    require(
        network.generatorWeights() == WeightForm.PLAIN,
        "network.generatorWeights",
        "plain with dann",
        network.generatorWeights());
  }
}
