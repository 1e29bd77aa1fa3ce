package org.zeuxis.metric;

import java.util.Arrays;
import java.util.Random;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Patches of 7×7 pixels of one level of the pyramid of many images. Each channel counts by its
 * distance from the mean of the whole set, in units of its deviation; that is applied to the
 * directions instead of the patches, so that there is one copy of these.
 *
 * @param values the patches as they are, float32 {@code [P,C·49]}
 * @param mean of each channel over all patches
 * @param deviation of each channel over all patches, with P·49
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, lives for one level
record PatchDescriptors(Tensor values, double[] mean, double[] deviation) {
  /** Pixels, ProGAN (arXiv:1710.10196), section 5. */
  static final int SIDE = 7;

  static final int PER_IMAGE = 128;
  private static final int AREA = SIDE * SIDE;
  private static final int IMAGES_AT_ONCE = 64;

  /**
   * What patches are cut from: a level of some images of a set, {@code real} or {@code generated}.
   */
  record Source(String whose, ImageBatches images, int[] chosen, int level, int levels) {}

  /**
   * Cuts 128 patches from each image, at places that the seed determines: the k-th image of any set
   * of the same size is cut at the same places. In the caller's scope.
   */
  static PatchDescriptors of(Source source, long seed) {
    int channels = Math.toIntExact(source.images.shape()[0]);
    int width = channels * AREA;
    int images = source.chosen.length;
    Random random = new Random(seed + source.level);
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    Tensor values = Tensor.empty(DType.FLOAT32, (long) images * PER_IMAGE, width);
    for (int at = 0; at < images; at += IMAGES_AT_ONCE) {
      int[] block = Arrays.copyOfRange(source.chosen, at, Math.min(images, at + IMAGES_AT_ONCE));
      try (Scope scope = new Scope()) {
        Tensor batch = source.images.read(block).to(DType.FLOAT32);
        ImageBatches.require(SlicedWasserstein.NAME, source.whose, batch, 1);
        Tensor level = LaplacianPyramid.level(batch, source.level, source.levels);
        float[] patches = cut(level, random);
        count(patches, sum, squares);
        long rows = (long) block.length * PER_IMAGE;
        values.narrow(0, (long) at * PER_IMAGE, rows).copyFrom(Tensor.of(patches, rows, width));
      }
    }
    double count = (double) images * PER_IMAGE * AREA;
    Arrays.setAll(sum, c -> sum[c] / count);
    Arrays.setAll(squares, c -> Math.sqrt(Math.max(0, squares[c] / count - sum[c] * sum[c])));
    return new PatchDescriptors(values, sum, squares);
  }

  private static float[] cut(Tensor level, Random random) {
    int channels = (int) level.size(1);
    int height = (int) level.size(2);
    int width = (int) level.size(3);
    float[] pixels = level.toFloats();
    float[] patches = new float[(int) level.size(0) * PER_IMAGE * channels * AREA];
    int to = 0;
    for (int patch = 0; patch < level.size(0) * PER_IMAGE; patch++) {
      int image = patch / PER_IMAGE;
      int top = random.nextInt(height - SIDE + 1);
      int left = random.nextInt(width - SIDE + 1);
      for (int row = 0; row < channels * SIDE; row++) {
        int plane = image * channels + row / SIDE;
        int from = (plane * height + top + row % SIDE) * width + left;
        System.arraycopy(pixels, from, patches, to, SIDE);
        to += SIDE;
      }
    }
    return patches;
  }

  private static void count(float[] patches, double[] sum, double[] squares) {
    for (int i = 0; i < patches.length; i++) {
      int channel = i / AREA % sum.length;
      sum[channel] += patches[i];
      squares[channel] += (double) patches[i] * patches[i];
    }
  }

  /**
   * The normalised patches along some directions. A channel that is the same everywhere counts for
   * nothing.
   *
   * @param directions float32 {@code [k,C·49]}
   * @return {@code [k·P]}, direction by direction
   */
  float[] along(Tensor directions) {
    try (Scope scope = new Scope()) {
      float[] scaled = directions.toFloats();
      int width = (int) directions.size(1);
      float[] offset = new float[(int) directions.size(0)];
      for (int i = 0; i < scaled.length; i++) {
        int channel = i % width / AREA;
        scaled[i] = deviation[channel] > 0 ? (float) (scaled[i] / deviation[channel]) : 0;
        offset[i / width] -= (float) (scaled[i] * mean[channel]);
      }
      Tensor weight = Tensor.of(scaled, directions.shape());
      Tensor bias = Tensor.of(offset, offset.length);
      return Functional.linear(values, weight, bias).transpose(0, 1).toFloats();
    }
  }
}
