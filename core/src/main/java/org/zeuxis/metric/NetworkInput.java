package org.zeuxis.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.NearestName;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * What images are made into before they are fed to somebody else's network.
 *
 * @param size side in pixels that they are resized to, 0 leaves them as they are
 * @param range of the values, null where nothing was said about it
 * @param channels 1 or 3; 0 takes what the images have, or three where the network wants them
 */
public record NetworkInput(int size, Range range, int channels) {
  static final String NO_RESIZER = "none";

  /** Nothing said. */
  public static final NetworkInput AS_IT_IS = new NetworkInput(0, null, 0);

  private static final List<String> KEYS = List.of("size", "input", "channels");

  /** Rec. ITU-R BT.601: what red, green and blue count in grey. */
  private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

  /** The values that a network is fed with. */
  public enum Range {
    /** Floats in [-1,1]. */
    UNIT,
    /** Floats in [0,1]. */
    ZERO_ONE,
    /** Bytes 0..255, rounded as NVIDIA's metrics do it: ⌊127.5 x + 128⌋. */
    UINT8;

    Tensor of(Tensor images) {
      return switch (this) {
        case UNIT -> images;
        case ZERO_ONE -> images.plus(1).dividedBy(2);
        case UINT8 -> images.times(127.5).plus(128).clamp(0, 255).to(DType.UINT8);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public NetworkInput {
    if (size != 0 && (size < 8 || size > 1024)) {
      throw new InvalidInputException("size=" + size + ": expected 8..1024 pixels");
    }
    if (channels != 0 && channels != 1 && channels != 3) {
      throw new InvalidInputException("channels=" + channels + ": expected 1 or 3");
    }
  }

  /**
   * Reads {@code size=299}, {@code input=uint8|unit|zero-one} and {@code channels=3}, in any order.
   *
   * @param spec the whole, named in messages
   * @throws InvalidInputException if one is unknown, given twice or makes no sense
   */
  static NetworkInput parse(String spec, List<String> options) {
    NetworkInput input = AS_IT_IS;
    List<String> seen = new ArrayList<>();
    for (String option : options) {
      String key = option.replaceAll("=.*", "").strip();
      String value = option.substring(option.indexOf('=') + 1).strip();
      if (!KEYS.contains(key) || !option.contains("=")) {
        throw new InvalidInputException(spec + ": unknown option '" + option + "'"
            + NearestName.to(key, KEYS)
                .map(near -> ", did you mean " + near + "=?")
                .orElse("")
            + "; expected size=PIXELS, input=uint8|unit|zero-one or channels=1|3");
      }
      if (seen.contains(key)) {
        throw new InvalidInputException(spec + ": " + key + " is given twice");
      }
      seen.add(key);
      try {
        input = input.with(key, value);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(spec + ": " + e.getMessage(), e);
      }
    }
    return input;
  }

  private NetworkInput with(String key, String value) {
    return switch (key) {
      case "size" -> new NetworkInput(number(key, value), range, channels);
      case "channels" -> new NetworkInput(size, range, number(key, value));
      default -> new NetworkInput(size, range(value), channels);
    };
  }

  private static int number(String key, String value) {
    if (!value.matches("\\d{1,6}") || Integer.parseInt(value) == 0) {
      throw new InvalidInputException(key + "=" + value + ": expected a whole number above 0");
    }
    return Integer.parseInt(value);
  }

  private static Range range(String value) {
    return Arrays.stream(Range.values())
        .filter(range -> range.toString().equals(value))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(
            "input=" + value + ": expected uint8, unit (-1..1) or zero-one (0..1)"));
  }

  NetworkInput withSize(int newSize) {
    return new NetworkInput(newSize, range, channels);
  }

  NetworkInput withChannels(int newChannels) {
    return new NetworkInput(size, range, newChannels);
  }

  NetworkInput withRange(Range newRange) {
    return new NetworkInput(size, newRange, channels);
  }

  /** The same, where nothing was said about the range. */
  NetworkInput orRange(Range usual) {
    return range == null ? withRange(usual) : this;
  }

  /** The same with the rest filled in: bytes in three channels, or [-1,1] as the images are. */
  NetworkInput orUsual(boolean bytes) {
    NetworkInput known = orRange(bytes ? Range.UINT8 : Range.UNIT);
    return bytes && channels == 0 ? known.withChannels(3) : known;
  }

  /** What a protocol says about the size. */
  String resizer() {
    return size == 0 ? NO_RESIZER : "bilinear, antialiased, to " + size + "x" + size;
  }

  /**
   * Brings images to this form: channels, then size, then range.
   *
   * @param images {@code [N,C,H,W]} in [-1,1], C 1 or 3
   * @return {@code [N,channels,size,size]} in the caller's scope, perhaps the images themselves
   */
  Tensor prepare(Tensor images) {
    Tensor x = withChannels(images);
    if (size != 0 && (x.size(2) != size || x.size(3) != size)) {
      x = Functional.resizeBilinear(x, size, size);
    }
    return (range == null ? Range.UNIT : range).of(x).contiguous();
  }

  /** As {@link #prepare}, but bytes stay what they would be rounded of. */
  Tensor prepareUnrounded(Tensor images) {
    return range == Range.UINT8
        ? withRange(Range.UNIT).prepare(images).plus(1).times(127.5)
        : prepare(images);
  }

  private Tensor withChannels(Tensor images) {
    long own = images.size(1);
    if (channels == 0 || own == channels) {
      return images;
    }
    if (own == 1) {
      return images.expand(images.size(0), channels, images.size(2), images.size(3));
    }
    return images.times(Tensor.of(LUMA, 1, 3, 1, 1).to(images.device())).sum(1).unsqueeze(1);
  }
}
