package org.zeuxis.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.FunctionSchema;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.global.torch;
import org.zeuxis.InvalidInputException;

/**
 * A network stored by {@code torch.jit.save}, in evaluation mode: somebody else's code, run by
 * libtorch's interpreter. It lives until {@link #close()}.
 */
public final class ScriptModule implements AutoCloseable {
  private static final String FORWARD = "forward";

  /** Where the interpreter's message, behind its trace, gives the reason. */
  private static final String REASON = "RuntimeError: ";

  private final Path file;
  private final JitModule raw;

  private ScriptModule(Path file, JitModule raw) {
    this.file = file;
    this.raw = raw;
  }

  /**
   * Reads a network.
   *
   * @throws InvalidInputException if there is no such file, or libtorch cannot read it; one line
   */
  public static ScriptModule load(Path file, Device device) {
    if (!Files.isRegularFile(file)) {
      throw new InvalidInputException(
          file + ": " + (Files.exists(file) ? "is no file" : "there is no such file"));
    }
    try (Scope scope = new Scope()) {
      JitModule raw = read(file, device);
      if (!raw.find_method(FORWARD).has_value()) {
        throw new InvalidInputException(file + ": its network has no method " + FORWARD);
      }
      raw.eval();
      raw.retainReference();
      return new ScriptModule(file, raw);
    }
  }

  private static JitModule read(Path file, Device device) {
    try {
      boolean debugFiles = false;
      return torch.load(file.toString(), new DeviceOptional(device.raw()), debugFiles);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          file + ": is no TorchScript file (" + reason(e) + "), expected one of torch.jit.save", e);
    }
  }

  /** Whether {@code forward} has an argument of that name. */
  public boolean takes(String argument) {
    try (Scope scope = new Scope()) {
      FunctionSchema schema = raw.get_method(FORWARD).function().getSchema();
      return schema.argumentIndexWithName(argument).has_value();
    }
  }

  /**
   * Calls {@code forward}.
   *
   * @param positional its first arguments
   * @param named switches by the argument's name; what is not named keeps its default
   * @return one tensor, or the tensors of the tuple or list that it returns, in the caller's scope
   * @throws InvalidInputException if it fails or returns something else; one line with the file,
   *     what it was given and libtorch's reason
   */
  public List<Tensor> forward(List<Tensor> positional, Map<String, Boolean> named) {
    try (Scope scope = new Scope()) {
      List<Tensor> results = unpack(call(positional, named));
      results.forEach(scope::keep);
      return results;
    }
  }

  private IValue call(List<Tensor> positional, Map<String, Boolean> named) {
    IValueVector arguments = new IValueVector();
    positional.forEach(tensor -> arguments.push_back(new IValue(tensor.raw)));
    StringIValueMap switches = new StringIValueMap();
    named.forEach((name, on) -> switches.put(new BytePointer(name), new IValue(on)));
    try {
      return raw.forward(arguments, switches);
    } catch (RuntimeException e) {
      throw new InvalidInputException(
          file + ": its network cannot be given " + describe(positional) + " (" + reason(e) + ")",
          e);
    }
  }

  private List<Tensor> unpack(IValue value) {
    List<Tensor> tensors = new ArrayList<>();
    if (value.isTensor()) {
      tensors.add(ownHandle(value.toTensor()));
    } else if (value.isTensorList()) {
      TensorVector list = value.toTensorVector();
      for (long i = 0; i < list.size(); i++) {
        tensors.add(ownHandle(list.get(i)));
      }
    } else if (value.isTuple()) {
      TupleElements elements = value.toTuple().elements();
      for (long i = 0; i < elements.size() && elements.get(i).isTensor(); i++) {
        tensors.add(ownHandle(elements.get(i).toTensor()));
      }
    }
    if (tensors.isEmpty()) {
      throw new InvalidInputException(file + ": its network returns "
          + value.tagKind().getString() + ", expected a tensor or a tuple of tensors");
    }
    return tensors;
  }

  /** What the binding gives belongs to the value that it was taken from. */
  private static Tensor ownHandle(org.bytedeco.pytorch.Tensor element) {
    return new Tensor(new org.bytedeco.pytorch.Tensor(element));
  }

  private static String describe(List<Tensor> tensors) {
    return String.join(
        " and ",
        tensors.stream()
            .map(t -> t.type() + " " + Arrays.toString(t.shape()).replace(" ", ""))
            .toList());
  }

  /** The interpreter nests its traces; the innermost reason comes last. */
  private static String reason(RuntimeException error) {
    String text = ErrorText.of(error);
    int at = text.lastIndexOf(REASON);
    return text.substring(at < 0 ? 0 : at + REASON.length())
        .strip()
        .lines()
        .findFirst()
        .orElse("no reason given");
  }

  @Override
  public void close() {
    raw.releaseReference();
  }
}
