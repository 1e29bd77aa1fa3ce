package org.zeuxis.metric;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.Tensor;

/** A network of images in ONNX Runtime: one input {@code [N,C,H,W]}, one or more outputs. */
final class OnnxNetwork implements AutoCloseable {
  /** What ONNX Runtime puts before its reasons, of no use to a person. */
  private static final Pattern RUNTIMES_OWN = Pattern.compile(
      "^Error code - \\w+ - message: |Load model from .*? failed: ?|/\\S+\\.(cc|h):\\d+ .*\\) ");

  private final Path file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final TensorInfo type;

  private OnnxNetwork(Path file, OrtEnvironment environment, OrtSession session)
      throws OrtException {
    this.file = file;
    this.environment = environment;
    this.session = session;
    Map<String, NodeInfo> inputs = session.getInputInfo();
    NodeInfo first = inputs.values().iterator().next();
    input = first.getName();
    if (inputs.size() != 1
        || !(first.getInfo() instanceof TensorInfo tensor)
        || tensor.getShape().length != 4
        || (tensor.type != OnnxJavaType.FLOAT && tensor.type != OnnxJavaType.UINT8)) {
      throw new InvalidInputException(file + ": takes " + inputs.size() + " inputs, the first "
          + text(first) + ", expected one [N,C,H,W] of float32 or uint8");
    }
    type = tensor;
  }

  /**
   * Reads a network.
   *
   * @throws InvalidInputException if the file is missing, no ONNX file, or takes no images
   */
  static OnnxNetwork open(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          file + ": " + (Files.exists(file) ? "is no file" : "there is no such file"));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Engine.threads());
      options.setInterOpNumThreads(1);
      // Threads that spin while they wait take the cores from libtorch's.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // What goes wrong is thrown; it is not to be printed as well.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      OrtSession session = environment.createSession(file.toString(), options);
      try {
        return new OnnxNetwork(file, environment, session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new InvalidInputException(file + ": is no ONNX file (" + reason(e) + ")", e);
    }
  }

  /** {@code {N,C,H,W}} as the file declares it, -1 where it leaves an extent free. */
  long[] inputShape() {
    return type.getShape();
  }

  /** Whether it is declared to take uint8. */
  boolean takesBytes() {
    return type.type == OnnxJavaType.UINT8;
  }

  /**
   * Runs the network; where the file fixes the number of images, several times.
   *
   * @param images contiguous, on the processor
   * @return its outputs, on the processor, in the caller's scope
   * @throws InvalidInputException if it fails, with the file, what it was given and the reason
   */
  List<Tensor> run(Tensor images) {
    long count = images.size(0);
    long block = inputShape()[0] > 0 ? inputShape()[0] : count;
    List<List<Tensor>> parts = new ArrayList<>();
    for (long first = 0; first < count; first += block) {
      long length = Math.min(block, count - first);
      List<Tensor> outputs = runOnce(filled(images.narrow(0, first, length), block));
      parts.add(outputs.stream().map(o -> cut(o, length, block)).toList());
    }
    List<Tensor> whole = new ArrayList<>();
    for (int i = 0; i < parts.get(0).size(); i++) {
      int output = i;
      whole.add(Tensor.cat(parts.stream().map(part -> part.get(output)).toList(), 0));
    }
    return whole;
  }

  /** Repeats the last image until the block is full. */
  private static Tensor filled(Tensor images, long block) {
    long missing = block - images.size(0);
    if (missing == 0) {
      return images.contiguous();
    }
    Tensor last = images.narrow(0, images.size(0) - 1, 1);
    long[] shape = images.shape();
    return Tensor.cat(List.of(images, last.expand(missing, shape[1], shape[2], shape[3])), 0);
  }

  private static Tensor cut(Tensor output, long length, long block) {
    boolean ofTheBlock = output.dimensions() > 0 && output.size(0) == block;
    return ofTheBlock ? output.narrow(0, 0, length) : output;
  }

  private List<Tensor> runOnce(Tensor images) {
    try (OnnxTensor fed = tensor(images);
        OrtSession.Result result = session.run(Map.of(input, fed))) {
      List<Tensor> outputs = new ArrayList<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        if (outputs.size() < 2) {
          outputs.add(tensor(output.getKey(), output.getValue()));
        }
      }
      return outputs;
    } catch (OrtException e) {
      throw new InvalidInputException(
          file + ": its network cannot be given " + typeName() + " " + text(images.shape()) + " ("
              + reason(e) + ")",
          e);
    }
  }

  private String typeName() {
    return takesBytes() ? "uint8" : "float32";
  }

  private OnnxTensor tensor(Tensor images) throws OrtException {
    if (takesBytes()) {
      return OnnxTensor.createTensor(
          environment, images.buffer(), images.shape(), OnnxJavaType.UINT8);
    }
    FloatBuffer floats = images.to(DType.FLOAT32).contiguous().buffer().asFloatBuffer();
    return OnnxTensor.createTensor(environment, floats, images.shape());
  }

  private Tensor tensor(String name, OnnxValue value) {
    if (!(value instanceof OnnxTensor tensor) || tensor.getFloatBuffer() == null) {
      throw new InvalidInputException(
          file + ": its output " + name + " is " + value.getInfo() + ", expected float32");
    }
    FloatBuffer buffer = tensor.getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return Tensor.of(values, tensor.getInfo().getShape());
  }

  private static String text(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? tensor.type + " " + text(tensor.getShape())
        : String.valueOf(node.getInfo());
  }

  private static String text(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }

  /** One line without the code that it begins with, the file's name and places in C++ sources. */
  private static String reason(OrtException e) {
    String text = e.getMessage().strip().lines().findFirst().orElse("no reason given");
    return RUNTIMES_OWN.matcher(text).replaceAll("");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(file + ": " + reason(e), e);
    }
  }
}
