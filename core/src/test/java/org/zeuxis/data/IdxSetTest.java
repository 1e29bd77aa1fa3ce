package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class IdxSetTest {
  @TempDir
  Path folder;

  static byte[] images(int count, int side) {
    ByteBuffer idx = ByteBuffer.allocate(16 + count * side * side);
    idx.putInt(0x803).putInt(count).putInt(side).putInt(side);
    for (int i = 0; idx.hasRemaining(); i++) {
      idx.put((byte) i);
    }
    return idx.array();
  }

  static byte[] labels(int... labels) {
    ByteBuffer idx = ByteBuffer.allocate(8 + labels.length);
    idx.putInt(0x801).putInt(labels.length);
    for (int label : labels) {
      idx.put((byte) label);
    }
    return idx.array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Dataset open(Path path) {
    return DataSource.open(path.toString(), DataOptions.defaults(), ProgressListener.NONE);
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatThrownBy(() -> open(path))
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .hasLineCount(1);
  }

  @Test
  void aFolderHoldsImagesAndLabelsOfBothSplits() throws IOException {
    write("train-images-idx3-ubyte", images(3, 8));
    write("train-labels-idx1-ubyte.gz", gzip(labels(2, 0, 2)));
    write("t10k-images-idx3-ubyte.gz", gzip(images(2, 8)));
    Dataset train = open(folder);
    assertThat(train.size()).isEqualTo(3);
    assertThat(train.sampleShape()).containsExactly(1, 8, 8);
    assertThat(train.classNames()).containsExactly("0", "1", "2");
    assertThat(train.label(2)).isEqualTo(2);
    float[] pixels = new float[64];
    train.read(1, false, pixels, 0);
    assertThat(pixels[3]).isEqualTo(67 / 127.5f - 1f);
    train.read(1, true, pixels, 0);
    assertThat(pixels[3]).isEqualTo((64 + 4) / 127.5f - 1f);
    Dataset test = DataSource.open(
        folder.toString(), DataOptions.defaults().withTestSplit(true), ProgressListener.NONE);
    assertThat(test.size()).isEqualTo(2);
    assertThat(test.classNames()).containsExactly("all");
  }

  @Test
  void oneFileOfImagesTakesTheLabelsBesideIt() throws IOException {
    Path images = write("mine-images-idx3-ubyte.gz", gzip(images(2, 8)));
    assertThat(open(images).classNames()).containsExactly("all");
    write("mine-labels-idx1-ubyte", labels(1, 0));
    assertThat(open(images).classNames()).containsExactly("0", "1");
  }

  @Test
  void sizeAndChannelsAreAsAskedFor() throws IOException {
    Path images = write("images-idx3-ubyte", images(2, 28));
    DataOptions options = DataOptions.defaults().withSize(32).withChannels(3);
    Dataset set = DataSource.open(images.toString(), options, ProgressListener.NONE);
    assertThat(set.sampleShape()).containsExactly(3, 32, 32);
  }

  @Test
  void truncatedImagesAreRefused() throws IOException {
    byte[] whole = images(5, 8);
    byte[] cut = Arrays.copyOf(whole, whole.length - 70);
    assertRefused(
        write("a-images-idx3-ubyte", cut), "a-images-idx3-ubyte", "truncated", "says 5 items");
    assertRefused(
        write("b-images-idx3-ubyte.gz", gzip(cut)), "truncated", "says 5 items", "within item 4");
    byte[] gzip = gzip(whole);
    assertRefused(
        write("c-images-idx3-ubyte.gz", Arrays.copyOf(gzip, gzip.length / 2)), "truncated");
    assertRefused(write("d-images-idx3-ubyte", new byte[3]), "truncated", "expected an IDX file");
  }

  @Test
  void aCountThatNoFileOfThisLengthCanHoldCostsNoMemory() throws IOException {
    byte[] forged = images(1, 8);
    ByteBuffer.wrap(forged).putInt(4, Integer.MAX_VALUE);
    assertRefused(write("images-idx3-ubyte", forged), "truncated", "2147483647");
  }

  @Test
  void anotherMagicNumberIsRefused() throws IOException {
    write("train-images-idx3-ubyte", labels(1, 2, 3));
    assertRefused(
        folder, "train-images-idx3-ubyte", "0x00000801", "expected 0x00000803 (IDX images)");
  }

  @Test
  void labelsOfAnotherLengthAreRefused() throws IOException {
    write("train-images-idx3-ubyte", images(3, 8));
    write("train-labels-idx1-ubyte", labels(1, 2));
    assertRefused(folder, "train-labels-idx1-ubyte: 2 labels, expected 3");
  }

  @Test
  void oneImageIsNoSet() throws IOException {
    assertRefused(write("images-idx3-ubyte", images(1, 8)), "1 image, expected at least 2");
  }

  @Test
  void mnistIsWhatWasPublished() {
    Dataset mnist = open(SharedData.require("mnist"));
    DataSummary summary = DataSummary.of(mnist, ProgressListener.NONE);
    assertThat(summary.classes())
        .extracting(DataSummary.ClassCount::count)
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    // The constants that everybody normalises MNIST with.
    assertThat(summary.mean().get(0)).isCloseTo(0.1307, within(5e-5));
    assertThat(summary.deviation().get(0)).isCloseTo(0.3081, within(5e-5));
  }

  @Test
  void uspsKeepsItsOwnSize() {
    Dataset usps = open(SharedData.require("usps"));
    assertThat(usps.size()).isEqualTo(7291);
    assertThat(usps.sampleShape()).containsExactly(1, 16, 16);
  }
}
