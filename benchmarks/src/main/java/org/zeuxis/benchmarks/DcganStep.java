package org.zeuxis.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Latent;
import org.zeuxis.game.Penalised;
import org.zeuxis.game.Player;
import org.zeuxis.game.Remedies;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Generator;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.BatchNorm;
import org.zeuxis.nn.Conv2d;
import org.zeuxis.nn.ConvTranspose2d;
import org.zeuxis.nn.Flatten;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Module;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Sequential;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.objective.Penalties;
import org.zeuxis.objective.WeightedPenalty;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.Schedule;

/**
 * One iteration of the network of the public DCGAN tutorial for MNIST, played by the library's own
 * game: what a training costs without data and files. {@code dcgan_step.py} is the same in PyTorch.
 */
final class DcganStep implements TimedStep {
  private final Kind kind;
  private final int batchSize;
  private final String mode;
  private final AdversarialGame game;
  private final Batch batch;
  private long iteration;

  /**
   * A game at its beginning.
   *
   * @param mode the peer's, {@code plain} or {@code frozen}
   */
  DcganStep(Kind kind, int batchSize, String mode) {
    this.kind = kind;
    this.batchSize = batchSize;
    this.mode = mode;
    Rng rng = new Rng(1);
    Init init = Init.pytorch(rng);
    try (Scope scope = new Scope()) {
      Player critic = kind.player(new TutorialDiscriminator(kind.norm, init));
      game = new AdversarialGame(
          new AdversarialGame.Rules(
              kind.loss, kind.criticSteps, 1, new Latent(100, Latent.Distribution.NORMAL), 1),
          Remedies.none().withPenalties(kind.penalties(critic), rng),
          kind.player(new TutorialGenerator(init)),
          critic,
          null,
          Map.of("latents", rng),
          Device.CPU);
      int samples = batchSize * kind.criticSteps;
      batch = new Batch(
          rng.uniform(-1, 1, samples, 1, 28, 28).retain(),
          Tensor.of(new long[samples], samples).retain());
    }
  }

  /** Which game is played. */
  enum Kind {
    /** The tutorial's own. */
    DCGAN(AdversarialLosses.NON_SATURATING, 1, Norm.BATCH, "", 2e-4, 0.5, 0.999),
    /**
     * Gulrajani et al. 2017, Algorithm 1: five updates of the critic with their penalty, one of G.
     */
    WGAN_GP(AdversarialLosses.WASSERSTEIN, 5, Norm.LAYER, "gp:10", 1e-4, 0, 0.9);

    private final AdversarialLosses loss;
    private final int criticSteps;
    private final Norm norm;
    private final String penalty;
    private final double learningRate;
    private final double beta1;
    private final double beta2;

    Kind(
        AdversarialLosses loss,
        int criticSteps,
        Norm norm,
        String penalty,
        double learningRate,
        double beta1,
        double beta2) {
      this.loss = loss;
      this.criticSteps = criticSteps;
      this.norm = norm;
      this.penalty = penalty;
      this.learningRate = learningRate;
      this.beta1 = beta1;
      this.beta2 = beta2;
    }

    private Player player(Module network) {
      return new Player(
          network,
          Adam.adam(network.parameters(), beta1, beta2, 0),
          learningRate,
          Schedule.CONSTANT,
          Player.Constraint.NONE);
    }

    private Penalised penalties(Player critic) {
      return new Penalised(
          Penalties.Side.DISCRIMINATOR,
          Stream.of(penalty)
              .filter(text -> !text.isEmpty())
              .map(WeightedPenalty::parse)
              .toList(),
          critic.network());
    }

    /** The name that dcgan_step.py knows. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public void run() {
    try (Scope scope = new Scope()) {
      game.play(batch, iteration++);
    }
  }

  @Override
  public String description() {
    return kind + " step, batch " + batchSize + ", float32, peer " + mode;
  }

  @Override
  public List<String> peer() {
    return List.of("dcgan_step.py", kind.toString(), Integer.toString(batchSize), mode);
  }

  @Override
  public void close() {
    game.close();
    batch.real().close();
    batch.labels().close();
  }

  private static final class TutorialGenerator extends Generator {
    private final Layer main;

    TutorialGenerator(Init init) {
      main = child(
          "main",
          new Sequential(
              new Linear(100, 256 * 7 * 7, true, init),
              new Reshape(256, 7, 7),
              new ConvTranspose2d(256, 128, 4, 2, 1, true, init),
              new BatchNorm(128, init),
              Activation.relu(),
              new ConvTranspose2d(128, 1, 4, 2, 1, true, init),
              Activation.tanh()));
    }

    @Override
    public Tensor forward(Tensor z, Tensor labels) {
      return main.forward(z);
    }
  }

  private static final class TutorialDiscriminator extends Discriminator {
    private final Sequential main;

    TutorialDiscriminator(Norm norm, Init init) {
      main = child(
          "main",
          new Sequential(
              new Conv2d(1, 64, 4, 2, 1, true, init),
              Activation.leakyRelu(0.2),
              new Conv2d(64, 128, 4, 2, 1, true, init),
              norm.create(128, init),
              Activation.leakyRelu(0.2),
              new Flatten(),
              new Linear(128 * 7 * 7, 1, true, init)));
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return main.forward(x).squeeze(1);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return main.beforeLast(x);
    }
  }
}
