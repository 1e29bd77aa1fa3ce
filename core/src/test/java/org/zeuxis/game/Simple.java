package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.model.Translator;
import org.zeuxis.nn.Module;
import org.zeuxis.objective.AdversarialLosses;
import org.zeuxis.optim.Schedule;
import org.zeuxis.optim.Sgd;

/** Players of games between images that can be computed by hand. */
final class Simple {
  /** Both players' learning rate. */
  static final double RATE = 0.5;

  private Simple() {}

  /** Makes what it is given as many times larger, by its factor brighter. */
  static final class Brighter extends Translator {
    private final int scale;
    private final Tensor factor;

    Brighter(int scale, double factor) {
      this.scale = scale;
      this.factor = parameter("factor", Tensor.scalar(factor));
    }

    @Override
    public Tensor forward(Tensor x, Tensor condition) {
      return Functional.upsampleNearest(x, x.size(2) * scale, x.size(3) * scale).times(factor);
    }
  }

  /** Paints everything in one colour, whatever it is given. */
  static final class Painter extends Translator {
    private final long channels;
    private final Tensor colour;

    Painter(long channels, double colour) {
      this.channels = channels;
      this.colour = parameter("colour", Tensor.scalar(colour));
    }

    @Override
    public Tensor forward(Tensor x, Tensor condition) {
      x.requireShape("Painter", "[N,C+1,H,W]", Tensor.ANY, channels + 1, Tensor.ANY, Tensor.ANY);
      return x.narrow(1, 0, channels).times(0).plus(colour);
    }
  }

  /** Its logit is the mean of the image by its factor. */
  static final class Mean extends Discriminator {
    private final Tensor factor;

    Mean(double factor) {
      this.factor = parameter("factor", Tensor.scalar(factor));
    }

    @Override
    public Tensor forward(Tensor x, Tensor labels) {
      return x.mean(1, 2, 3).times(factor);
    }

    @Override
    public Tensor features(Tensor x, Tensor labels) {
      return x.flatten(1);
    }
  }

  static Player player(Module network) {
    return new Player(
        network,
        new Sgd(network.parameters(), 0, 0),
        RATE,
        Schedule.CONSTANT,
        Player.Constraint.NONE);
  }

  /** A generator against a discriminator, without remedies. */
  static JudgedGame.Parts parts(
      Translator generator, Discriminator discriminator, double adversarialWeight, Rng masks) {
    Player painter = player(generator);
    Remedies remedies =
        Remedies.none().withBalance(new Remedies.Balance(1, adversarialWeight, 0, 1, 1));
    Judge judge = new Judge(
        "discriminator",
        player(discriminator),
        painter,
        AdversarialLosses.NON_SATURATING,
        1,
        remedies);
    Map<String, Rng> streams = new LinkedHashMap<>();
    if (masks != null) {
      streams.put("masks", masks);
    }
    return new JudgedGame.Parts(
        Map.of("generator", painter),
        Map.of("discriminator", judge),
        Map.of(),
        Map.of(),
        streams,
        Device.CPU);
  }

  /** Images of one value throughout. */
  static Batch batch(int count, int channels, int side, double value) {
    return new Batch(
        Tensor.full(value, count, channels, side, side), Tensor.of(new long[count], count));
  }

  static double softplus(double t) {
    return Math.log1p(Math.exp(t));
  }

  static double sigmoid(double t) {
    return 1 / (1 + Math.exp(-t));
  }

  /** The factor of {@link Mean} after its turn. */
  static double judged(double factor, double real, double fake) {
    return factor - RATE * (fake * sigmoid(factor * fake) - real * sigmoid(-factor * real));
  }
}
