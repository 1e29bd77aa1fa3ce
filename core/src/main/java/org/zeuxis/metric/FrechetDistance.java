package org.zeuxis.metric;

import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.HeavyAlgebra;
import org.zeuxis.engine.Linalg;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * FID (Heusel et al. 2017, arXiv:1706.08500): the Fréchet distance between the Gaussians that have
 * the features' moments, {@code ‖μ₁-μ₂‖² + tr(Σ₁+Σ₂-2(Σ₁Σ₂)^½)}. 0 is best. It falls with the
 * number of generated images, so that only values of equal counts can be compared.
 */
public final class FrechetDistance {
  /** Images of a set, at least: one has no covariance. */
  static final int FEWEST = 2;

  private FrechetDistance() {}

  /**
   * The distance between two sets of features, {@code [N,d]} and {@code [M,d]}.
   *
   * @throws InvalidInputException if a set has fewer than 2 images, a value is NaN or infinite, or
   *     the sets differ in d
   */
  public static double between(Tensor real, Tensor generated) {
    try (Scope scope = new Scope()) {
      BothSets sets = BothSets.of("fid", real, generated, FEWEST);
      return between(Moments.of("real", sets.real()), Moments.of("generated", sets.generated()));
    }
  }

  /**
   * The distance between two sets of which the moments are known. Covariances may lack full rank.
   *
   * @throws InvalidInputException if they differ in d
   */
  public static double between(Moments real, Moments generated) {
    BothSets.requireSameWidth("fid", real.width(), generated.width());
    // The trace is the same whichever covariance is rooted; that of lower rank is less work, and
    // leaves no eigenvalues that are 0 but for rounding.
    boolean swap = generated.rankDeficient() && generated.count() < real.count();
    Moments rooted = swap ? generated : real;
    try (Scope scope = new Scope()) {
      return between(rooted, root(rooted), swap ? real : generated);
    }
  }

  /** The distance, where the first covariance's {@link #root} is known already. */
  static double between(Moments first, Tensor root, Moments second) {
    try (Scope scope = new Scope()) {
      double means = first.mean().minus(second.mean()).square().sum().item();
      double traces = first.covariance().diagonal().sum().item()
          + second.covariance().diagonal().sum().item();
      // Rounding takes the distance of equal sets to either side of 0.
      return Math.max(0, means + traces - 2 * traceOfRoot(root, second.covariance()));
    }
  }

  /**
   * {@code B = V diag(√w)}, {@code [d,rank]}, with {@code BBᵀ = Σ}. Eigenvalues within rounding of
   * 0 are taken for 0.
   */
  static Tensor root(Moments moments) {
    try (Scope scope = new Scope();
        HeavyAlgebra threads = new HeavyAlgebra()) {
      Linalg.Eigen eigen = Linalg.eigen(moments.covariance());
      double[] ascending = eigen.values().toDoubles();
      int d = ascending.length;
      double rounding = d * Math.ulp(1.0) * Math.max(0, ascending[d - 1]);
      int zeros = 0;
      while (zeros < d && ascending[zeros] <= rounding) {
        zeros++;
      }
      Tensor roots = eigen.values().narrow(0, zeros, d - zeros).sqrt();
      return scope.keep(eigen.vectors().narrow(1, zeros, d - zeros).times(roots));
    }
  }

  /**
   * {@code tr (Σ₁Σ₂)^½}, the sum of the roots of the eigenvalues of the symmetric form
   * {@code √Σ₁Σ₂√Σ₁}. With {@code B = V√w} that form is {@code V(BᵀΣ₂B)Vᵀ}, whose eigenvalues are
   * those of the bracket.
   */
  private static double traceOfRoot(Tensor root, Tensor second) {
    if (root.size(1) == 0) {
      return 0; // all points of the first set are the same
    }
    try (Scope scope = new Scope();
        HeavyAlgebra threads = new HeavyAlgebra()) {
      Tensor form = root.transpose(0, 1).matmul(second.matmul(root));
      return Linalg.eigenvalues(form).clamp(0, Double.MAX_VALUE).sqrt().sum().item();
    }
  }
}
