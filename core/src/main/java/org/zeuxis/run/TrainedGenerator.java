package org.zeuxis.run;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.export.ImageGrid;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Latent;
import org.zeuxis.model.Generator;
import org.zeuxis.recipe.GameBuilder;

/**
 * The generator of a run, for use: in a service, say. Any number of threads may call it at once;
 * each call draws from a random stream of its own, and nothing global is read or written. Samples
 * come from the prior, or as a {@link Sampling} says.
 */
public final class TrainedGenerator implements Generates, AutoCloseable {
  /** Samples that go through the network at once, which bounds the memory. */
  private static final int CHUNK = 64;

  private final RunManifest manifest;
  private final GameBuilder builder;
  private final Generator network;
  private final Device device;
  private final long step;
  private final Drawing drawing;
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private boolean closed;

  private TrainedGenerator(
      RunManifest manifest,
      GameBuilder builder,
      Generator network,
      Device device,
      long step,
      Drawing drawing) {
    this.manifest = manifest;
    this.builder = builder;
    this.network = network;
    this.device = device;
    this.step = step;
    this.drawing = drawing;
  }

  /**
   * Loads the newest checkpoint onto the processor.
   *
   * @throws InvalidInputException if the directory is no run, or its checkpoint is damaged
   */
  public static TrainedGenerator load(Path run) {
    Run opened = Run.open(run);
    return load(opened, opened.latestStep(), Device.CPU);
  }

  /** Loads the checkpoint of a step; the averaged weights where the run has them. */
  public static TrainedGenerator load(Run run, long step, Device device) {
    CalibrationData none = new CalibrationData(
        () -> {
          throw new IllegalStateException("the prior needs no calibration");
        },
        0,
        ProgressListener.NONE);
    return load(run, step, device, Sampling.PRIOR, none);
  }

  /**
   * Loads the checkpoint of a step, to draw samples from it in a certain way.
   *
   * @param calibration used only by a selection that needs real samples
   * @throws InvalidInputException if this generator cannot be drawn from so
   */
  public static TrainedGenerator load(
      Run run, long step, Device device, Sampling sampling, CalibrationData calibration) {
    RunManifest manifest = run.manifest();
    if (manifest.recipe().game().kind().isTranslation()) {
      throw new InvalidInputException(run.directory() + ": is a run of recipe "
          + manifest.recipe().name() + ", which makes no samples of noise");
    }
    GameBuilder builder = new GameBuilder(manifest.recipe(), manifest.data().samples(), device);
    Generator network = network(run, step, builder);
    try {
      Drawing drawing = Drawing.of(run, step, device, network, sampling, calibration);
      return new TrainedGenerator(manifest, builder, network, device, step, drawing);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static Generator network(Run run, long step, GameBuilder builder) {
    Generator network = builder.generator();
    try (Scope scope = new Scope()) {
      String name =
          run.manifest().recipe().training().ema() > 0 ? "generator-average" : "generator";
      Map<String, Tensor> weights = run.checkpoints().weights(step, name);
      network.loadStateDict(weights, run.checkpoints().path(step) + " (" + name + ")");
    }
    network.train(false);
    return network;
  }

  /** The iteration that the weights are of. */
  public long step() {
    return step;
  }

  @Override
  public Latent latent() {
    return manifest.recipe().latent();
  }

  @Override
  public int classes() {
    return builder.classes();
  }

  /** The names of the classes that can be asked for, by number. */
  public List<String> classNames() {
    return classes() == 1 ? List.of() : manifest.data().samples().classNames();
  }

  @Override
  public Tensor generate(Tensor z, Tensor labels) {
    z.requireShape("generate(z)", "[N,latent]", Tensor.ANY, latent().size());
    labels.requireShape("generate(labels)", "[N]", z.size(0));
    if (z.size(0) == 0) {
      throw new IllegalArgumentException("generate(z): expected at least one vector, got none");
    }
    return whileOpen(() -> forward(z, labels));
  }

  @Override
  public Tensor latents(Rng rng, Tensor labels) {
    return whileOpen(() -> drawing.source().draw(rng, labels));
  }

  @Override
  public String sampling() {
    return drawing.description();
  }

  private Tensor whileOpen(Supplier<Tensor> work) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("generate: the generator is closed");
      }
      return work.get();
    } finally {
      inUse.readLock().unlock();
    }
  }

  private Tensor forward(Tensor z, Tensor labels) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      List<Tensor> parts = new ArrayList<>();
      for (long start = 0; start < z.size(0); start += CHUNK) {
        long count = Math.min(CHUNK, z.size(0) - start);
        Tensor samples = network.forward(
            z.narrow(0, start, count).to(device), labels.narrow(0, start, count).to(device));
        parts.add(Generator.shown(samples).to(Device.CPU));
      }
      return scope.keep(Tensor.cat(parts, 0));
    }
  }

  /**
   * Samples of classes taken in turn.
   *
   * @param seed the same seed gives the same samples
   * @return {@code [count,C,H,W]} in [-1,1], or {@code [count,2]} for points; in the caller's
   *     scope, to be closed where there is none
   */
  public Tensor generate(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be >= 1, got " + count);
    }
    long[] labels = new long[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % classes();
    }
    return generate(labels, seed);
  }

  /**
   * Samples of certain classes, one for each label.
   *
   * @param labels in [0, {@link #classes()})
   */
  public Tensor generate(long[] labels, long seed) {
    for (long label : labels) {
      if (label < 0 || label >= classes()) {
        throw new IllegalArgumentException(
            "labels: expected 0.." + (classes() - 1) + ", got " + label);
      }
    }
    try (Scope scope = new Scope();
        Rng rng = new Rng(seed)) {
      Tensor asked = Tensor.of(labels, labels.length);
      return scope.keep(generate(latents(rng, asked), asked));
    }
  }

  /** Samples side by side in one picture, as near to a square as may be, or one class a column. */
  public BufferedImage grid(int count, long seed) {
    try (Scope scope = new Scope()) {
      return ImageGrid.of(generate(count, seed), ImageGrid.columnsFor(count, classes()));
    }
  }

  /** Samples as pictures. */
  public List<BufferedImage> images(int count, long seed) {
    try (Scope scope = new Scope()) {
      Tensor samples = generate(count, seed);
      List<BufferedImage> images = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        images.add(ImageGrid.image(samples.select(0, i)));
      }
      return images;
    }
  }

  /** Frees the weights, as soon as no call is under way; later calls are refused. */
  @Override
  public void close() {
    inUse.writeLock().lock();
    try {
      closed = true;
      network.close();
      drawing.close();
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
