package org.zeuxis.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Blocks;
import org.zeuxis.model.Discriminator;
import org.zeuxis.recipe.GameBuilder;
import org.zeuxis.recipe.Recipe;

/**
 * The discriminator of a run, for use: batch norm has its running statistics, nothing is dropped
 * out, so a logit is a function of its sample alone. Any number of threads may call it at once; it
 * is closed when none does.
 */
public final class TrainedDiscriminator implements AutoCloseable {
  /** Samples that go through the network at once, which bounds the memory. */
  private static final int CHUNK = 64;

  private final Discriminator network;
  private final Rng dropout;
  private final Device device;

  private TrainedDiscriminator(Discriminator network, Rng dropout, Device device) {
    this.network = network;
    this.dropout = dropout;
    this.device = device;
  }

  /**
   * Loads the newest checkpoint onto the processor.
   *
   * @throws InvalidInputException if the directory is no run, or its checkpoint is damaged
   */
  public static TrainedDiscriminator load(Path run) {
    Run opened = Run.open(run);
    return load(opened, opened.latestStep(), Device.CPU);
  }

  /**
   * Loads the checkpoint of a step. There are no averaged weights of discriminators.
   *
   * @throws InvalidInputException as {@link #load(Path)}, and if it judges packs of samples
   */
  public static TrainedDiscriminator load(Run run, long step, Device device) {
    Recipe recipe = run.manifest().recipe();
    if (recipe.network().packing() > 1) {
      throw new InvalidInputException(run.directory() + ": its discriminator judges "
          + recipe.network().packing() + " samples together (network.packing), expected one that"
          + " judges each alone");
    }
    if (recipe.network().minibatch() != Blocks.Minibatch.NONE) {
      throw new InvalidInputException(run.directory() + ": its discriminator compares the samples"
          + " of a minibatch (network.minibatch), expected one that judges each alone");
    }
    GameBuilder builder = new GameBuilder(recipe, run.manifest().data().samples(), device);
    Rng dropout = Rng.of(recipe.seed(), "dropout");
    Discriminator network = builder.discriminator(dropout);
    try (Scope scope = new Scope()) {
      Map<String, Tensor> weights = run.checkpoints().weights(step, "discriminator");
      network.loadStateDict(weights, run.checkpoints().path(step) + " (discriminator)");
    } catch (RuntimeException e) {
      network.close();
      dropout.close();
      throw e;
    }
    network.train(false);
    return new TrainedDiscriminator(network, dropout, device);
  }

  /**
   * Judges samples, without recording.
   *
   * @param samples {@code [N,C,H,W]} in [-1,1], or {@code [N,2]} for points
   * @param labels classes, {@code int64 [N]}
   * @return logits {@code [N]}, large for real; not calibrated
   */
  public Tensor judge(Tensor samples, Tensor labels) {
    labels.requireShape("judge(labels)", "[N]", samples.size(0));
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      List<Tensor> parts = new ArrayList<>();
      for (long start = 0; start < samples.size(0); start += CHUNK) {
        long count = Math.min(CHUNK, samples.size(0) - start);
        Tensor x = samples.narrow(0, start, count).to(device);
        parts.add(forward(x, labels.narrow(0, start, count).to(device)).to(Device.CPU));
      }
      return scope.keep(Tensor.cat(parts, 0));
    }
  }

  /** As {@link #judge}, in one piece, on the device, recording where operations are recorded. */
  Tensor forward(Tensor samples, Tensor labels) {
    return network.forward(samples, labels);
  }

  @Override
  public void close() {
    network.close();
    dropout.close();
  }
}
