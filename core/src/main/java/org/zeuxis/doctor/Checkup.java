package org.zeuxis.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zeuxis.data.Batch;
import org.zeuxis.data.DataSummary;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.Loader;
import org.zeuxis.data.Part;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.data.Sampler;
import org.zeuxis.data.Views;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Game;
import org.zeuxis.game.Generates;
import org.zeuxis.game.Inspects;
import org.zeuxis.game.Translates;

/**
 * Takes the vitals of a game now and then, on the same real samples and latent vectors every time.
 * The game is as before afterwards, bit for bit. Vitals are:
 *
 * <ul>
 *   <li>what {@link Inspects#inspect} finds: logits, accuracies, gradients, weights, activations;
 *   <li>how the samples that a user would get look beside real ones: {@code distance},
 *       {@code coverage}, {@code spread}, {@code twins} and others, see {@link Portrait#compare};
 *   <li>{@code drift} and {@code hop}: how far they have moved since the last checkup;
 *   <li>{@code motion.*}: how far a player's weights have moved since then, for one iteration, in
 *       units of their own size;
 *   <li>{@code overfitting}: of D's mean logits, (training - held-out) / (training - generated):
 *       near 0 where D judges images that it has not seen as those that it has, 1 where it takes
 *       them for generated ones (as ADA's first heuristic, arXiv:2006.06676, equation 1);
 *   <li>{@code copies}: median distance of a sample to the nearest training image, in units of that
 *       from a real image to the nearest other one; only of small data sets, and of samples of
 *       noise.
 * </ul>
 */
public final class Checkup implements AutoCloseable {
  /** Real and generated samples that are looked at. */
  private static final int SAMPLES = 256;

  /** Of these the players are inspected on. */
  private static final int INSPECTED = 64;

  /** Larger sets are not searched for copies, nor are they likely to be learnt by heart. */
  private static final int SEARCHED = 2_048;

  /** So many are looked at for faults. */
  private static final int SUMMARISED = 10_000;

  private final long seed;
  private final Batch seen;
  private final Batch unseen;
  private final Tensor searched;
  private final Portrait portrait;
  private final double nearestOther;
  private final Map<String, Double> facts;
  private final Map<String, List<Tensor>> weights = new LinkedHashMap<>();
  private Tensor before;
  private long stepBefore = -1;

  /**
   * Chooses the samples.
   *
   * @param batchSize samples that one forward pass of a player takes
   * @param heldOut samples of the same kind that are not trained on, if there are any
   * @param seed of all choices
   */
  public Checkup(Dataset data, int batchSize, Optional<Dataset> heldOut, long seed) {
    this(data, batchSize, heldOut, SAMPLES, seed);
  }

