package org.zeuxis.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * A network or a part of one: named parameters, named buffers, named children. Names join with dots
 * as in PyTorch ({@code 0.weight}, {@code features.3.running_mean}), so weights travel between the
 * two.
 *
 * <p>Parameters and buffers live until {@link #close()}, whatever scope they were made in.
 */
public abstract class Module implements AutoCloseable {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private final Map<String, Module> children = new LinkedHashMap<>();
  private boolean training = true;
  private ActivationListener listener;

  /** Hears what layers put out. */
  @FunctionalInterface
  public interface ActivationListener {
    /**
     * A layer has put something out.
     *
     * @param layer its full name, such as {@code main.3}
     * @param output valid during the call
     */
    void activation(String layer, Tensor output);
  }

  /** Registers what learns. */
  protected final Tensor parameter(String name, Tensor value) {
    parameters.put(name, value.retain().requireGradient());
    return value;
  }

  /** Registers what is saved but does not learn. */
  protected final Tensor buffer(String name, Tensor value) {
    buffers.put(name, value.retain());
    return value;
  }

  protected final <M extends Module> M child(String name, M module) {
    children.put(name, module);
    return module;
  }

  /** What learns, by full name, in the order of registration. */
  public final Map<String, Tensor> parameters() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    visit("", (prefix, module) -> module.parameters.forEach((k, v) -> all.put(prefix + k, v)));
    return all;
  }

  /** What is saved but does not learn, by full name. */
  public final Map<String, Tensor> buffers() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    visit("", (prefix, module) -> module.buffers.forEach((k, v) -> all.put(prefix + k, v)));
    return all;
  }

  /** Parameters and buffers by full name: the tensors themselves, not copies. */
  public final Map<String, Tensor> stateDict() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    visit("", (prefix, module) -> {
      module.parameters.forEach((k, v) -> all.put(prefix + k, v));
      module.buffers.forEach((k, v) -> all.put(prefix + k, v));
    });
    return all;
  }

  /**
   * Overwrites parameters and buffers. Strict: names and shapes must be exactly this module's.
   *
   * @param what is named in the message, such as the file that the values came from
   * @throws InvalidInputException naming the first difference; nothing is overwritten then
   */
  public final void loadStateDict(Map<String, Tensor> values, String what) {
    Map<String, Tensor> own = stateDict();
    requireSameKeys(own, values, what);
    own.forEach((name, tensor) -> {
      Tensor value = values.get(name);
      if (!Arrays.equals(tensor.shape(), value.shape())) {
        throw new InvalidInputException(what + ": weights of another architecture: " + name
            + " has shape " + shape(value) + ", expected " + shape(tensor));
      }
    });
    try (NoGrad guard = new NoGrad()) {
      own.forEach((name, tensor) -> tensor.copyFrom(values.get(name)));
    }
  }

  private static void requireSameKeys(
      Map<String, Tensor> own, Map<String, Tensor> values, String what) {
    TreeSet<String> missing = new TreeSet<>(own.keySet());
    missing.removeAll(values.keySet());
    TreeSet<String> unexpected = new TreeSet<>(values.keySet());
    unexpected.removeAll(own.keySet());
    if (!missing.isEmpty() || !unexpected.isEmpty()) {
      List<String> problems = new ArrayList<>();
      if (!missing.isEmpty()) {
        problems.add(missing.size() + " missing, first " + missing.first());
      }
      if (!unexpected.isEmpty()) {
        problems.add(unexpected.size() + " unexpected, first " + unexpected.first());
      }
      throw new InvalidInputException(
          what + ": weights of another architecture: " + String.join("; ", problems));
    }
  }

  private static String shape(Tensor tensor) {
    return Arrays.toString(tensor.shape()).replace(" ", "");
  }

  /** The part of a full name such as {@code main.3}. */
  public final Optional<Module> find(String path) {
    Module module = this;
    for (String name : path.split("\\.", -1)) {
      module = module.children.get(name);
      if (module == null) {
        return Optional.empty();
      }
    }
    return Optional.of(module);
  }

  /** How many numbers learn. */
  public final long parameterCount() {
    return parameters().values().stream().mapToLong(Tensor::count).sum();
  }

  /** Training behaviour (batch statistics, dropout) or that of use. Modules begin in training. */
  public final void train(boolean training) {
    visit("", (prefix, module) -> module.training = training);
  }

  public final boolean isTraining() {
    return training;
  }

  /** From now on tells what every layer of a {@link Sequential} puts out; null tells nobody. */
  public final void listen(ActivationListener newListener) {
    visit(
        "",
        (prefix, module) -> module.listener = newListener == null
            ? null
            : (layer, output) -> newListener.activation(prefix + layer, output));
  }

  final void tell(String layer, Tensor output) {
    if (listener != null) {
      listener.activation(layer, output);
    }
  }

  /** Moves all parameters and buffers. */
  public final void to(Device device) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      stateDict().values().forEach(tensor -> tensor.become(tensor.to(device)));
    }
  }

  /** Shows this module and all below it, each with its name and a dot, in order of registration. */
  final void eachModule(BiConsumer<String, Module> consumer) {
    visit("", consumer::accept);
  }

  private interface Visitor {
    void visit(String prefix, Module module);
  }

  private void visit(String prefix, Visitor visitor) {
    visitor.visit(prefix, this);
    children.forEach((name, module) -> module.visit(prefix + name + ".", visitor));
  }

  @Override
  public void close() {
    stateDict().values().forEach(Tensor::close);
  }
}
