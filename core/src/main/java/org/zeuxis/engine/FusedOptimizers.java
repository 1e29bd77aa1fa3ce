package org.zeuxis.engine;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;

/**
 * libtorch's fused optimizer kernels, one call for all parameters. The C++ binding has no names for
 * them, so they are called through the dispatcher. They write in place and do not look at strides:
 * each list's tensors must be laid out alike, which is seen to here.
 */
public final class FusedOptimizers {
  private static final OperatorHandle ADAM = handle("aten::_fused_adam_");
  private static final OperatorHandle ADAMW = handle("aten::_fused_adamw_");

  private FusedOptimizers() {}

  /**
   * One step of Adam (Kingma, Ba 2015, Algorithm 1), or of AdamW (Loshchilov, Hutter 2019) where
   * {@code decoupled}.
   *
   * @param steps float32 scalars on the parameters' device, counted up before the call
   */
  public static void adam(
      List<Tensor> parameters,
      List<Tensor> gradients,
      List<Tensor> firstMoments,
      List<Tensor> secondMoments,
      List<Tensor> steps,
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      boolean decoupled) {
    try (Scope scope = new Scope();
        NoGrad guard = new NoGrad()) {
      IValueVector arguments = new IValueVector(
          list(parameters),
          list(gradients.stream().map(Tensor::contiguous).toList()),
          list(firstMoments),
          list(secondMoments),
          list(List.of()),
          list(steps),
          new IValue(learningRate),
          new IValue(beta1),
          new IValue(beta2),
          new IValue(weightDecay),
          new IValue(epsilon),
          new IValue(false),
          new IValue(false),
          new IValue(),
          new IValue());
      (decoupled ? ADAMW : ADAM).callBoxed(arguments);
    }
  }

  private static IValue list(List<Tensor> tensors) {
    GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
    for (Tensor tensor : tensors) {
      list.push_back(new IValue(tensor.raw));
    }
    return new IValue(list);
  }

  private static OperatorHandle handle(String name) {
    Engine.load();
    OperatorHandle handle = Dispatcher.singleton().findSchemaOrThrow(name, "");
    handle.retainReference();
    return handle;
  }
}
