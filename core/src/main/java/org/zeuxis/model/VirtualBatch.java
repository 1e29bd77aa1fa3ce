package org.zeuxis.model;

import java.util.List;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.ReferenceBatch;

/**
 * A generator whose virtual batch normalisation has its reference batch: latent vectors that were
 * drawn once and are saved with the weights (Salimans et al. 2016, arXiv:1606.03498, section 3.5).
 */
public final class VirtualBatch {
  private VirtualBatch() {}

  /**
   * A generator that brings its reference batch with it.
   *
   * @param reference latent vectors {@code [R,latent]}
   * @param classes that the reference batch has in turn; 1 where there are none
   */
  public static Generator generator(Tensor reference, int classes, Generator body) {
    return new WithReference(reference, classes, body);
  }

  private static final class WithReference extends Generator {
    private final Tensor reference;
    private final Tensor classesInTurn;
    private final Generator body;

    WithReference(Tensor reference, int classes, Generator body) {
      long rows = reference.size(0);
      long[] inTurn = new long[Math.toIntExact(rows)];
      for (int i = 0; i < rows; i++) {
        inTurn[i] = i % classes;
      }
      this.reference = buffer("reference", reference);
      classesInTurn = buffer("reference_labels", Tensor.of(inTurn, rows));
      this.body = child("body", body);
      ReferenceBatch.apply(body, rows);
    }

    @Override
    public Tensor forward(Tensor z, Tensor labels) {
      Tensor all = body.forward(
          Tensor.cat(List.of(reference, z), 0),
          Tensor.cat(List.of(classesInTurn, labels.to(DType.INT64)), 0));
      return all.narrow(0, reference.size(0), z.size(0));
    }
  }
}
