package org.zeuxis.export;

import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures as a film: an animated GIF that loops for ever.
 *
 * <p>Every frame has a palette of its own. One of up to 256 colours, as every grey one is, comes
 * out as it went in; of others the 256 colours are chosen that suit it.
 */
public final class Animation {
  /** GIF counts hundredths of a second in 16 bits. */
  private static final int UNIT_MILLIS = 10;

  private static final int MOST_UNITS = 0xffff;

  /** The looping extension (Netscape Navigator 2.0): sub-block 1, repeat 0 = without end. */
  private static final byte[] FOR_EVER = {1, 0, 0};

  private Animation() {}

  /**
   * Writes a GIF file: whole or not at all, over what is there. Frames are taken one at a time, so
   * that they need not all be in memory.
   *
   * @param frames at least one, all of the same size
   * @param delayMillis how long a frame stands, 10 to 655350; rounded to a hundredth of a second
   * @throws IllegalArgumentException for no frames, frames of several sizes, another delay
   * @throws IOException if the disk is full, the directory is missing …
   */
  public static void write(Path file, Iterable<BufferedImage> frames, int delayMillis)
      throws IOException {
    if (delayMillis < UNIT_MILLIS || delayMillis > MOST_UNITS * UNIT_MILLIS) {
      throw new IllegalArgumentException("delayMillis must be " + UNIT_MILLIS + " to "
          + MOST_UNITS * UNIT_MILLIS + ", got " + delayMillis);
    }
    Iterator<BufferedImage> remaining = frames.iterator();
    if (!remaining.hasNext()) {
      throw new IllegalArgumentException("Animation.write: expected at least one frame, got none");
    }
    int units = (delayMillis + UNIT_MILLIS / 2) / UNIT_MILLIS;
    AtomicFile.write(file, channel -> write(channel, remaining, units));
  }

  private static void write(FileChannel channel, Iterator<BufferedImage> frames, int units)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (BufferedOutputStream bytes = new BufferedOutputStream(Channels.newOutputStream(channel));
        MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      BufferedImage first = frames.next();
      writeFrame(writer, first, units, true);
      for (int i = 1; frames.hasNext(); i++) {
        BufferedImage frame = frames.next();
        requireSize(first, frame, i);
        writeFrame(writer, frame, units, false);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
  }

  private static void requireSize(BufferedImage first, BufferedImage frame, int i) {
    if (frame.getWidth() != first.getWidth() || frame.getHeight() != first.getHeight()) {
      throw new IllegalArgumentException("Animation.write: frame " + i + " is " + frame.getWidth()
          + "x" + frame.getHeight() + ", expected " + first.getWidth() + "x" + first.getHeight()
          + " as the first");
    }
  }

  private static void writeFrame(ImageWriter writer, BufferedImage frame, int units, boolean first)
      throws IOException {
    BufferedImage image = Palette.reduce(frame);
    ImageWriteParam plain = writer.getDefaultWriteParam();
    plain.setProgressiveMode(ImageWriteParam.MODE_DISABLED);
    // Not createFromRenderedImage: for an indexed image it gives Java's own palette, not the
    // image's.
    ImageTypeSpecifier type = new ImageTypeSpecifier(image.getColorModel(), image.getSampleModel());
    IIOMetadata metadata = writer.getDefaultImageMetadata(type, plain);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode control =
        (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("delayTime", Integer.toString(units));
    if (first) {
      root.appendChild(loop());
    }
    metadata.setFromTree(format, root);
    writer.writeToSequence(new IIOImage(image, null, metadata), plain);
  }

  private static IIOMetadataNode loop() {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(FOR_EVER.clone());
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    return extensions;
  }
}
