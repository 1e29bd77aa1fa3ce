package org.zeuxis.data;

import java.nio.file.Path;
import java.util.Objects;
import org.zeuxis.InvalidInputException;

/**
 * How a data set is to be opened.
 *
 * @param size side of the square images in pixels, 8..128; 0 takes what the data ask for (their own
 *     side where all images are one square of 8..128 pixels, else 64)
 * @param channels 1 (grey) or 3 (RGB); 0 takes what the data are
 * @param skipBad leaves bad image files out instead of failing on the first
 * @param mirror the base address that named sets are fetched from, {@code <mirror>/<file name>};
 *     empty is their public home
 * @param cache the directory that named sets are kept in
 * @param testSplit opens the held-out part of sets that have one
 * @param side which half of an image file is the image: {@code WHOLE} but for files of two images
 *     side by side
 * @param tiles cuts image files into squares of {@code size} pixels at their full resolution,
 *     instead of fitting each into one
 */
public record DataOptions(
    int size,
    int channels,
    boolean skipBad,
    String mirror,
    Path cache,
    boolean testSplit,
    Side side,
    boolean tiles) {
  /** Which half of an image file is the image. */
  public enum Side {
    WHOLE,
    LEFT,
    RIGHT
  }

  /** The smallest side of an image, in pixels. */
  public static final int MIN_SIZE = 8;

  /** The largest side of an image, in pixels. */
  public static final int MAX_SIZE = 128;

  private static final int SIZE_OF_MIXED_IMAGES = 64;

  public DataOptions {
    if (size != 0 && !isAllowed(size)) {
      throw new InvalidInputException("size " + size + ": expected " + MIN_SIZE + ".." + MAX_SIZE
          + " pixels, or 0 for what the data ask for");
    }
    if (channels != 0 && channels != 1 && channels != 3) {
      throw new InvalidInputException(
          "channels " + channels + ": expected 1 (grey), 3 (RGB), or 0 for what the data are");
    }
    Objects.requireNonNull(mirror, "mirror");
    Objects.requireNonNull(cache, "cache");
  }

  /**
   * The training part as it is, from its public home, cached in the user's cache directory; strict
   * about bad files.
   */
  public static DataOptions defaults() {
    return new DataOptions(0, 0, false, "", CacheDirectory.ofUser(), false, Side.WHOLE, false);
  }

  /** The same with another side of the images. */
  public DataOptions withSize(int newSize) {
    return new DataOptions(newSize, channels, skipBad, mirror, cache, testSplit, side, tiles);
  }

  /** The same with another number of channels. */
  public DataOptions withChannels(int newChannels) {
    return new DataOptions(size, newChannels, skipBad, mirror, cache, testSplit, side, tiles);
  }

  /** The same, leaving bad images out or not. */
  public DataOptions withSkipBad(boolean newSkipBad) {
    return new DataOptions(size, channels, newSkipBad, mirror, cache, testSplit, side, tiles);
  }

  /** The same, fetching the files from another address. */
  public DataOptions withMirror(String newMirror) {
    return new DataOptions(size, channels, skipBad, newMirror, cache, testSplit, side, tiles);
  }

  /** The same with another cache directory. */
  public DataOptions withCache(Path newCache) {
    return new DataOptions(size, channels, skipBad, mirror, newCache, testSplit, side, tiles);
  }

  /** The same for the held-out part, or for the training part. */
  public DataOptions withTestSplit(boolean newTestSplit) {
    return new DataOptions(size, channels, skipBad, mirror, cache, newTestSplit, side, tiles);
  }

  /** The same for files of two images side by side. */
  public DataOptions withSide(Side newSide) {
    return new DataOptions(size, channels, skipBad, mirror, cache, testSplit, newSide, tiles);
  }

  /** The same, cutting files into squares or not. */
  public DataOptions withTiles(boolean newTiles) {
    return new DataOptions(size, channels, skipBad, mirror, cache, testSplit, side, newTiles);
  }

  /**
   * The form that every image is brought to.
   *
   * @param ownChannels 1 where all images are grey, else 3
   * @param ownSide the side that all images share, 0 where they differ or are not square
   */
  ImageForm form(int ownChannels, int ownSide) {
    int side = size != 0 ? size : isAllowed(ownSide) ? ownSide : SIZE_OF_MIXED_IMAGES;
    return new ImageForm(channels != 0 ? channels : ownChannels, side);
  }

  private static boolean isAllowed(int side) {
    return side >= MIN_SIZE && side <= MAX_SIZE;
  }
}
