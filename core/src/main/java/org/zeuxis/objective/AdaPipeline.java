package org.zeuxis.objective;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Tensor;

/**
 * The augmentations of adaptive discriminator augmentation (Karras et al. 2020, arXiv:2006.06676,
 * section 2.3, appendix B), with the paper's ranges and order. {@link OverfittingControl} finds
 * their probability.
 *
 * <p>Places go through one affine matrix for each image and one bilinear interpolation, colours
 * through one matrix. Left out are the paper's resampling at twice the resolution between
 * orthogonal low-pass filters (sym6), which takes four times the pixels to keep more of the finest
 * detail than bilinear interpolation does, and image-space filtering of frequency bands, which the
 * paper found to help no further (figure 4) and leaves out of its training, too. Mirrored borders
 * go on without end, the paper's end after one image.
 *
 * <p>It can be differentiated <b>once</b>: libtorch has no second derivative of the interpolation.
 * A gradient penalty is to be taken at the augmented images, which are D's input. On GPUs the
 * interpolation's gradient is summed in no fixed order.
 */
public final class AdaPipeline implements Augmentation {
  /** Operations that are chosen together. */
  public enum Group {
    /** Flip, turns by 90°, shift by whole pixels up to an eighth of the side. */
    BLIT,
    /** Scaling, rotation, anisotropic scaling, fractional shift. */
    GEOMETRIC,
    /** Brightness, contrast, luma flip, hue, saturation; the latter two only with 3 channels. */
    COLOUR,
    /** Additive noise, and a cutout of half the sides. The paper does not train with it. */
    CORRUPTION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Set<Group> groups;

  /** The groups that the paper trains with, called bgc: blitting, geometry, colour. */
  public AdaPipeline() {
    this(EnumSet.of(Group.BLIT, Group.GEOMETRIC, Group.COLOUR));
  }

  /**
   * Some of the groups.
   *
   * @throws IllegalArgumentException if there is none
   */
  public AdaPipeline(Set<Group> groups) {
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("AdaPipeline: expected at least one group of "
          + Arrays.toString(Group.values()) + ", got none");
    }
    this.groups = EnumSet.copyOf(groups);
  }

  @Override
  public Tensor apply(Tensor images, double p, Rng rng) {
    Images.require("AdaPipeline.apply", images, p);
    if (p == 0) {
      return images;
    }
    Draws draws = new Draws(rng, images.size(0));
    Tensor result = images;
    if (groups.contains(Group.BLIT) || groups.contains(Group.GEOMETRIC)) {
      result = AffineMaps.warp(result, places(images, draws, p));
    }
    if (groups.contains(Group.COLOUR)) {
      ColourChange[] changes = ColourChange.draw(draws, p);
      result = AffineMaps.recolour(
          result, Arrays.stream(changes).map(ColourChange::matrix).toArray(Homogeneous[]::new));
    }
    return groups.contains(Group.CORRUPTION) ? Corruption.draw(result, draws, p, rng) : result;
  }

  private Homogeneous[] places(Tensor images, Draws draws, double p) {
    long height = images.size(2);
    long width = images.size(3);
    Homogeneous[] maps = new Homogeneous[draws.count()];
    Arrays.fill(maps, Homogeneous.identity(2));
    if (groups.contains(Group.BLIT)) {
      Blit[] blits = Blit.draw(draws, p);
      Arrays.setAll(maps, n -> maps[n].then(blits[n].matrix(width, height)));
    }
    if (groups.contains(Group.GEOMETRIC)) {
      Geometry[] geometries = Geometry.draw(draws, p);
      Arrays.setAll(maps, n -> maps[n].then(geometries[n].matrix(width, height)));
    }
    return maps;
  }
}
