package org.zeuxis.metric;

import static org.zeuxis.engine.Tensor.ANY;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.ScriptModule;
import org.zeuxis.engine.Tensor;

/**
 * A network stored by {@code torch.jit.save}, by the arguments that its {@code forward} has.
 *
 * <ul>
 *   <li>{@code return_features}: the Inception-v3 and VGG16 files of NVIDIA's StyleGAN
 *       repositories. It is given bytes 0..255 in three channels and resizes by itself. The
 *       features are what it returns with {@code return_features=True}; p(y|x) with
 *       {@code no_output_bias=True}, as their {@code inception_score.py} has it, where it has that
 *       argument.
 *   <li>{@code return_lpips}: as well, {@link #perceptual} returns what it returns with
 *       {@code return_lpips=True}, as their {@code perceptual_path_length.py} has it.
 *   <li>else: it is given {@code x} in [-1,1], unless the options say otherwise, and returns
 *       features {@code [N,d]} or {@code [N,d,1,1]}, or a tuple of these and of logits
 *       {@code [N,classes]}.
 * </ul>
 *
 * Grey images are repeated to three channels where the network refuses one.
 */
public final class TorchScriptFeatures implements FeatureExtractor {
  private static final String RETURN_FEATURES = "return_features";
  private static final String NO_OUTPUT_BIAS = "no_output_bias";
  private static final String RETURN_LPIPS = "return_lpips";
  private static final String RESIZE_IMAGES = "resize_images";

  private final Path file;
  private final Device device;
  private final ScriptModule network;
  private final boolean chooses;
  private final String hash;
  private NetworkInput input;

  private TorchScriptFeatures(Path file, ScriptModule network, NetworkInput input, Device device) {
    this.file = file;
    this.device = device;
    this.network = network;
    chooses = network.takes(RETURN_FEATURES);
    this.input = input.orUsual(chooses || network.takes(RETURN_LPIPS));
    hash = Sha256.of("torchscript 1", Sha256.of(file), this.input.toString());
  }

  /**
   * Reads a network.
   *
   * @throws InvalidInputException if the file is missing or libtorch cannot read it
   */
  public static TorchScriptFeatures open(Path file, NetworkInput input, Device device) {
    ScriptModule network = ScriptModule.load(file, device);
    try {
      return new TorchScriptFeatures(file, network, input, device);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "torchscript:" + file.getFileName();
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public String resizer() {
    return input.size() == 0 && chooses ? "the network's own" : input.resizer();
  }

  @Override
  public Features extract(Tensor images) {
    requireImages("extract", images);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Tensor x = images.to(device);
      Features found = chooses ? chosen(x) : returned(x);
      scope.keep(found.vectors());
      if (found.probabilities() != null) {
        scope.keep(found.probabilities());
      }
      return found;
    }
  }

  private Features chosen(Tensor images) {
    Tensor x = input.prepare(images);
    Tensor vectors = vectors(
        images, network.forward(List.of(x), Map.of(RETURN_FEATURES, true)).get(0));
    if (!network.takes(NO_OUTPUT_BIAS)) {
      return new Features(vectors, null);
    }
    Tensor probabilities = vectors(
        images, network.forward(List.of(x), Map.of(NO_OUTPUT_BIAS, true)).get(0));
    return new Features(vectors, probabilities);
  }

  private Features returned(Tensor images) {
    return NetworkOutput.features(file.toString(), images.size(0), forward(images));
  }

  /** Tries grey images as they are first, where nothing was said about channels. */
  private List<Tensor> forward(Tensor images) {
    try {
      return network.forward(List.of(input.prepare(images)), Map.of());
    } catch (InvalidInputException refused) {
      if (input.channels() != 0 || images.size(1) != 1) {
        throw refused;
      }
      NetworkInput colour = input.withChannels(3);
      try {
        List<Tensor> found = network.forward(List.of(colour.prepare(images)), Map.of());
        input = colour;
        return found;
      } catch (InvalidInputException refusedToo) {
        refused.addSuppressed(refusedToo);
        throw refused;
      }
    }
  }

  @Override
  public Tensor perceptual(Tensor images) {
    if (!network.takes(RETURN_LPIPS)) {
      return extract(images).vectors();
    }
    requireImages("perceptual", images);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      // Rounding to bytes would drown the small steps that a path length is made of.
      Tensor x = input.prepareUnrounded(images.to(device));
      Map<String, Boolean> switches = network.takes(RESIZE_IMAGES)
          ? Map.of(RETURN_LPIPS, true, RESIZE_IMAGES, false)
          : Map.of(RETURN_LPIPS, true);
      return scope.keep(vectors(images, network.forward(List.of(x), switches).get(0)));
    }
  }

  private Tensor vectors(Tensor images, Tensor output) {
    return NetworkOutput.vectors(file.toString(), images.size(0), output);
  }

  private static void requireImages(String method, Tensor images) {
    images.requireShape(
        "TorchScriptFeatures." + method + "(images)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
  }

  @Override
  public void close() {
    network.close();
  }
}
