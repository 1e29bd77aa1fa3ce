package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Dropout;
import org.zeuxis.nn.Module;
import org.zeuxis.objective.Adaptive;

/**
 * What all games have in common in which judges judge what others make: who plays, what is saved,
 * how the doctor looks at them. A game of its own is {@link #play} and {@link #contest}, and what
 * it is good for.
 *
 * <p>Who judges what matters most is called {@code discriminator}.
 */
public abstract class JudgedGame implements Game, Inspects {
  /** Images that the doctor looks into the networks with; each has far more units than digits. */
  private static final int INSPECTED = 16;

  /** Images that go through a network at once. */
  private static final int CHUNK = 16;

  /**
   * Who plays with what.
   *
   * @param translators and other players that no judge is, by name, in the order of their moves
   * @param judges by the names of their players
   * @param averages of players that no judge is, by the player's name
   * @param fixed networks that do not learn, by name
   * @param streams that players and remedies draw from, by purpose
   */
  public record Parts(
      Map<String, Player> translators,
      Map<String, Judge> judges,
      Map<String, Average> averages,
      Map<String, Module> fixed,
      Map<String, Rng> streams,
      Device device) {}

  /**
   * One judge's case: samples as it sees them, and images as people see them.
   *
   * @param real {@code [N,…]}
   * @param fake {@code [N,…]}, which the gradient goes through
   * @param realImages {@code [N,C,H,W]}; null where nothing is made that one could look at
   * @param fakeImages {@code [N,C,H,W]}; null with them
   */
  protected record Contest(Tensor real, Tensor fake, Tensor realImages, Tensor fakeImages) {}

  /** What is made of some images. */
  @FunctionalInterface
  protected interface Use<M> {
    /**
     * One part.
     *
     * @param images {@code [n,C,H,W]}, on the device
     * @param first the place of the first of them in the whole batch
     * @return {@code [n,…]}
     */
    Tensor of(M network, Tensor images, long first);
  }

  private final Parts parts;
  private boolean dropsInUse;

  protected JudgedGame(Parts parts) {
    this.parts = parts;
  }

  /** What {@code discriminator} has to judge of a batch, with the networks as they learn. */
  protected abstract Contest contest(Batch batch);

  /** The name of the player whose work {@code discriminator} judges. */
  protected String contender() {
    return "generator";
  }

  /**
   * The loss of {@code discriminator} that the doctor takes the gradient of, without remedies; all
   * of its parameters must have a part in it.
   *
   * @param onReal its logits
   * @param onFake the same
   */
  protected Tensor judgement(Batch batch, Tensor onReal, Tensor onFake) {
    return judge("discriminator").plainLoss(onReal, onFake);
  }

  /**
   * The contender's loss that the doctor takes the gradient of: the adversarial one, without
   * remedies.
   *
   * @param onReal logits of {@code discriminator}
   * @param onFake the same
   */
  protected Tensor contention(Batch batch, Tensor onReal, Tensor onFake) {
    return judge("discriminator").plainPersuasion(onReal, onFake);
  }

  /** Tensors of the game's own that a resumed run needs, by name. */
  protected Map<String, Tensor> ownState() {
    return Map.of();
  }

  protected final Player player(String name) {
    return parts.translators.get(name);
  }

  protected final Judge judge(String name) {
    return parts.judges.get(name);
  }

  protected final Rng stream(String purpose) {
    return parts.streams.get(purpose);
  }

  protected final Module fixed(String name) {
    return parts.fixed.get(name);
  }

  protected final Tensor onDevice(Tensor tensor) {
    return tensor.to(parts.device);
  }

  /** Several players go down one loss, each with its own optimizer. */
  protected final void descend(Tensor loss, List<String> names, long iteration) {
    List<Tensor> all = new ArrayList<>();
    names.forEach(name -> all.addAll(player(name).optimizer().parameters()));
    List<Tensor> gradients = loss.gradients(all);
    int from = 0;
    for (String name : names) {
      int to = from + player(name).optimizer().parameters().size();
      player(name).move(gradients.subList(from, to), iteration);
      from = to;
    }
  }

  /**
   * Ends an iteration: what follows the players' weights moves, and remedies tell of themselves.
   */
  protected final Scores ended(long iteration, Map<String, Double> scores) {
    if (players().values().stream().noneMatch(player -> player.optimizer().isAhead())) {
      players().values().forEach(player -> player.endIteration(iteration));
      parts.averages.values().forEach(average -> average.ema().update(iteration));
    }
    parts.judges.values().forEach(judge -> scores.putAll(judge.readings()));
    return new Scores(scores);
  }

