package org.zeuxis.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BandedSampleModel;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Image files made on the spot. */
final class TestImages {
  private TestImages() {}

  static BufferedImage plain(int type, int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D g = image.createGraphics();
    g.setBackground(colour);
    g.clearRect(0, 0, width, height);
    g.dispose();
    return image;
  }

  static byte[] encode(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer of " + format);
    }
    return out.toByteArray();
  }

  static byte[] png(int width, int height, Color colour) throws IOException {
    return encode(plain(BufferedImage.TYPE_INT_RGB, width, height, colour), "png");
  }

  static byte[] greyPng(int side, int value) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return encode(image, "png");
  }

  static byte[] grey16Png(int side, int value) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_USHORT_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.getRaster().setSample(x, y, 0, value);
      }
    }
    return encode(image, "png");
  }

  /** Noise, so that cutting the file cuts pixels. */
  static byte[] noise(int side, String format) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < side * side; i++) {
      image.setRGB(i % side, i / side, (int) SplitMix.bits(1, i));
    }
    return encode(image, format);
  }

  /**
   * A JPEG of four inks, stored as Adobe programs do: inverted, with an APP14 segment that says
   * CMYK.
   */
  static byte[] cmykJpeg(int side, int... inks) throws IOException {
    WritableRaster raster = Raster.createWritableRaster(
        new BandedSampleModel(DataBuffer.TYPE_BYTE, side, side, 4), null);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int band = 0; band < 4; band++) {
          raster.setSample(x, y, band, 255 - inks[band]);
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } finally {
      writer.dispose();
    }
    return withSegment(bytes.toByteArray(), adobeCmyk());
  }

  private static byte[] adobeCmyk() {
    return ByteBuffer.allocate(16)
        .put(new byte[] {
          (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
        })
        .array();
  }

  /** A JPEG with an EXIF segment that holds nothing but the orientation. */
  static byte[] oriented(byte[] jpeg, int orientation) {
    ByteBuffer segment = ByteBuffer.allocate(36);
    segment
        .putShort((short) 0xffe1)
        .putShort((short) 34)
        .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    segment.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
    segment.putShort((short) 1); // one entry: tag, SHORT, one of them, value
    segment
        .putShort((short) 0x0112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0);
    segment.putInt(0);
    return withSegment(jpeg, segment.array());
  }

  private static byte[] withSegment(byte[] jpeg, byte[] segment) {
    return ByteBuffer.allocate(jpeg.length + segment.length)
        .put(jpeg, 0, 2)
        .put(segment)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /**
   * A lossless WebP file, all red: five prefix codes of one symbol each, so that the pixels take no
   * bits at all.
   */
  static byte[] redWebp(int side) {
    BitSet bits = new BitSet();
    int at = 0;
    long head = side - 1 | (long) (side - 1) << 14; // width, height, no alpha, version 0
    at = append(bits, at, head, 32);
    at = append(bits, at, 0, 3); // no transform, no colour cache, one set of codes
    at = append(bits, at, 0b0001, 4); // green 0
    at = append(bits, at, 255 << 3 | 0b101, 11); // red 255
    at = append(bits, at, 0b0001, 4); // blue 0
    at = append(bits, at, 255 << 3 | 0b101, 11); // alpha 255
    at = append(bits, at, 0b0001, 4); // distance 0
    byte[] stream = Arrays.copyOf(bits.toByteArray(), (at + 7) / 8);
    int chunk = 1 + stream.length;
    int padding = chunk % 2;
    ByteBuffer file = ByteBuffer.allocate(20 + chunk + padding).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + chunk + padding);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(chunk);
    return file.put((byte) 0x2f).put(stream).array();
  }

  private static int append(BitSet bits, int at, long value, int length) {
    for (int i = 0; i < length; i++) {
      bits.set(at + i, (value >> i & 1) == 1);
    }
    return at + length;
  }

  /** The head of a PNG file that says it has so many pixels. */
  static byte[] pngHeader(int width, int height) {
    ByteBuffer chunk = ByteBuffer.allocate(17);
    chunk.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(width).putInt(height).put(new byte[] {
      8, 2, 0, 0, 0
    });
    CRC32 crc = new CRC32();
    crc.update(chunk.array());
    return ByteBuffer.allocate(8 + 4 + 17 + 4 + 12)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
        .putInt(13)
        .put(chunk.array())
        .putInt((int) crc.getValue())
        .putInt(0)
        .put(new byte[] {'I', 'D', 'A', 'T'})
        .putInt(0x35af061e)
        .array();
  }
}