  /** The same with another number of samples, at least 8. */
  public Checkup(Dataset data, int batchSize, Optional<Dataset> heldOut, int samples, long seed) {
    this.seed = seed;
    facts = facts(data, batchSize);
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "checkup")) {
      seen = some(data, samples).retain();
      portrait = new Portrait(seen.real(), seen.labels().toLongs(), rng);
      searched =
          data.size() <= SEARCHED ? some(data, data.size()).real().flatten(1).retain() : null;
      nearestOther = searched == null ? 0 : nearestSearched(portrait.real(), 1) + 1e-9;
      unseen = heldOut.map(rest -> some(rest, samples).retain()).orElse(null);
    }
  }

  private Batch some(Dataset data, int wanted) {
    int count = Math.min(wanted, data.size());
    try (Loader loader =
        new Loader(data, Sampler.uniform(data.size(), seed), count, Views.PLAIN, 0)) {
      return loader.next();
    }
  }

  private static Map<String, Double> facts(Dataset data, int batchSize) {
    Dataset some = data.size() > SUMMARISED ? Part.of(data, SUMMARISED) : data;
    DataSummary summary = DataSummary.of(some, ProgressListener.NONE);
    double count = summary.count();
    Map<String, Double> facts = new LinkedHashMap<>();
    facts.put("batch", (double) batchSize);
    facts.put("data.count", (double) data.size());
    if (data.isImages()) {
      facts.put("data.duplicates", summary.duplicates() / count);
      facts.put("data.constant", summary.constant() / count);
      facts.put("data.minimum", summary.minimum());
      facts.put("data.maximum", summary.maximum());
    }
    List<Integer> classes =
        summary.classes().stream().map(DataSummary.ClassCount::count).sorted().toList();
    facts.put("data.classes", (double) classes.size());
    facts.put("data.smallest-class", classes.get(0) / count);
    facts.put("data.largest-class", classes.get(classes.size() - 1) / count);
    return facts;
  }

  /**
   * What stays as it is through a training, for its first vitals: {@code batch}, the samples of a
   * minibatch, {@code batch-norm}, how many layers need it, {@code data.*} and {@code labels.*}.
   */
  public Vitals first(Game game, long step) {
    Map<String, Double> values = new LinkedHashMap<>(facts);
    values.put("batch-norm", (double) game.players().values().stream()
        .flatMap(player -> player.network().buffers().keySet().stream())
        .filter(name -> name.endsWith("running_mean"))
        .count());
    if (game instanceof Generates generator && generator.classes() > 1) {
      values.putAll(portrait.labels());
    }
    values.putAll(of(game, step).values());
    return new Vitals(step, values);
  }

  /** Takes the vitals. Those that compare with the last checkup are missing in the first. */
  public Vitals of(Game game, long step) {
    Map<String, Double> values = new LinkedHashMap<>();
    try (Scope scope = new Scope();
        NoGrad nothing = new NoGrad()) {
      if (game instanceof Generates generator) {
        Tensor fake = samples(generator);
        look(fake, generator.classes(), step, values);
        copies(fake, values);
      } else if (game instanceof Translates translator) {
        look(translator.answer(seen), 1, step, values);
      }
      motion(game, step, values);
      stepBefore = step;
    }
    try (Scope scope = new Scope();
        Rng rng = Rng.of(seed, "inspection")) {
      if (game instanceof Inspects players) {
        long count = Math.min(INSPECTED, seen.real().size(0));
        values.putAll(players.inspect(seen.narrow(0, count), rng));
        overfitting(players, values);
      }
    }
    return new Vitals(step, values);
  }

  private Tensor samples(Generates generator) {
    try (Rng rng = Rng.of(seed, "checkup-latents")) {
      Tensor z = generator.latent().sample(rng, Math.toIntExact(seen.real().size(0)));
      Tensor told = generator.classes() > 1 ? seen.labels() : seen.labels().zerosLike();
      return generator.generate(z, told);
    }
  }

  private void look(Tensor fake, int classes, long step, Map<String, Double> values) {
    values.putAll(portrait.compare(fake));
    if (classes == 1) {
      values.remove("spread.class");
    }
    if (before != null && step > stepBefore) {
      values.putAll(portrait.movement(before, fake));
    }
    if (before != null) {
      before.close();
    }
    before = fake.copy().retain();
  }

  /** Of samples of noise; what is made of training images is meant to be near some. */
  private void copies(Tensor fake, Map<String, Double> values) {
    if (searched != null) {
      values.put("copies", nearestSearched(fake.flatten(1), 0) / nearestOther);
    }
  }

  /**
   * Median distance of samples to the nearest training image.
   *
   * @param rank 0 for the nearest, 1 for the one after
   */
  private double nearestSearched(Tensor samples, int rank) {
    double[][] distances = Distances.between(samples, searched);
    double[] nearest = new double[distances.length];
    for (int i = 0; i < nearest.length; i++) {
      Arrays.sort(distances[i]);
      nearest[i] = distances[i][Math.min(rank, distances[i].length - 1)];
    }
    return Distances.median(nearest);
  }

  private void motion(Game game, long step, Map<String, Double> values) {
    game.players().forEach((name, player) -> {
      List<Tensor> now = player.optimizer().parameters();
      List<Tensor> last = weights.get(name);
      if (last != null && step > stepBefore) {
        double moved = 0;
        double size = 0;
        for (int i = 0; i < now.size(); i++) {
          moved += now.get(i).detach().minus(last.get(i)).square().sumAsDouble();
          size += last.get(i).square().sumAsDouble();
        }
        values.put("motion." + name, Math.sqrt(moved / size) / (step - stepBefore));
      }
      List<Tensor> copies = new ArrayList<>();
      now.forEach(weight -> copies.add(weight.detach().copy().retain()));
      forget(weights.put(name, copies));
    });
  }

  private void overfitting(Inspects players, Map<String, Double> values) {
    if (unseen == null) {
      return;
    }
    try (Scope scope = new Scope()) {
      double onSeen = players.judge(seen).mean().item();
      double onUnseen = players.judge(unseen).mean().item();
      double fake = values.get("logit.fake");
      values.put("logit.held-out", onUnseen);
      values.put("overfitting", (onSeen - onUnseen) / (Math.abs(onSeen - fake) + 1e-6));
    }
  }

  private static void forget(List<Tensor> tensors) {
    if (tensors != null) {
      tensors.forEach(Tensor::close);
    }
  }

  @Override
  public void close() {
    weights.values().forEach(Checkup::forget);
    portrait.close();
    seen.close();
    if (unseen != null) {
      unseen.close();
    }
    for (Tensor tensor : new Tensor[] {searched, before}) {
      if (tensor != null) {
        tensor.close();
      }
    }
  }
}
