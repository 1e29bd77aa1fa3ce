package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Gram;
import org.zeuxis.engine.HeavyAlgebra;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * KID (Bińkowski et al. 2018, arXiv:1801.01401): the squared maximum mean discrepancy with the
 * kernel {@code (x·y/d + 1)³}, by its unbiased estimate, over random subsets. Being unbiased it
 * does not depend on the number of images, and is slightly negative as often as not where both sets
 * are of one distribution.
 */
public final class KernelDistance {
  private static final int SUBSETS = 100;
  private static final int SUBSET_SIZE = 1000;

  private KernelDistance() {}

  /**
   * Mean and standard deviation (ddof 0) over the subsets.
   *
   * @param subsetSize images of each kind in a subset: 1000, or fewer where there are fewer
   * @param subsets 100; 1 where a subset is all there is, and the deviation is then 0 and says
   *     nothing
   */
  public record Result(double mean, double deviation, int subsetSize, int subsets) {}

  /** Row numbers of the features that are compared with each other. */
  public record Subset(List<Long> real, List<Long> generated) {
    public Subset {
      real = List.copyOf(real);
      generated = List.copyOf(generated);
      if (real.size() != generated.size() || real.size() < 2) {
        throw new IllegalArgumentException("Subset: expected two equal sizes >= 2, got "
            + real.size() + " and " + generated.size());
      }
    }

    int size() {
      return real.size();
    }
  }

  /**
   * KID over 100 subsets of 1000, drawn without replacement; of all images of the smaller set where
   * it has fewer.
   *
   * @param real features {@code [N,d]}
   * @param generated features {@code [M,d]}
   * @param seed of the subsets
   * @throws InvalidInputException if a set has fewer than 2 images, a value is NaN or infinite, or
   *     the sets differ in d
   */
  public static Result between(Tensor real, Tensor generated, long seed) {
    try (Scope scope = new Scope()) {
      BothSets sets = BothSets.of("kid", real, generated, 2);
      long n = sets.real().size(0);
      long m = sets.generated().size(0);
      return between(sets, subsets(n, m, SUBSETS, SUBSET_SIZE, seed));
    }
  }

  /** KID over subsets of the caller's choice, all of one size. */
  public static Result between(Tensor real, Tensor generated, List<Subset> subsets) {
    try (Scope scope = new Scope()) {
      return between(BothSets.of("kid", real, generated, 2), subsets);
    }
  }

  private static Result between(BothSets sets, List<Subset> subsets) {
    if (subsets.stream().mapToInt(Subset::size).distinct().count() != 1) {
      throw new IllegalArgumentException("subsets: expected one or more of one size, got "
          + subsets.stream().map(Subset::size).toList());
    }
    try (HeavyAlgebra threads = new HeavyAlgebra()) {
      double[] values =
          subsets.stream().mapToDouble(subset -> discrepancy(sets, subset)).toArray();
      Spread spread = Spread.of(values);
      return new Result(spread.mean(), spread.deviation(), subsets.get(0).size(), values.length);
    }
  }

  /**
   * Draws subsets. The same arguments give the same subsets.
   *
   * @param size at most that of the smaller set is taken; where this is all of both, one subset is
   *     drawn, for the others would be the same
   */
  public static List<Subset> subsets(long real, long generated, int count, int size, long seed) {
    int taken = (int) Math.min(size, Math.min(real, generated));
    int drawn = taken == real && taken == generated ? 1 : count;
    List<Subset> subsets = new ArrayList<>(drawn);
    try (Rng rng = Rng.of(seed, "kid")) {
      for (int i = 0; i < drawn; i++) {
        subsets.add(new Subset(choose(rng, real, taken), choose(rng, generated, taken)));
      }
    }
    return subsets;
  }

  private static List<Long> choose(Rng rng, long of, int size) {
    try (Scope scope = new Scope()) {
      return Arrays.stream(rng.permutation(of).narrow(0, 0, size).toLongs())
          .boxed()
          .toList();
    }
  }

  /** MMD²ᵤ (Bińkowski et al. 2018, equation 4): no point meets itself, all m² pairs across. */
  private static double discrepancy(BothSets sets, Subset subset) {
    try (Scope scope = new Scope()) {
      Tensor x = rows(sets.real(), subset.real);
      Tensor y = rows(sets.generated(), subset.generated);
      double d = x.size(1);
      double m = x.size(0);
      double within = offDiagonal(kernel(products(x), d)) + offDiagonal(kernel(products(y), d));
      double across = kernel(x.matmul(y.transpose(0, 1)), d).sum().item();
      return within / (m * (m - 1)) - 2 * across / (m * m);
    }
  }

  private static Tensor rows(Tensor features, List<Long> numbers) {
    long[] indices = numbers.stream().mapToLong(Long::longValue).toArray();
    return features.indexSelect(0, Tensor.of(indices, indices.length)).to(DType.FLOAT64);
  }

  /** {@code XXᵀ}. */
  private static Tensor products(Tensor x) {
    return new Gram(x.size(0)).add(x.transpose(0, 1)).total();
  }

  private static Tensor kernel(Tensor products, double d) {
    return products.timesInPlace(1 / d).addInPlace(1.0).pow(3);
  }

  private static double offDiagonal(Tensor kernel) {
    return kernel.sum().item() - kernel.diagonal().sum().item();
  }
}
