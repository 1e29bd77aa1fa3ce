package org.zeuxis.metric;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.ScriptModule;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Perception;

/**
 * How different images look to a network of somebody else's, stored by {@code torch.jit.save}, such
 * as one that returns VGG's maps: the mean square difference of what it returns (Ledig et al. 2017,
 * arXiv:1609.04802, equation 5), averaged over the tensors where there are several.
 *
 * <p>The VGG16 file of NVIDIA's StyleGAN repositories, which can return vectors whose squared
 * distance is LPIPS ({@code return_lpips}), is asked for those, and the distance is that.
 *
 * <p>It is given {@code x} in [-1,1], unless the options say otherwise; never rounded, as a
 * gradient is to come back. The file is read when it is first needed.
 */
public final class ScriptPerception implements Perception {
  private static final String NAME = "torchscript";
  private static final String RETURN_LPIPS = "return_lpips";
  private static final String RESIZE_IMAGES = "resize_images";

  private final String spec;
  private final Path file;
  private final NetworkInput input;
  private final Device device;
  private ScriptModule network;

  private ScriptPerception(String spec, Path file, NetworkInput input, Device device) {
    this.spec = spec;
    this.file = file;
    this.input = input;
    this.device = device;
  }

  /**
   * By a name such as {@code torchscript:vgg.pt,input=zero-one}.
   *
   * @throws InvalidInputException if it is no such name
   */
  public static ScriptPerception of(String spec, Device device) {
    if (!spec.startsWith(NAME + ":")) {
      throw new InvalidInputException("'" + spec + "': expected classifier or " + NAME + ":FILE");
    }
    Extractors.NetworkFile named = Extractors.file(spec, NAME, spec.substring(NAME.length() + 1));
    return new ScriptPerception(spec, named.path(), named.input(), device);
  }

  /**
   * Reads the file, and sees whether the images of the data can be given to it.
   *
   * @throws InvalidInputException if not, or if no gradient comes back; one line
   */
  @Override
  public void prepare(Dataset data, ProgressListener progress) {
    long[] shape = data.sampleShape();
    float[] pixels = new float[Math.toIntExact(shape[0] * shape[1] * shape[2])];
    data.read(0, false, pixels, 0);
    try (Scope scope = new Scope()) {
      Tensor image = Tensor.of(pixels, 1, shape[0], shape[1], shape[2]).to(device);
      Tensor other = image.times(0.5).requireGradient();
      Tensor distance = distance(other, image);
      if (!distance.requiresGradient()) {
        throw new InvalidInputException(
            spec + ": no gradient comes back from its network, which a loss needs; does it round,"
                + " or detach?");
      }
      if (!distance.isFinite() || !distance.gradients(List.of(other)).get(0).isFinite()) {
        throw new InvalidInputException(
            spec + ": its network makes NaN or infinite numbers of the data, or of their gradient");
      }
    }
  }

  @Override
  public Tensor distance(Tensor made, Tensor truth) {
    List<Tensor> expected;
    try (NoGrad guard = new NoGrad()) {
      expected = seen(truth);
    }
    List<Tensor> seen = seen(made);
    if (network.takes(RETURN_LPIPS)) {
      return squares(seen.get(0), expected.get(0)).sum().dividedBy((double) made.size(0));
    }
    Tensor sum = null;
    for (int i = 0; i < seen.size(); i++) {
      Tensor square = squares(seen.get(i), expected.get(i)).mean();
      sum = sum == null ? square : sum.plus(square);
    }
    return sum.dividedBy(seen.size());
  }

  private static Tensor squares(Tensor x, Tensor y) {
    return x.minus(y).square();
  }

  private List<Tensor> seen(Tensor images) {
    if (network == null) {
      network = ScriptModule.load(file, device);
    }
    Map<String, Boolean> switches = new HashMap<>();
    boolean lpips = network.takes(RETURN_LPIPS);
    if (lpips) {
      switches.put(RETURN_LPIPS, true);
    }
    if (lpips && network.takes(RESIZE_IMAGES)) {
      switches.put(RESIZE_IMAGES, false);
    }
    return network.forward(List.of(input.orUsual(lpips).prepareUnrounded(images)), switches);
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
    }
  }
}
