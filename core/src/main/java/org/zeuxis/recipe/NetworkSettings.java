package org.zeuxis.recipe;

import static org.zeuxis.recipe.Recipe.require;

import org.zeuxis.model.Blocks;
import org.zeuxis.nn.Norm;
import org.zeuxis.nn.WeightForm;

/** The two networks. {@code defaults.yaml} explains each key. */
public record NetworkSettings(
    NetworkKind name,
    boolean conditional,
    int features,
    int maxFeatures,
    int layers,
    int groupWidth,
    int patchLayers,
    InitKind init,
    double initScale,
    double discriminatorInitScale,
    NormKind generatorNorm,
    NormKind discriminatorNorm,
    WeightForm generatorWeights,
    WeightForm discriminatorWeights,
    boolean attention,
    Blocks.Minibatch minibatch,
    int packing) {
  public NetworkSettings {
    require(features >= 1, "network.features", ">= 1", features);
    require(
        maxFeatures >= features || name != NetworkKind.DCGAN,
        "network.maxFeatures",
        ">= network.features (" + features + ")",
        maxFeatures);
    require(layers >= 1, "network.layers", ">= 1", layers);
    require(groupWidth >= 0, "network.groupWidth", ">= 0", groupWidth);
    require(patchLayers >= 1, "network.patchLayers", ">= 1", patchLayers);
    require(initScale > 0, "network.initScale", "> 0", initScale);
    require(
        discriminatorInitScale >= 0,
        "network.discriminatorInitScale",
        ">= 0",
        discriminatorInitScale);
    require(packing >= 1, "network.packing", ">= 1", packing);
    require(
        discriminatorNorm != NormKind.VIRTUAL_BATCH,
        "network.discriminatorNorm",
        "another than virtual-batch, which is for the generator",
        discriminatorNorm);
  }

  /** Refuses parts that the networks have no place for. */
  void requireNoBlocks() {
    require(
        generatorNorm == NormKind.USUAL,
        "network.generatorNorm",
        "usual with " + name,
        generatorNorm);
    require(
        discriminatorNorm == NormKind.USUAL,
        "network.discriminatorNorm",
        "usual with " + name,
        discriminatorNorm);
    requireNormsOnly();
  }

  /** Checks that nothing is asked for but another normalisation, which needs no reference batch. */
  void requireNormsOnly() {
    require(
        generatorNorm != NormKind.VIRTUAL_BATCH,
        "network.generatorNorm",
        "another than virtual-batch with " + name,
        generatorNorm);
    require(!attention, "network.attention", "false with " + name, attention);
    require(
        minibatch == Blocks.Minibatch.NONE, "network.minibatch", "none with " + name, minibatch);
  }

  /**
   * What the generator is built of.
   *
   * @param usual its paper's normalisation
   * @param side of the image
   */
  Blocks generatorBlocks(Norm usual, int side) {
    return new Blocks(generatorNorm.or(usual), attentionSide(side), Blocks.Minibatch.NONE);
  }

  /** What the discriminator is built of. */
  Blocks discriminatorBlocks(Norm usual, int side) {
    return new Blocks(discriminatorNorm.or(usual), attentionSide(side), minibatch);
  }

  /** Half the image's side, which all networks have a map of; SAGAN found large maps best. */
  private int attentionSide(int side) {
    return attention ? (side + 1) / 2 : 0;
  }
}
