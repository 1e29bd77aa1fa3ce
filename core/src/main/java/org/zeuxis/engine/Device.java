package org.zeuxis.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.global.torch;
import org.zeuxis.InvalidInputException;

/**
 * Where tensors live and are computed.
 *
 * @param cuda whether this is an NVIDIA GPU
 * @param index the GPU's number, 0 for the processor
 */
public record Device(boolean cuda, int index) {
  public static final Device CPU = new Device(false, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

  public Device {
    if (index < 0 || (!cuda && index != 0)) {
      throw new IllegalArgumentException("device index must be >= 0, and 0 for cpu, got " + index);
    }
  }

  /**
   * Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}. {@code auto} is the first GPU
   * where there is one.
   *
   * @throws InvalidInputException if the text is none of these, or the GPU is not there
   */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    if (text.equals("auto")) {
      return gpus() > 0 ? new Device(true, 0) : CPU;
    }
    Matcher matcher = CUDA.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInputException(
          "device: expected auto, cpu, cuda or cuda:n, got '" + text + "'");
    }
    int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
    if (index >= gpus()) {
      throw new InvalidInputException("device: " + text + " is not there, GPUs found: " + gpus()
          + " (a build with -Pcuda is needed to use one)");
    }
    return new Device(true, index);
  }

  /** The number of GPUs that libtorch sees. */
  public static int gpus() {
    Engine.load();
    return torch.cuda_is_available() ? torch.cuda_device_count() : 0;
  }

  org.bytedeco.pytorch.Device raw() {
    return cuda
        ? new org.bytedeco.pytorch.Device(torch.DeviceType.CUDA, (byte) index)
        : new org.bytedeco.pytorch.Device(torch.DeviceType.CPU);
  }

  @Override
  public String toString() {
    return cuda ? "cuda:" + index : "cpu";
  }
}
