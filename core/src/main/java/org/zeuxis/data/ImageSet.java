package org.zeuxis.data;

import java.util.List;
import org.zeuxis.InvalidInputException;

/** Images in memory, one unsigned byte a value, in CHW order. */
public final class ImageSet implements Dataset {
  /** {@code byte / 127.5 - 1}. */
  private static final float[] UNIT = new float[256];

  static {
    for (int i = 0; i < UNIT.length; i++) {
      UNIT[i] = i / 127.5f - 1f;
    }
  }

  private final String name;
  private final ImageForm form;
  private final PixelStore pixels;
  private final Labels labels;
  private final int size;
  private final Provenance provenance;
  private final List<String> names;
  private volatile String fingerprint;

  ImageSet(String name, ImageForm form, PixelStore pixels, Labels labels, Provenance provenance) {
    this(name, form, pixels, labels, provenance, List.of());
  }

  /**
   * A set.
   *
   * @param names of the images' files; empty where they are no files
   */
  ImageSet(
      String name,
      ImageForm form,
      PixelStore pixels,
      Labels labels,
      Provenance provenance,
      List<String> names) {
    this.name = name;
    this.form = form;
    this.pixels = pixels;
    this.labels = labels;
    this.size = labels.of().length;
    this.provenance = provenance;
    this.names = List.copyOf(names);
    if (size < 2) {
      throw new InvalidInputException(
          name + ": " + size + (size == 1 ? " image" : " images") + ", expected at least 2");
    }
  }

  /**
   * Square images from arrays, which are copied.
   *
   * @param channels 1 or 3
   * @param side in pixels
   * @param images one array of {@code channels * side * side} unsigned bytes in CHW order each, at
   *     least 2
   * @param labels class numbers, one an image
   */
  public static ImageSet of(
      String name,
      int channels,
      int side,
      List<byte[]> images,
      int[] labels,
      List<String> classNames) {
    ImageForm form = new ImageForm(channels, side);
    if (labels.length != images.size()) {
      throw new InvalidInputException(
          name + ": " + labels.length + " labels for " + images.size() + " images");
    }
    PixelStore pixels = PixelStore.allocate(name, images.size(), form);
    for (int i = 0; i < images.size(); i++) {
      if (images.get(i).length != form.bytes()) {
        throw new InvalidInputException(name + ": image " + i + " has " + images.get(i).length
            + " bytes, expected " + form + " = " + form.bytes());
      }
      pixels.put(i, images.get(i));
    }
    return new ImageSet(
        name, form, pixels, new Labels(classNames, labels.clone()), Provenance.NONE);
  }

  /** The same images, their classes under other names. */
  ImageSet withClassNames(List<String> classNames) {
    return new ImageSet(name, form, pixels, new Labels(classNames, labels.of()), provenance, names);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long[] sampleShape() {
    return form.shape();
  }

  @Override
  public List<String> classNames() {
    return labels.classNames();
  }

  @Override
  public int label(int index) {
    return labels.of()[index];
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public void read(int index, boolean flip, float[] out, int offset) {
    byte[] bytes = pixels.chunk(index);
    int from = pixels.offset(index);
    int length = form.bytes();
    if (!flip) {
      for (int i = 0; i < length; i++) {
        out[offset + i] = UNIT[bytes[from + i] & 0xff];
      }
      return;
    }
    int side = form.side();
    for (int row = 0; row < length; row += side) {
      for (int x = 0; x < side; x++) {
        out[offset + row + x] = UNIT[bytes[from + row + side - 1 - x] & 0xff];
      }
    }
  }

  @Override
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      Fingerprint print = new Fingerprint(sampleShape(), labels.of());
      for (int i = 0; i < size; i++) {
        addTo(print, i);
      }
      known = print.hex();
      fingerprint = known;
    }
    return known;
  }

  /** Adds the bytes of one image. */
  void addTo(Fingerprint print, int index) {
    print.add(pixels.chunk(index), pixels.offset(index), form.bytes());
  }
}
