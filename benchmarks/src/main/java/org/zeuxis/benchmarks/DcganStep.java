package org.zeuxis.benchmarks;

import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.AdversarialGame;
import org.zeuxis.game.Latent;
import org.zeuxis.game.Player;
import org.zeuxis.game.Scores;
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
import org.zeuxis.nn.Reshape;
import org.zeuxis.nn.Sequential;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.optim.Adam;
import org.zeuxis.optim.Schedule;

/**
 * One iteration of the network of the public DCGAN tutorial for MNIST, played by the library's own
 * game: what a training costs without data and files. {@code dcgan_step.py} is the same in PyTorch.
 */
final class DcganStep implements AutoCloseable {
  private final AdversarialGame game;
  private final Batch batch;
  private long iteration;

  DcganStep(int batchSize) {
    Rng rng = new Rng(1);
    Init init = Init.pytorch(rng);
    try (Scope scope = new Scope()) {
      game = new AdversarialGame(
          new AdversarialGame.Rules(
              AdversarialLosses.NON_SATURATING,
              1,
              1,
              new Latent(100, Latent.Distribution.NORMAL),
              1),
          player(new TutorialGenerator(init)),
          player(new TutorialDiscriminator(init)),
          null,
          Map.of("latents", rng),
          Device.CPU);
      batch = new Batch(
          rng.uniform(-1, 1, batchSize, 1, 28, 28).retain(),
          Tensor.of(new long[batchSize], batchSize).retain());
    }
  }

  private static Player player(Module network) {
    return new Player(
        network,
        Adam.adam(network.parameters(), 0.5, 0.999, 0),
        2e-4,
        Schedule.CONSTANT,
        Player.Constraint.NONE);
  }

  Scores run() {
    try (Scope scope = new Scope()) {
      return game.play(batch, iteration++);
    }
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

    TutorialDiscriminator(Init init) {
      main = child(
          "main",
          new Sequential(
              new Conv2d(1, 64, 4, 2, 1, true, init),
              Activation.leakyRelu(0.2),
              new Conv2d(64, 128, 4, 2, 1, true, init),
              new BatchNorm(128, init),
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
