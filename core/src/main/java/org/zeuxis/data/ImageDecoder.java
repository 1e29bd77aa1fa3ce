package org.zeuxis.data;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.zeuxis.engine.Tensor;

/**
 * One PNG, JPEG, GIF, BMP or WebP file, known by its content and not by its name: first its header,
 * which costs no memory however large the image says it is, then its pixels.
 *
 * <p>What cannot be decoded is a {@link BadImageException}.
 */
final class ImageDecoder {
  private static final long MOST_PIXELS = 100_000_000;

  /** Above this, every k-th pixel is decoded, so that decoding stays within some 64 MB. */
  private static final long MOST_PIXELS_AT_ONCE = 16_000_000;

  /**
   * What the head of a file says.
   *
   * @param format {@code PNG}, {@code JPEG} …
   * @param grey whether the pixels have no colour by their type (a palette of greys counts)
   */
  record Header(String format, int width, int height, boolean grey) {
    /** The side of a square image, 0 of any other. */
    int squareSide() {
      return width == height ? width : 0;
    }
  }

  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private ImageDecoder() {}

  static Header header(byte[] file) throws BadImageException {
    return with(file, ImageDecoder::header);
  }

  /** The largest centred square, over white, brought to a form, upright. */
  static byte[] decode(byte[] file, ImageForm form) throws BadImageException {
    Picture picture = with(file, reader -> {
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      ImageReadParam param = reader.getDefaultReadParam();
      if ((long) width * height > MOST_PIXELS_AT_ONCE) {
        int side = Math.min(width, height);
        param.setSourceRegion(new Rectangle((width - side) / 2, (height - side) / 2, side, side));
        int step = Math.max(1, side / (4 * form.side()));
        param.setSourceSubsampling(step, step, step / 2, step / 2);
      }
      BufferedImage image = reader.read(0, param);
      return PixelReader.read(image);
    });
    return upright(file, picture, form);
  }

  /** A part of a file's picture, or its largest centred square, brought to a form and upright. */
  static byte[] upright(byte[] file, Picture part, ImageForm form) {
    Picture fitted = new Picture(form.channels(), form.side(), form.side(), form.fit(part));
    return Orientation.of(file).upright(fitted).planes();
  }

  /** All of it, over white, as it is stored. */
  static Picture picture(byte[] file) throws BadImageException {
    return with(file, reader -> PixelReader.read(reader.read(0)));
  }

  /** All of it, at its own size, upright, with its transparency. */
  static ImageInput.Photo photo(byte[] file) throws BadImageException {
    return with(file, reader -> {
      BufferedImage image = reader.read(0);
      Orientation held = Orientation.of(file);
      Tensor alpha = null;
      if (image.getColorModel().hasAlpha()) {
        alpha = tensor(held.upright(PixelReader.alpha(image))).plus(1).times(0.5);
      }
      return new ImageInput.Photo(tensor(held.upright(PixelReader.read(image))), alpha);
    });
  }

  private static Tensor tensor(Picture picture) {
    float[] values = new float[picture.planes().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (picture.planes()[i] & 0xff) / 127.5f - 1f;
    }
    return Tensor.of(values, 1, picture.channels(), picture.height(), picture.width());
  }

  private static String reason(Throwable e) {
    if (e instanceof EOFException) {
      return "truncated";
    }
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse("");
    return e.getCause() == null || e instanceof BadImageException
        ? line
        : line + ": " + reason(e.getCause());
  }

  private static Header header(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
      throw new IOException(String.format(
          Locale.ROOT, "%d×%d pixels, expected at most %,d in all", width, height, MOST_PIXELS));
    }
    return new Header(
        reader.getFormatName().toUpperCase(Locale.ROOT), width, height, isGrey(reader));
  }

  private static boolean isGrey(ImageReader reader) throws IOException {
    ImageTypeSpecifier type = reader.getRawImageType(0);
    if (type == null) {
      Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
      type = types.hasNext() ? types.next() : null;
    }
    return type != null && PixelReader.isGrey(type.getColorModel());
  }

  private static <T> T with(byte[] file, Use<T> use) throws BadImageException {
    // The WebP reader reads ahead by a long, and takes the end of a small file for an error.
    byte[] bytes = isRiff(file) ? Arrays.copyOf(file, file.length + Long.BYTES) : file;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new BadImageException(unknown(file));
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener(new TruncationListener());
        header(reader);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // Readers answer a malformed file with all sorts of runtime exceptions too.
      throw new BadImageException(reason(e), e);
    }
  }

  private static boolean isRiff(byte[] file) {
    return file.length > 4 && file[0] == 'R' && file[1] == 'I' && file[2] == 'F' && file[3] == 'F';
  }

  private static String unknown(byte[] file) {
    if (file.length == 0) {
      return "is empty";
    }
    return "is no PNG, JPEG, GIF, BMP or WebP image (begins with the bytes "
        + HexFormat.ofDelimiter(" ").formatHex(file, 0, Math.min(8, file.length)) + ")";
  }
}
