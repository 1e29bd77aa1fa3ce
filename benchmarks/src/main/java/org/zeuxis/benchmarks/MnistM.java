package org.zeuxis.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;

/**
 * Makes a set like MNIST-M (Ganin et al. 2016, arXiv:1505.07818, section 5.2.4): MNIST's digits
 * over photographs, {@code |patch - digit|} in each colour. The paper takes patches of BSDS500,
 * which may not be passed on; any photographs will do.
 */
public final class MnistM {
  private static final int SIDE = 28;
  private static final int COUNT = 10_000;
  private static final long SEED = 1;

  private final List<BufferedImage> photos;
  private final Random random = new Random(SEED);

  private MnistM(List<BufferedImage> photos) {
    this.photos = photos;
  }

  /**
   * Runs it.
   *
   * @param args a folder of photographs (PNG, JPEG, or zip archives of them); the folder to make,
   *     with {@code train} and {@code test}, and a folder for each class in both; how many images
   *     each is to have at most (10000)
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("expected: PHOTOS OUT [COUNT]");
      System.exit(2);
    }
    MnistM maker = new MnistM(photos(Path.of(args[0])));
    int count = args.length > 2 ? Integer.parseInt(args[2]) : COUNT;
    Path out = Path.of(args[1]);
    for (boolean test : new boolean[] {false, true}) {
      DataOptions options = DataOptions.defaults().withTestSplit(test);
      Dataset digits = DataSource.open("mnist", options, ProgressListener.NONE);
      maker.make(digits, Math.min(count, digits.size()), out.resolve(test ? "test" : "train"));
    }
    System.out.println(out + ": from " + maker.photos.size() + " photographs");
  }

  private void make(Dataset digits, int count, Path folder) throws IOException {
    float[] digit = new float[SIDE * SIDE];
    for (int i = 0; i < count; i++) {
      digits.read(i, false, digit, 0);
      Path file = folder
          .resolve(digits.classNames().get(digits.label(i)))
          .resolve(String.format(Locale.ROOT, "%05d.png", i));
      Files.createDirectories(file.getParent());
      ImageIO.write(blended(digit, patch()), "png", file.toFile());
    }
  }

  /** A square of a photograph, each place of each photograph as likely as its others. */
  private BufferedImage patch() {
    BufferedImage photo = photos.get(random.nextInt(photos.size()));
    int x = random.nextInt(photo.getWidth() - SIDE + 1);
    int y = random.nextInt(photo.getHeight() - SIDE + 1);
    return photo.getSubimage(x, y, SIDE, SIDE);
  }

  /**
   * The absolute difference.
   *
   * @param digit values in [-1,1]
   */
  private static BufferedImage blended(float[] digit, BufferedImage patch) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int ink = Math.round((digit[y * SIDE + x] + 1) * 127.5f);
        int background = colour(patch, x, y);
        int rgb = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
          rgb |= Math.abs((background >> shift & 0xff) - ink) << shift;
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  /** As it is stored: {@code getRGB} takes grey for linear light, and makes it lighter. */
  private static int colour(BufferedImage patch, int x, int y) {
    return patch.getType() == BufferedImage.TYPE_BYTE_GRAY
        ? 0x010101 * patch.getRaster().getSample(x, y, 0)
        : patch.getRGB(x, y);
  }

  /** All photographs of a folder, by their paths. */
  private static List<BufferedImage> photos(Path folder) throws IOException {
    List<BufferedImage> photos = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.sorted().toList()) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(png|jpe?g)")) {
          add(photos, ImageIO.read(path.toFile()));
        } else if (name.endsWith(".zip")) {
          addAll(photos, path);
        }
      }
    }
    if (photos.isEmpty()) {
      throw new IOException(folder + ": no PNG or JPEG of at least " + SIDE + " pixels a side");
    }
    return photos;
  }

  private static void addAll(List<BufferedImage> photos, Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        add(photos, entry.isDirectory() ? null : ImageIO.read(zip));
      }
    }
  }

  private static void add(List<BufferedImage> photos, BufferedImage photo) {
    if (photo != null && Math.min(photo.getWidth(), photo.getHeight()) >= SIDE) {
      photos.add(photo);
    }
  }
}