  /**
   * From now on networks drop out in use, too.
   *
   * @return whether a player that no judge is has dropout
   */
  protected final boolean dropInUse(long seed) {
    try (Rng rng = Rng.of(seed, "dropout")) {
      stream("dropout").restore(rng.state());
    }
    dropsInUse = parts.translators.values().stream()
        .anyMatch(player -> !Dropout.in(player.network()).isEmpty());
    return dropsInUse;
  }

  /**
   * What a player's network makes of images, for use: with averaged weights where there are any,
   * nothing dropped out but after {@link #dropInUse}, running statistics, without recording, some
   * images at a time.
   *
   * @param images {@code [N,C,H,W]}
   * @return {@code [N,…]}, on the CPU
   */
  protected final <M extends Module> Tensor used(
      String name, Class<M> type, Tensor images, Use<M> use) {
    Average average = parts.averages.get(name);
    M network = type.cast(average == null ? player(name).network() : average.network());
    boolean wasTraining = network.isTraining();
    network.train(false);
    if (dropsInUse) {
      Dropout.in(network).forEach(dropout -> dropout.train(true));
    }
    try (NoGrad guard = new NoGrad();
        Scope scope = new Scope()) {
      List<Tensor> made = new ArrayList<>();
      for (long start = 0; start < images.size(0); start += CHUNK) {
        long count = Math.min(CHUNK, images.size(0) - start);
        try (Scope chunk = new Scope()) {
          Tensor part = onDevice(images.narrow(0, start, count));
          made.add(chunk.keep(use.of(network, part, start).to(Device.CPU)));
        }
      }
      return scope.keep(Tensor.cat(made, 0));
    } finally {
      network.train(wasTraining);
    }
  }

  @Override
  public Map<String, Double> inspect(Batch batch, Rng rng) {
    Inspection inspection = new Inspection();
    Judge judge = judge("discriminator");
    try (Scope scope = new Scope();
        Untouched untouched = untouched()) {
      Module generator = player(contender()).network();
      generator.listen(inspection.activations(contender()));
      Batch some = some(batch);
      Contest contest = contest(some);
      Tensor onReal = judge.logits(contest.real());
      judge.network().listen(inspection.activations("discriminator"));
      Tensor onFake = judge.logits(contest.fake());
      judge.network().listen(null);
      inspection.judgement(onReal.detach(), onFake.detach());
      inspection.gradients(
          "discriminator",
          judgement(
              some,
              judge.logits(contest.real().detach()),
              judge.logits(contest.fake().detach())),
          judge.network());
      inspection.gradients(contender(), contention(some, onReal, onFake), generator);
      inspection.weights(contender(), generator);
      inspection.weights("discriminator", judge.network());
      inspection.spectralNorms(judge.network());
      if (contest.fakeImages() != null) {
        inspection.diversity(contest.realImages(), contest.fakeImages());
      }
    }
    return inspection.values();
  }

  @Override
  public Tensor judge(Batch batch) {
    try (NoGrad guard = new NoGrad();
        Scope scope = new Scope();
        Untouched untouched = untouched()) {
      return scope.keep(judge("discriminator").logits(contest(some(batch)).real()));
    }
  }

  private static Batch some(Batch batch) {
    return batch.narrow(0, Math.min(INSPECTED, batch.real().size(0)));
  }

  private Untouched untouched() {
    return new Untouched(
        players().values().stream().map(Player::network).toList(), parts.streams.values());
  }

  @Override
  public int batchesPerIteration() {
    return 1;
  }

  @Override
  public final Map<String, Player> players() {
    Map<String, Player> players = new LinkedHashMap<>(parts.translators);
    parts.judges.forEach((name, judge) -> players.put(name, judge.player()));
    return players;
  }

  @Override
  public final Map<String, Module> averages() {
    Map<String, Module> averages = new LinkedHashMap<>();
    parts.averages.forEach((name, average) -> averages.put(name + "-average", average.network()));
    averages.putAll(parts.fixed);
    return averages;
  }

  @Override
  public final Map<String, Rng> streams() {
    return parts.streams;
  }

  @Override
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(ownState());
    parts.judges.values().forEach(judge -> judge.adaptive().forEach((owner, one) -> one.state()
        .forEach((name, tensor) -> state.put(owner + "." + name, tensor))));
    players()
        .forEach((owner, player) ->
            player.state().forEach((name, tensor) -> state.put(owner + "." + name, tensor)));
    return state;
  }

  @Override
  public final void weightsLoaded() {
    parts
        .judges
        .values()
        .forEach(judge -> judge.adaptive().values().forEach(Adaptive::weightsLoaded));
    players().values().forEach(Player::weightsLoaded);
  }

  @Override
  public void close() {
    players().values().forEach(Player::close);
    averages().values().forEach(Module::close);
    ownState().values().forEach(Tensor::close);
    parts.judges.values().forEach(judge -> judge.adaptive().values().forEach(one -> one.close()));
    parts.streams.values().forEach(Rng::close);
  }
}
