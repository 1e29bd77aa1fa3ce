package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

class CifarSetTest {
  @TempDir
  Path folder;

  /** Records whose red, green and blue planes are 10, 20 and 30. */
  static byte[] records(int labelBytes, int... labels) {
    int record = labelBytes + 3072;
    byte[] file = new byte[record * labels.length];
    for (int i = 0; i < labels.length; i++) {
      int start = i * record + labelBytes;
      file[start - 1] = (byte) labels[i];
      for (int c = 0; c < 3; c++) {
        Arrays.fill(file, start + c * 1024, start + (c + 1) * 1024, (byte) (10 * (c + 1)));
      }
    }
    return file;
  }

  private Dataset open() {
    return DataSource.open(folder.toString(), DataOptions.defaults(), ProgressListener.NONE);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(parts)
        .hasLineCount(1);
  }

  @Test
  void batchesAreReadInOrderWhateverTheirLength() throws IOException {
    Files.write(folder.resolve("data_batch_2.bin"), records(1, 7));
    Files.write(folder.resolve("data_batch_1.bin"), records(1, 3, 9));
    Files.write(folder.resolve("test_batch.bin"), records(1, 0, 1, 2, 3));
    Dataset train = open();
    assertThat(train.size()).isEqualTo(3);
    assertThat(new int[] {train.label(0), train.label(1), train.label(2)}).containsExactly(3, 9, 7);
    float[] pixels = new float[3072];
    train.read(1, false, pixels, 0);
    assertThat(pixels[1024]).isEqualTo(20 / 127.5f - 1f);
    Dataset test = DataSource.open(
        folder.toString(), DataOptions.defaults().withTestSplit(true), ProgressListener.NONE);
    assertThat(test.size()).isEqualTo(4);
  }

  @Test
  void cifar100TakesTheFineLabels() throws IOException {
    Files.write(folder.resolve("train.bin"), records(2, 99, 42));
    Dataset train = open();
    assertThat(train.classNames()).hasSize(100);
    assertThat(train.label(0)).isEqualTo(99);
  }

  @Test
  void greyIsTheLuma() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), records(1, 3, 9));
    Dataset grey = DataSource.open(
        folder.toString(), DataOptions.defaults().withChannels(1), ProgressListener.NONE);
    float[] pixels = new float[1024];
    grey.read(0, false, pixels, 0);
    // 0.299·10 + 0.587·20 + 0.114·30 = 18.15
    assertThat(pixels).containsOnly(18 / 127.5f - 1f);
  }

  @Test
  void aTruncatedRecordIsRefused() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), Arrays.copyOf(records(1, 1, 2), 6000));
    assertRefused("data_batch_1.bin: truncated", "6000 bytes", "3073 bytes");
  }

  @Test
  void aLabelOutOfRangeIsRefused() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), records(1, 1, 10));
    assertRefused("data_batch_1.bin: label 10 in record 2, expected 0..9");
  }

  @Test
  void aMissingSplitIsNamed() throws IOException {
    Files.write(folder.resolve("test_batch.bin"), records(1, 1, 2));
    assertRefused("has no training files");
  }

  @Test
  void theSharedPartOfCifar10HasItsClasses() {
    Path cifar = SharedData.require("cifar10/cifar-10-batches-bin");
    Dataset train =
        DataSource.open(cifar.toString(), DataOptions.defaults(), ProgressListener.NONE);
    assertThat(train.size()).isEqualTo(7728);
    assertThat(train.classNames()).startsWith("airplane", "automobile").endsWith("ship", "truck");
    // The first training image is the well-known frog.
    assertThat(train.label(0)).isEqualTo(6);
  }
}
