package org.zeuxis.metric;

import static org.zeuxis.engine.Tensor.ANY;

import java.nio.file.Path;
import java.util.List;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * A network in an ONNX file, run by ONNX Runtime on the processor, on as many threads as libtorch
 * uses.
 *
 * <p>What the file declares about its input is followed: the channels (grey images are repeated), a
 * fixed size (images are resized), bytes or floats. The first output is the features, {@code [N,d]}
 * or {@code [N,d,1,1]}; a second one, {@code [N,classes]}, is logits.
 */
public final class OnnxFeatures implements FeatureExtractor {
  private final Path file;
  private final OnnxNetwork network;
  private final NetworkInput input;
  private final String hash;

  private OnnxFeatures(Path file, OnnxNetwork network, NetworkInput said) {
    this.file = file;
    this.network = network;
    input = declared(said);
    hash = Sha256.of("onnx 1", Sha256.of(file), input.toString());
  }

  /**
   * Reads a network.
   *
   * @param input what the user says about its input; where the file says so itself, only the range
   *     is left to say
   * @throws InvalidInputException if the file is missing or no ONNX file, takes no images, or
   *     declares another input than the user says
   */
  public static OnnxFeatures open(Path file, NetworkInput input) {
    OnnxNetwork network = OnnxNetwork.open(file);
    try {
      return new OnnxFeatures(file, network, input);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private NetworkInput declared(NetworkInput said) {
    long[] shape = network.inputShape();
    NetworkInput found =
        said.orRange(network.takesBytes() ? NetworkInput.Range.UINT8 : NetworkInput.Range.UNIT);
    if (network.takesBytes() && found.range() != NetworkInput.Range.UINT8) {
      throw new InvalidInputException(
          file + ": takes bytes, so input=" + found.range() + " makes no sense");
    }
    if (shape[2] != shape[3] && shape[2] > 0 && shape[3] > 0) {
      throw new InvalidInputException(file + ": takes images of " + shape[2] + "x" + shape[3]
          + " pixels, expected square ones");
    }
    int side = (int) Math.max(0, Math.max(shape[2], shape[3]));
    int channels = (int) Math.max(0, shape[1]);
    requireSame("size", said.size(), side);
    requireSame("channels", said.channels(), channels);
    return found
        .withSize(side == 0 ? said.size() : side)
        .withChannels(channels == 0 ? said.channels() : channels);
  }

  private void requireSame(String what, int said, int declared) {
    if (said != 0 && declared != 0 && said != declared) {
      throw new InvalidInputException(file + ": takes images of " + what + " " + declared + ", so "
          + what + "=" + said + " makes no sense");
    }
  }

  @Override
  public String name() {
    return "onnx:" + file.getFileName();
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public String resizer() {
    return input.resizer();
  }

  @Override
  public Features extract(Tensor images) {
    images.requireShape("OnnxFeatures.extract(images)", "[N,C,H,W]", ANY, ANY, ANY, ANY);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      Tensor x = input.prepare(images.to(Device.CPU));
      List<Tensor> outputs = network.run(x);
      Features found = NetworkOutput.features(file.toString(), images.size(0), outputs);
      scope.keep(found.vectors());
      if (found.probabilities() != null) {
        scope.keep(found.probabilities());
      }
      return found;
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
