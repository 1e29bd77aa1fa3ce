package org.zeuxis.optim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/**
 * Moves parameters against their gradients. Its state is plain named tensors
 * ({@code parameter.moment}), each overwritten in place by {@link #restore}, and lives until
 * {@link #close()}.
 */
public abstract class Optimizer implements AutoCloseable {
  private final Map<String, Tensor> parameters;
  private final List<Tensor> values;
  private final Map<String, Tensor> state = new LinkedHashMap<>();

  /**
   * An optimizer of these parameters.
   *
   * @param parameters by name; the order is that of the gradients
   */
  protected Optimizer(Map<String, Tensor> parameters) {
    this.parameters = new LinkedHashMap<>(parameters);
    values = List.copyOf(parameters.values());
  }

  /** Zeros for each parameter, saved under {@code parameter.name}. */
  protected final List<Tensor> slot(String name) {
    List<Tensor> slots = new ArrayList<>();
    parameters.forEach((parameter, value) -> {
      Tensor slot = value.detach().zerosLike().retain();
      state.put(parameter + "." + name, slot);
      slots.add(slot);
    });
    return slots;
  }

  /** A zero for each parameter, saved under {@code parameter.name}. */
  protected final List<Tensor> counterSlot(String name) {
    List<Tensor> slots = new ArrayList<>();
    parameters.forEach((parameter, value) -> {
      Device device = value.device();
      try (Scope scope = new Scope()) {
        Tensor slot = Tensor.scalar(0).to(device).retain();
        state.put(parameter + "." + name, slot);
        slots.add(slot);
      }
    });
    return slots;
  }

  /** What the gradients of {@link #step} belong to, in order. */
  public final List<Tensor> parameters() {
    return values;
  }

  /**
   * Whether the parameters are at a point that the next step only looks from, and then leaves: no
   * place to take averages of, or samples.
   */
  public boolean isAhead() {
    return false;
  }

  /** One update. Gradients in the order of {@link #parameters()}. */
  public final void step(List<Tensor> gradients, double learningRate) {
    requireAll("step(gradients)", gradients);
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      update(values, gradients, learningRate);
    }
  }

  private void requireAll(String what, List<Tensor> tensors) {
    if (tensors.size() != values.size()) {
      throw new IllegalArgumentException(
          what + ": expected " + values.size() + ", got " + tensors.size());
    }
  }

  /** Called inside a scope and without recording. */
  protected abstract void update(
      List<Tensor> parameters, List<Tensor> gradients, double learningRate);

  /** {@code g + decay·p}: the gradients with the L2 term; themselves where the decay is 0. */
  protected static List<Tensor> decayed(
      List<Tensor> parameters, List<Tensor> gradients, double decay) {
    if (decay == 0) {
      return gradients;
    }
    List<Tensor> sums = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      sums.add(gradients.get(i).plus(parameters.get(i).times(decay)));
    }
    return sums;
  }

  /**
   * This optimizer's next steps as a function that can be differentiated, beginning with a copy of
   * its present state.
   *
   * @throws IllegalArgumentException if this kind of optimizer has none
   */
  public final Unrolled unroll() {
    Unrolled steps = unrolled();
    return (parameters, gradients, learningRate) -> {
      requireAll("next(parameters)", parameters);
      requireAll("next(gradients)", gradients);
      return steps.next(parameters, gradients, learningRate);
    };
  }

  /** The steps of {@link #unroll()}; for Adam and SGD. */
  protected Unrolled unrolled() {
    throw new IllegalArgumentException(
        "unrolled steps: expected optimizer adam or sgd, got " + getClass().getSimpleName());
  }

  /** All state by name, in the same order in every process: the tensors themselves. */
  public final Map<String, Tensor> state() {
    return Collections.unmodifiableMap(state);
  }

  /**
   * Overwrites the state.
   *
   * @param what is named in messages
   * @throws InvalidInputException if names or shapes are not this optimizer's; nothing is
   *     overwritten then
   */
  public final void restore(Map<String, Tensor> values, String what) {
    NamedState.restore(state, values, getClass().getSimpleName(), what);
  }

  @Override
  public void close() {
    state.values().forEach(Tensor::close);
  }
}
