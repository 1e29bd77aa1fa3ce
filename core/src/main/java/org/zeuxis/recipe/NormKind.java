package org.zeuxis.recipe;

import org.zeuxis.nn.Norm;

/** What a recipe can ask for as normalisation. */
public enum NormKind {
  /** That of the paper that the networks are from. */
  USUAL(null),
  NONE(Norm.NONE),
  BATCH(Norm.BATCH),
  LAYER(Norm.LAYER),
  INSTANCE(Norm.INSTANCE),
  INSTANCE_PLAIN(Norm.INSTANCE_PLAIN),
  GROUP(Norm.GROUP),
  PIXEL(Norm.PIXEL),
  VIRTUAL_BATCH(Norm.VIRTUAL_BATCH);

  private final Norm norm;

  NormKind(Norm norm) {
    this.norm = norm;
  }

  Norm or(Norm usual) {
    return norm == null ? usual : norm;
  }

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
