package org.zeuxis.game;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Metropolis-Hastings GAN (Turner et al. 2019, arXiv:1811.11357, section 3): a sample is the end of
 * a Markov chain over generated samples, which moves from x to x' with probability {@code min(1,
 * (D(x)⁻¹ - 1) / (D(x')⁻¹ - 1))}. With a perfect discriminator the chain tends to the data's
 * distribution. Each chain begins at the score of a real sample of its class, and once more at a
 * generated one if it accepted none.
 *
 * <p>D is calibrated by isotonic regression, as in the paper: the chain asks for probabilities and
 * for their order only, so it needs no form for them. A logistic layer, as rejection has, would
 * give logits that rise without end, but suppose that form. Where a block of the regression holds
 * real samples alone, or generated ones alone, the probability is not 1 or 0, at which a chain
 * would stick, but Laplace's (n+1)/(n+2) or 1/(n+2) for n samples of a kind.
 */
public final class MetropolisHastings implements LatentSource {
  /** Steps of a chain, as many as the paper takes. */
  public static final int CHAIN = 640;

  /** Proposals at a time, as far as whole steps of all chains fit in. */
  private static final int BATCH = 1024;

  private final LatentSource proposals;
  private final LatentJudge judge;
  private final Verdicts verdicts;
  private final int chain;
  private final IsotonicRegression calibration;
  private final double surest;

  /**
   * A sampler.
   *
   * @param proposals where the samples that chains move over come from
   * @param verdicts of D on real samples, and on generated ones from the same proposals
   * @param chain K, steps of each chain
   */
  public MetropolisHastings(
      LatentSource proposals, LatentJudge judge, Verdicts verdicts, int chain) {
    requireChain(chain);
    this.proposals = proposals;
    this.judge = judge;
    this.verdicts = verdicts;
    this.chain = chain;
    double[] real = verdicts.real();
    double[] generated = verdicts.generated();
    double[] logits = Arrays.copyOf(real, real.length + generated.length);
    System.arraycopy(generated, 0, logits, real.length, generated.length);
    double[] isReal = new double[logits.length];
    Arrays.fill(isReal, 0, real.length, 1);
    calibration = IsotonicRegression.of(logits, isReal);
    surest = (real.length + 1.0) / (real.length + 2.0);
  }

  static void requireChain(int chain) {
    if (chain < 1) {
      throw new InvalidInputException("metropolis-hastings: chain: expected >= 1, got " + chain);
    }
  }

  /** D(x)⁻¹ - 1 of a calibrated D: the density of generated samples over that of real ones. */
  private double odds(double logit) {
    double d = Math.max(1 - surest, Math.min(surest, calibration.at(logit)));
    return 1 / d - 1;
  }

  /** The state of chains: odds of where each is, and the vectors of those that have moved. */
  private static final class Chains {
    private final double[] odds;
    private final float[][] at;

    Chains(double[] odds) {
      this.odds = odds;
      at = new float[odds.length][];
    }

    /** Moves chain c to proposals c, c+N, c+2N … in turn, or leaves it where it is. */
    void move(Tensor z, double[] proposed, double[] uniform) {
      int[] last = new int[at.length];
      Arrays.fill(last, -1);
      for (int i = 0; i < proposed.length; i++) {
        int c = i % at.length;
        if (uniform[i] * proposed[i] <= odds[c]) {
          odds[c] = proposed[i];
          last[c] = i;
        }
      }
      float[] vectors = z.toFloats();
      int size = vectors.length / proposed.length;
      for (int c = 0; c < at.length; c++) {
        if (last[c] >= 0) {
          at[c] = Arrays.copyOfRange(vectors, last[c] * size, (last[c] + 1) * size);
        }
      }
    }
  }

  @Override
  public Tensor draw(Rng rng, Tensor labels) {
    int count = Math.toIntExact(labels.size(0));
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Chains chains = new Chains(realOdds(rng, labels.toLongs()));
      walk(rng, labels, chains);
      int[] stuck = IntStream.range(0, count).filter(i -> chains.at[i] == null).toArray();
      if (stuck.length > 0) {
        restart(rng, labels, stuck, chains);
      }
      List<Tensor> ends =
          Arrays.stream(chains.at).map(z -> Tensor.of(z, z.length)).toList();
      return scope.keep(Tensor.stack(ends, 0));
    }
  }

  private double[] realOdds(Rng rng, long[] labels) {
    Map<Long, double[]> byClass = new HashMap<>();
    double[] uniform = rng.uniform(0, 1, labels.length).toDoubles();
    double[] odds = new double[labels.length];
    for (int i = 0; i < odds.length; i++) {
      double[] real = byClass.computeIfAbsent(labels[i], verdicts::real);
      odds[i] = odds(real[(int) (uniform[i] * real.length)]);
    }
    return odds;
  }

  /** Chains that never left the real sample, which cannot be returned. */
  private void restart(Rng rng, Tensor labels, int[] stuck, Chains chains) {
    long[] all = labels.toLongs();
    long[] some = Arrays.stream(stuck).mapToLong(i -> all[i]).toArray();
    Tensor asked = Tensor.of(some, some.length);
    Tensor z = proposals.draw(rng, asked);
    Chains again = new Chains(judged(z, asked));
    Arrays.setAll(again.at, i -> z.select(0, i).toFloats());
    walk(rng, asked, again);
    for (int i = 0; i < stuck.length; i++) {
      chains.at[stuck[i]] = again.at[i];
    }
  }

  private double[] judged(Tensor z, Tensor labels) {
    double[] logits = Verdicts.requireFinite(judge.logits(z, labels).toDoubles());
    return Arrays.stream(logits).map(this::odds).toArray();
  }

  /** K steps of all chains side by side; proposals depend on no state, so several steps at once. */
  private void walk(Rng rng, Tensor labels, Chains chains) {
    int together = Math.max(1, BATCH / chains.at.length);
    for (int step = 0; step < chain; step += together) {
      int steps = Math.min(together, chain - step);
      try (Scope scope = new Scope()) {
        Tensor asked = Tensor.cat(Collections.nCopies(steps, labels), 0);
        Tensor z = proposals.draw(rng, asked);
        double[] uniform = rng.uniform(0, 1, z.size(0)).toDoubles();
        chains.move(z, judged(z, asked), uniform);
      }
    }
  }
}
