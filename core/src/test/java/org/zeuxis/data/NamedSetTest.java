package org.zeuxis.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;

@Timeout(30)
class NamedSetTest {
  private static final String IMAGES = "train-images-idx3-ubyte.gz";
  private static final String LABELS = "train-labels-idx1-ubyte.gz";

  @TempDir
  Path cache;

  private FileServer server;
  private byte[] images;
  private byte[] labels;
  private NamedSet set;

  @BeforeEach
  void serveTwoFiles() throws IOException {
    server = new FileServer();
    images = IdxSetTest.gzip(noise());
    labels = IdxSetTest.gzip(IdxSetTest.labels(1, 0, 1, 0));
    server.files.put(IMAGES, images);
    server.files.put(LABELS, labels);
    List<RemoteFile> files = List.of(
        new RemoteFile(IMAGES, sha256(images), ""), new RemoteFile(LABELS, sha256(labels), ""));
    set = new NamedSet("mini", "http://nowhere.invalid/", files, List.of(), List.of("no", "yes"));
  }

  /** Four images that do not compress, so that the file is about 10 kB. */
  private static byte[] noise() {
    byte[] idx = IdxSetTest.images(4, 50);
    for (int i = 16; i < idx.length; i++) {
      idx[i] = (byte) SplitMix.bits(7, i);
    }
    return idx;
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String sha256(byte[] bytes) {
    MessageDigest digest = Fingerprint.sha256();
    return HexFormat.of().formatHex(digest.digest(bytes));
  }

  private DataOptions options() {
    return DataOptions.defaults().withCache(cache).withMirror(server.address());
  }

  private ImageSet open() {
    return set.open(options(), ProgressListener.NONE);
  }

  private Path part() {
    return cache.resolve("mini").resolve(IMAGES + ".part");
  }

  private void writePart(byte[] bytes) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), bytes);
  }

  @Test
  void filesAreFetchedOnceWithProgress() {
    List<String> heard = new ArrayList<>();
    ImageSet first =
        set.open(options(), (task, done, total) -> heard.add(task + " " + done + " of " + total));
    assertThat(first.size()).isEqualTo(4);
    assertThat(first.name()).isEqualTo("mini");
    assertThat(first.classNames()).containsExactly("no", "yes");
    assertThat(heard).contains("fetching " + IMAGES + " " + images.length + " of " + images.length);
    assertThat(open().fingerprint()).isEqualTo(first.fingerprint());
    assertThat(server.requests).containsExactly(IMAGES, LABELS);
    assertThat(cache.resolve("mini"))
        .isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
  }

  @Test
  void aConnectionThatBreaksOffIsTakenUpWhereItEnded() {
    server.cutAfter = 5000;
    assertThat(open().size()).isEqualTo(4);
    assertThat(server.requests).containsExactly(IMAGES, IMAGES + "@5000", LABELS);
  }

  @Test
  void aPartOfAnEarlierRunIsGoneOnWith() throws IOException {
    writePart(Arrays.copyOf(images, 3000));
    assertThat(open().size()).isEqualTo(4);
    assertThat(server.requests).containsExactly(IMAGES + "@3000", LABELS);
  }

  @Test
  void aCompletePartIsNotFetchedAgain() throws IOException {
    writePart(images);
    assertThat(open().size()).isEqualTo(4);
    assertThat(server.requests).containsExactly(LABELS);
  }

  @Test
  void aServerWithoutRangesStartsOver() throws IOException {
    server.knowsRanges = false;
    writePart(Arrays.copyOf(images, 3000));
    assertThat(open().size()).isEqualTo(4);
    assertThat(server.requests).containsExactly(IMAGES + "@3000", LABELS);
  }

  @Test
  void aPartLongerThanTheFileStartsOver() throws IOException {
    writePart(new byte[images.length + 10]);
    assertThat(open().size()).isEqualTo(4);
    assertThat(server.requests)
        .containsExactly(IMAGES + "@" + (images.length + 10), IMAGES, LABELS);
  }

  @Test
  void anotherChecksumIsRefusedAndNothingIsKept() {
    byte[] other = images.clone();
    other[images.length / 2] ^= 1;
    server.files.put(IMAGES, other);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(IMAGES, "SHA-256 is " + sha256(other), "expected " + sha256(images))
        .hasLineCount(1);
    assertThat(cache.resolve("mini")).isEmptyDirectory();
  }

  @Test
  void aMirrorMayCompressAnew() throws IOException {
    byte[] content;
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(images))) {
      content = in.readAllBytes();
    }
    RemoteFile published = new RemoteFile(IMAGES, "0".repeat(64), sha256(content));
    NamedSet recompressed = new NamedSet("mini", "", List.of(published), List.of(), List.of());
    assertThat(recompressed.open(options(), ProgressListener.NONE).size()).isEqualTo(4);
  }

  @Test
  void aMissingFileIsNamed() {
    server.files.remove(LABELS);
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains(server.address() + "/" + LABELS, "the server answered 404 Not Found")
        .hasLineCount(1);
    assertThat(cache.resolve("mini")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aServerThatIsNotThereIsNamed() {
    server.close();
    assertThatThrownBy(this::open)
        .isInstanceOf(InvalidInputException.class)
        .message()
        .contains("cannot fetch " + server.address(), "name a mirror", "put the file into")
        .hasLineCount(1);
  }

  @Test
  void aMirrorMustBeAWebAddress() {
    assertThatThrownBy(() -> set.open(options().withMirror("/srv/mirror"), ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mirror '/srv/mirror': expected an address that begins with http:// or https://");
  }

  @Test
  void anArchiveIsUnpackedOnce() throws IOException {
    byte[] tar = IdxSetTest.gzip(tar(
        "cifar/data_batch_1.bin",
        CifarSetTest.records(1, 3, 4),
        "../../test_batch.bin",
        CifarSetTest.records(1, 5, 6)));
    server.files.put("cifar.tar.gz", tar);
    List<RemoteFile> archive = List.of(new RemoteFile("cifar.tar.gz", sha256(tar), ""));
    NamedSet cifar = new NamedSet("cifar", "", archive, archive, List.of());
    assertThat(cifar.open(options(), ProgressListener.NONE).label(1)).isEqualTo(4);
    DataOptions test = options().withTestSplit(true);
    assertThat(cifar.open(test, ProgressListener.NONE).label(1)).isEqualTo(6);
    assertThat(server.requests).containsExactly("cifar.tar.gz");
    assertThat(cache.resolve("cifar").resolve("cifar"))
        .isDirectoryContaining("glob:**test_batch.bin");
  }

  private static byte[] tar(String first, byte[] firstContent, String second, byte[] secondContent)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    entry(out, "folder/", '5', new byte[0]);
    entry(out, first, '0', firstContent);
    entry(out, second, '0', secondContent);
    out.write(new byte[1024]);
    return out.toByteArray();
  }

  private static void entry(ByteArrayOutputStream out, String name, char type, byte[] content)
      throws IOException {
    byte[] head = new byte[512];
    byte[] path = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(path, 0, head, 0, path.length);
    byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, head, 124, size.length);
    head[156] = (byte) type;
    out.write(head);
    out.write(content);
    out.write(new byte[(512 - content.length % 512) % 512]);
  }

  @Test
  void theSharedFilesAreThePublishedOnes() throws IOException {
    for (NamedSet known : List.of(NamedSet.MNIST, NamedSet.FASHION_MNIST)) {
      Path folder = SharedData.require(known.name());
      List<RemoteFile> files = new ArrayList<>(known.train());
      files.addAll(known.test());
      for (RemoteFile file : files) {
        assertThat(file.mismatch(folder.resolve(file.name()))).isEmpty();
      }
    }
  }
}
