package org.zeuxis.app;

import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Data sets made on the spot, good and bad. */
final class TestData {
  private static final int IDX_IMAGES = 0x0803;
  private static final int IDX_LABELS = 0x0801;
  private static final int SIDE = 8;

  private TestData() {}

  /** Noise, so that cutting the file cuts pixels. */
  static BufferedImage noise(int type, int width, int height, long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(width, height, type);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt());
    }
    return image;
  }

  static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer of " + format);
    }
    return out.toByteArray();
  }

  static byte[] png(int side, long seed) throws IOException {
    return encode(noise(BufferedImage.TYPE_INT_RGB, side, side, seed), "png");
  }

  /** A folder of good images, beside each other. */
  static Path folder(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve("good" + i + ".png"), png(SIDE, i));
    }
    return folder;
  }

  /** The head of a PNG file that says it has so many pixels, and no more. */
  static byte[] pngHeader(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put("IHDR".getBytes(StandardCharsets.US_ASCII)).putInt(width).putInt(height);
    chunk.put(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(chunk.array());
    return ByteBuffer.allocate(33)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
        .putInt(13)
        .put(chunk.array())
        .putInt((int) crc.getValue())
        .array();
  }

  /** A JPEG of four inks, with the segment in which Adobe's programs say so. */
  static byte[] cmykJpeg(int side) throws IOException {
    WritableRaster inks = Raster.createWritableRaster(
        new BandedSampleModel(DataBuffer.TYPE_BYTE, side, side, 4), null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    byte[] jpeg = bytes.toByteArray();
    byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    return ByteBuffer.allocate(jpeg.length + adobe.length)
        .put(jpeg, 0, 2)
        .put(adobe)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A folder with IDX files as MNIST has them. */
  static Path idx(Path folder, int images, int labels) throws IOException {
    Files.createDirectories(folder);
    ByteBuffer pixels = ByteBuffer.allocate(16 + images * SIDE * SIDE);
    pixels.putInt(IDX_IMAGES).putInt(images).putInt(SIDE).putInt(SIDE);
    Files.write(folder.resolve("train-images-idx3-ubyte"), pixels.array());
    ByteBuffer classes = ByteBuffer.allocate(8 + labels);
    classes.putInt(IDX_LABELS).putInt(labels);
    for (int i = 0; i < labels; i++) {
      classes.put((byte) (i % 3));
    }
    Files.write(folder.resolve("train-labels-idx1-ubyte"), classes.array());
    return folder;
  }

  static void cut(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(all, all.length - bytes));
  }

  static void flip(Path file, int at) throws IOException {
    byte[] all = Files.readAllBytes(file);
    all[at] ^= 1;
    Files.write(file, all);
  }
}
