package org.zeuxis.engine;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * An n-dimensional array with automatic differentiation.
 *
 * <p>Operations return new tensors; the few that write into the tensor end in {@code InPlace} or
 * begin with {@code copy}, {@code fill}. A tensor made inside a {@link Scope} is freed when the
 * scope closes; {@link #retain()} takes it out. Binary operations broadcast as NumPy's do. Not
 * thread-safe while written to.
 */
public final class Tensor implements AutoCloseable {
  /** In {@link #requireShape}: any extent. */
  public static final long ANY = -1;

  /** What operations work on: this tensor's own, or a {@link Substitution}'s while one is open. */
  org.bytedeco.pytorch.Tensor raw;

  Tensor(org.bytedeco.pytorch.Tensor raw) {
    this.raw = raw;
  }

  // ---------------------------------------------------------------- making

  /** Copies {@code values}, row by row, as float32. */
  public static Tensor of(float[] values, long... shape) {
    Tensor tensor = empty(DType.FLOAT32, values.length, shape);
    if (values.length > 0) { // an empty tensor has no memory
      tensor.raw.data_ptr_float().put(values);
    }
    return tensor;
  }

  /** Copies {@code values}, row by row, as float64. */
  public static Tensor of(double[] values, long... shape) {
    Tensor tensor = empty(DType.FLOAT64, values.length, shape);
    if (values.length > 0) { // an empty tensor has no memory
      tensor.raw.data_ptr_double().put(values);
    }
    return tensor;
  }

  /** Copies {@code values}, row by row, as int64. */
  public static Tensor of(long[] values, long... shape) {
    Tensor tensor = empty(DType.INT64, values.length, shape);
    if (values.length > 0) { // an empty tensor has no memory
      tensor.raw.data_ptr_long().put(values);
    }
    return tensor;
  }

  /** Copies {@code values}, row by row, as uint8. */
  public static Tensor of(byte[] values, long... shape) {
    Tensor tensor = empty(DType.UINT8, values.length, shape);
    if (values.length > 0) { // an empty tensor has no memory
      tensor.raw.data_ptr_byte().put(values);
    }
    return tensor;
  }

  private static Tensor empty(DType type, long values, long... shape) {
    if (values != count(shape)) {
      throw new IllegalArgumentException("Tensor.of(values, shape): shape " + Arrays.toString(shape)
          + " holds " + count(shape) + " values, got " + values);
    }
    return empty(type, shape);
  }

  /** Memory that has not been written yet. */
  public static Tensor empty(DType type, long... shape) {
    Engine.load();
    return new Tensor(torch.empty(shape, new TensorOptions(type.raw), new MemoryFormatOptional()));
  }

  /**
   * A tensor over the memory of a direct buffer: nothing is copied, writes are seen on both sides.
   * The buffer must be kept for as long as the tensor is used.
   */
  public static Tensor wrap(ByteBuffer direct, DType type, long... shape) {
    long bytes = count(shape) * type.bytes();
    if (!direct.isDirect() || direct.remaining() < bytes) {
      throw new IllegalArgumentException("Tensor.wrap: expected a direct buffer of " + bytes
          + " bytes, got " + (direct.isDirect() ? "" : "a heap buffer of ") + direct.remaining());
    }
    Engine.load();
    return new Tensor(torch.from_blob(new BytePointer(direct), shape, new TensorOptions(type.raw)));
  }

  /** A float32 scalar. */
  public static Tensor scalar(double value) {
    return full(value);
  }

  public static Tensor full(double value, long... shape) {
    Engine.load();
    return new Tensor(torch.full(shape, new Scalar(value), new TensorOptions(DType.FLOAT32.raw)));
  }

  public static Tensor zeros(long... shape) {
    return full(0, shape);
  }

  public static Tensor ones(long... shape) {
    return full(1, shape);
  }

  public Tensor zerosLike() {
    return new Tensor(torch.zeros_like(raw));
  }

  public Tensor onesLike() {
    return new Tensor(torch.ones_like(raw));
  }

  /** Joins along an existing dimension. */
  public static Tensor cat(List<Tensor> tensors, long dimension) {
    return new Tensor(torch.cat(Functional.vector(tensors), dimension));
  }

  /** Joins along a new dimension. */
  public static Tensor stack(List<Tensor> tensors, long dimension) {
    return new Tensor(torch.stack(Functional.vector(tensors), dimension));
  }

  // ---------------------------------------------------------------- asking

  public long[] shape() {
    return raw.shape();
  }

  /** The extent of one dimension; negative ones count from the last. */
  public long size(long dimension) {
    return raw.size(dimension);
  }

  public int dimensions() {
    return (int) raw.dim();
  }

  /** The number of elements. */
  public long count() {
    return raw.numel();
  }

  private static long count(long... shape) {
    long count = 1;
    for (long extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    return count;
  }

  public DType type() {
    return DType.of(raw.scalar_type());
  }

  public Device device() {
    org.bytedeco.pytorch.Device device = raw.device();
    return device.is_cuda() ? new Device(true, Math.max(0, device.index())) : Device.CPU;
  }

  public boolean requiresGradient() {
    return raw.requires_grad();
  }

  /**
   * Checks the shape and names what it got.
   *
   * @param where the method and its argument, {@code Conv2d.forward(x)}
   * @param names of the dimensions, {@code [N,C,H,W]}
   * @param shape extents, {@link #ANY} for any
   * @throws ShapeException if the shape is another
   */
  public void requireShape(String where, String names, long... shape) {
    long[] got = shape();
    boolean fits = got.length == shape.length;
    for (int i = 0; fits && i < got.length; i++) {
      fits = shape[i] == ANY || shape[i] == got[i];
    }
    if (!fits) {
      throw new ShapeException(where, names, shape, got);
    }
  }

  /** The value of a tensor with one element. */
  public double item() {
    if (count() != 1) {
      throw new IllegalStateException(
          "item(): expected one element, got shape " + Arrays.toString(shape()));
    }
    return raw.item_double();
  }

  /** All elements, row by row. */
  public float[] toFloats() {
    try (Scope scope = new Scope()) {
      float[] values = new float[Math.toIntExact(count())];
      if (values.length > 0) {
        onCpu(DType.FLOAT32).raw.data_ptr_float().get(values);
      }
      return values;
    }
  }

  /** All elements, row by row. */
  public double[] toDoubles() {
    try (Scope scope = new Scope()) {
      double[] values = new double[Math.toIntExact(count())];
      if (values.length > 0) {
        onCpu(DType.FLOAT64).raw.data_ptr_double().get(values);
      }
      return values;
    }
  }

  /** All elements, row by row. */
  public long[] toLongs() {
    try (Scope scope = new Scope()) {
      long[] values = new long[Math.toIntExact(count())];
      if (values.length > 0) {
        onCpu(DType.INT64).raw.data_ptr_long().get(values);
      }
      return values;
    }
  }

  /** All elements of a uint8 tensor, row by row. */
  public byte[] toBytes() {
    try (Scope scope = new Scope()) {
      byte[] values = new byte[Math.toIntExact(count())];
      if (values.length > 0) {
        onCpu(DType.UINT8).raw.data_ptr_byte().get(values);
      }
      return values;
    }
  }

  private Tensor onCpu(DType type) {
    return detach().to(Device.CPU).to(type).contiguous();
  }

  /**
   * The memory itself of a contiguous tensor on the processor, in the machine's byte order: nothing
   * is copied, and the tensor must be kept for as long as the buffer is used.
   */
  public ByteBuffer buffer() {
    if (device().cuda() || !raw.is_contiguous()) {
      throw new IllegalStateException("buffer(): expected a contiguous tensor on cpu, got "
          + Arrays.toString(shape()) + " on " + device());
    }
    if (count() == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    Pointer memory = raw.data_ptr();
    Buffer bytes = new BytePointer(memory).capacity(count() * type().bytes()).asBuffer();
    return ((ByteBuffer) bytes).order(ByteOrder.nativeOrder());
  }

  /** Same type, shape and bits: NaN is the same as itself, and 0 is not -0. */
  public boolean sameAs(Tensor other) {
    if (type() != other.type() || !Arrays.equals(shape(), other.shape())) {
      return false;
    }
    try (Scope scope = new Scope()) {
      return bits().equal(other.bits());
    }
  }

  private org.bytedeco.pytorch.Tensor bits() {
    return switch (type()) {
      case FLOAT32 -> raw.detach().view(torch.ScalarType.Int);
      case FLOAT64 -> raw.detach().view(torch.ScalarType.Long);
      case INT64, UINT8, BOOL -> raw;
    };
  }

  /** Whether no element is NaN or infinite. */
  public boolean isFinite() {
    try (Scope scope = new Scope()) {
      return torch.isfinite(raw).all().item_bool();
    }
  }

  // ---------------------------------------------------------------- arithmetic

  public Tensor plus(Tensor other) {
    return new Tensor(raw.add(other.raw));
  }

  public Tensor plus(double other) {
    return new Tensor(raw.add(new Scalar(other)));
  }

  public Tensor minus(Tensor other) {
    return new Tensor(raw.sub(other.raw));
  }

  public Tensor minus(double other) {
    return new Tensor(raw.sub(new Scalar(other)));
  }

  public Tensor times(Tensor other) {
    return new Tensor(raw.mul(other.raw));
  }

  public Tensor times(double other) {
    return new Tensor(raw.mul(new Scalar(other)));
  }

  public Tensor dividedBy(Tensor other) {
    return new Tensor(raw.div(other.raw));
  }

  public Tensor dividedBy(double other) {
    return new Tensor(raw.div(new Scalar(other)));
  }

  /** Matrix product, batched over leading dimensions. */
  public Tensor matmul(Tensor other) {
    return new Tensor(raw.matmul(other.raw));
  }

  public Tensor neg() {
    return new Tensor(raw.neg());
  }

  public Tensor abs() {
    return new Tensor(raw.abs());
  }

  public Tensor square() {
    return new Tensor(raw.square());
  }

  public Tensor sqrt() {
    return new Tensor(raw.sqrt());
  }

  public Tensor pow(double exponent) {
    return new Tensor(raw.pow(new Scalar(exponent)));
  }

  public Tensor exp() {
    return new Tensor(raw.exp());
  }

  public Tensor log() {
    return new Tensor(raw.log());
  }

  /** The error function, {@code 2/√π ∫₀ˣ exp(-t²) dt}. */
  public Tensor erf() {
    return new Tensor(raw.erf());
  }

  /** The number whose {@link #erf()} this is; infinite at ±1, NaN beyond. */
  public Tensor inverseErf() {
    return new Tensor(raw.erfinv());
  }

  public Tensor clamp(double low, double high) {
    return new Tensor(
        raw.clamp(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high))));
  }

  /** Element-wise maximum. */
  public Tensor maximum(Tensor other) {
    return new Tensor(raw.maximum(other.raw));
  }

  // ---------------------------------------------------------------- activations

  public Tensor relu() {
    return new Tensor(raw.relu());
  }

  /** {@code x} where positive, {@code slope·x} elsewhere. */
  public Tensor leakyRelu(double slope) {
    return new Tensor(torch.leaky_relu(raw, new Scalar(slope)));
  }

  /** {@code x} where positive, {@code e^x - 1} elsewhere. */
  public Tensor elu() {
    return new Tensor(torch.elu(raw));
  }

  public Tensor tanh() {
    return new Tensor(raw.tanh());
  }

  public Tensor sigmoid() {
    return new Tensor(raw.sigmoid());
  }

  /** {@code log(1 + e^x)}, without overflow. */
  public Tensor softplus() {
    return new Tensor(torch.softplus(raw));
  }

  public Tensor softmax(long dimension) {
    return new Tensor(raw.softmax(dimension));
  }

  public Tensor logSoftmax(long dimension) {
    return new Tensor(raw.log_softmax(dimension));
  }

  // ---------------------------------------------------------------- reducing

  public Tensor sum() {
    return new Tensor(raw.sum());
  }

  public Tensor sum(long... dimensions) {
    return new Tensor(raw.sum(dimensions));
  }

  public Tensor mean() {
    return new Tensor(raw.mean());
  }

  public Tensor mean(long... dimensions) {
    return new Tensor(raw.mean(dimensions));
  }

  /** Standard deviation of all elements, with n-1. */
  public Tensor std() {
    return new Tensor(raw.std());
  }

  /** Maximum over one dimension, which goes away. */
  public Tensor max(long dimension) {
    return new Tensor(raw.amax(new long[] {dimension}, false));
  }

  /** The k largest elements of a vector. {@code [N]} → {@code [k]}. */
  public Tensor largest(long k) {
    T_TensorTensor_T both = raw.topk(k);
    return new Tensor(new org.bytedeco.pytorch.Tensor(both.get0()));
  }

  /** The largest of all elements. */
  public Tensor max() {
    return new Tensor(raw.max());
  }

  /** The smallest of all elements. */
  public Tensor min() {
    return new Tensor(raw.min());
  }

  /** 1 where an element is exactly zero, 0 elsewhere; of this tensor's type and shape. */
  public Tensor isZero() {
    return new Tensor(raw.eq(new Scalar(0)).to(raw.scalar_type()));
  }

  /** How many elements are not zero. */
  public long countNonZero() {
    try (Scope scope = new Scope()) {
      return raw.count_nonzero().item_long();
    }
  }

  /** Index of the maximum over one dimension, int64. */
  public Tensor argmax(long dimension) {
    return new Tensor(raw.argmax(new LongOptional(dimension), false));
  }

  /** Euclidean norm over the dimensions, over all where none is named. */
  public Tensor norm(long... dimensions) {
    return new Tensor(
        dimensions.length == 0
            ? raw.norm()
            : raw.norm(new ScalarOptional(new Scalar(2.0)), dimensions));
  }

  /** The largest singular value of a matrix, computed in float64; NaN where it is not finite. */
  public double spectralNorm() {
    requireShape("spectralNorm()", "[m,n]", ANY, ANY);
    if (!isFinite()) { // LAPACK may fail, or not end
      return Double.NaN;
    }
    try (Scope scope = new Scope()) {
      Tensor a = to(DType.FLOAT64);
      Tensor gram =
          size(0) <= size(1) ? a.matmul(a.transpose(0, 1)) : a.transpose(0, 1).matmul(a);
      return Math.sqrt(torch.linalg_eigvalsh(gram.raw).max().item_double());
    }
  }

  // ---------------------------------------------------------------- shaping

  /** The same elements in another shape; one extent may be -1. */
  public Tensor reshape(long... shape) {
    return new Tensor(raw.reshape(shape));
  }

  /** Joins all dimensions from {@code first} on. */
  public Tensor flatten(long first) {
    return new Tensor(raw.flatten(first, -1));
  }

  public Tensor permute(long... order) {
    return new Tensor(raw.permute(order));
  }

  public Tensor transpose(long a, long b) {
    return new Tensor(raw.transpose(a, b));
  }

  public Tensor unsqueeze(long dimension) {
    return new Tensor(raw.unsqueeze(dimension));
  }

  public Tensor squeeze(long dimension) {
    return new Tensor(raw.squeeze(dimension));
  }

  /** Repeats extents of 1 without copying. */
  public Tensor expand(long... shape) {
    return new Tensor(raw.expand(shape));
  }

  /** Elements {@code start} … {@code start+length-1} of a dimension, a view. */
  public Tensor narrow(long dimension, long start, long length) {
    return new Tensor(raw.narrow(dimension, start, length));
  }

  /** One element of a dimension, which goes away; a view. */
  public Tensor select(long dimension, long index) {
    return new Tensor(raw.select(dimension, index));
  }

  /** The chosen elements of a dimension, copied. {@code indices} is int64. */
  public Tensor indexSelect(long dimension, Tensor indices) {
    return new Tensor(raw.index_select(dimension, indices.raw));
  }

  /**
   * Elements of a dimension chosen anew at every place of the others: {@code y[i][j][k] =
   * x[i][j][indices[i][j][k]]} for the last of three. {@code indices} is int64.
   */
  public Tensor gather(long dimension, Tensor indices) {
    return new Tensor(raw.gather(dimension, indices.raw));
  }

  /** The main diagonal of a matrix, a view. */
  public Tensor diagonal() {
    return new Tensor(raw.diagonal());
  }

  /** Mirrors the dimensions. */
  public Tensor flip(long... dimensions) {
    return new Tensor(raw.flip(dimensions));
  }

  // ---------------------------------------------------------------- type, place, lifetime

  public Tensor to(DType type) {
    return new Tensor(raw.to(type.raw));
  }

  public Tensor to(Device device) {
    return device.equals(device()) ? this : new Tensor(raw.to(device.raw(), raw.scalar_type()));
  }

  /** Itself if its elements lie row by row already. */
  public Tensor contiguous() {
    return raw.is_contiguous() ? this : new Tensor(raw.contiguous());
  }

  /** A copy with memory of its own. */
  public Tensor copy() {
    return new Tensor(raw.clone());
  }

  /** The same values, cut off from the graph. */
  public Tensor detach() {
    return new Tensor(raw.detach());
  }

  /** Makes this tensor a leaf that gradients can be taken of. */
  public Tensor requireGradient() {
    raw.set_requires_grad(true);
    return this;
  }

  /** Takes the tensor out of every scope: it now lives until {@link #close()}. */
  public Tensor retain() {
    raw.retainReference();
    return this;
  }

  /** Frees the tensor now. Inside a scope this is not needed. */
  @Override
  public void close() {
    raw.close();
  }

  // ---------------------------------------------------------------- in place

  /** Overwrites this tensor with another's values. */
  public Tensor copyFrom(Tensor other) {
    raw.copy_(other.raw);
    return this;
  }

  public Tensor fillInPlace(double value) {
    raw.fill_(new Scalar(value));
    return this;
  }

  public Tensor addInPlace(double value) {
    raw.add_(new Scalar(value));
    return this;
  }

  /** Whole numbers can be added to tensors of every type. */
  public Tensor addInPlace(long value) {
    raw.add_(new Scalar(value));
    return this;
  }

  /** {@code this += factor·other}. */
  public Tensor addInPlace(Tensor other, double factor) {
    raw.add_(other.raw, new Scalar(factor));
    return this;
  }

  public Tensor timesInPlace(double value) {
    raw.mul_(new Scalar(value));
    return this;
  }

  /** {@code this += factor·a·b}. */
  public Tensor addProductInPlace(Tensor a, Tensor b, double factor) {
    raw.addcmul_(a.raw, b.raw, new Scalar(factor));
    return this;
  }

  /** {@code this += factor·a/b}. */
  public Tensor addQuotientInPlace(Tensor a, Tensor b, double factor) {
    raw.addcdiv_(a.raw, b.raw, new Scalar(factor));
    return this;
  }

  /** {@code this += weight·(end - this)}. */
  public Tensor lerpInPlace(Tensor end, double weight) {
    raw.lerp_(end.raw, new Scalar(weight));
    return this;
  }

  public Tensor clampInPlace(double low, double high) {
    raw.clamp_(new ScalarOptional(new Scalar(low)), new ScalarOptional(new Scalar(high)));
    return this;
  }

  /** Gives this tensor another's memory, type and device; whoever holds it sees the change. */
  public void become(Tensor other) {
    raw.set_data(other.raw);
  }

  // ---------------------------------------------------------------- differentiating

  /**
   * The derivatives of a scalar by each of the given tensors. Only the path to these is computed: a
   * network in between whose weights are not among them costs no weight gradients.
   *
   * @return one gradient for each tensor, in order, of its shape
   * @throws IllegalArgumentException if this is no scalar
   */
  public List<Tensor> gradients(List<Tensor> of) {
    return gradients(of, false);
  }

  /**
   * As {@link #gradients(List)}; with {@code createGraph} the gradients can be differentiated
   * again.
   */
  public List<Tensor> gradients(List<Tensor> of, boolean createGraph) {
    if (count() != 1) {
      throw new IllegalArgumentException(
          "gradients: expected a scalar, got shape " + Arrays.toString(shape()));
    }
    TensorVector gradients = torch.grad(
        new TensorVector(raw),
        Functional.vector(of),
        new TensorVector(),
        createGraph ? new BoolOptional(true) : new BoolOptional(),
        createGraph,
        false);
    List<Tensor> result = new ArrayList<>(of.size());
    for (int i = 0; i < of.size(); i++) {
      // A copy of the handle: the element itself belongs to the vector.
      result.add(new Tensor(new org.bytedeco.pytorch.Tensor(gradients.get(i))));
    }
    return result;
  }

  /**
   * The derivative of the sum of this tensor's elements by {@code x}, itself differentiable: what
   * penalties are made of.
   */
  public Tensor gradientWithRespectTo(Tensor x) {
    return sum().gradients(List.of(x), true).get(0);
  }

  /** Sums in float64, whatever the type. */
  public double sumAsDouble() {
    try (Scope scope = new Scope()) {
      return raw.sum(new ScalarTypeOptional(torch.ScalarType.Double)).item_double();
    }
  }

  @Override
  public String toString() {
    return raw.isNull()
        ? "Tensor (closed)"
        : "Tensor " + Arrays.toString(shape()) + " " + type() + " on " + device();
  }
}
