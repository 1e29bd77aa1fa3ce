package org.zeuxis.engine;

import java.nio.charset.StandardCharsets;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * A random stream of its own: no other stream, and no global one, is moved by drawing from it. Not
 * thread-safe.
 *
 * <p>Numbers are drawn on the processor (mt19937) and moved, so that a seed means the same on every
 * device.
 */
public final class Rng implements AutoCloseable {
  private final Generator raw;
  private final GeneratorOptional optional;

  public Rng(long seed) {
    Engine.load();
    raw = torch.make_generator_cpu(seed);
    raw.retainReference();
    optional = new GeneratorOptional(raw);
    optional.retainReference();
  }

  /**
   * A stream for one purpose, independent of the others made from the same seed: its seed is mixed
   * from both.
   *
   * @param purpose a name such as {@code latents}
   */
  public static Rng of(long seed, String purpose) {
    return new Rng(seed(seed, purpose));
  }

  /** The seed of {@link #of}, for what makes streams of its own. */
  public static long seed(long seed, String purpose) {
    long mixed = seed;
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      mixed = mix(mixed ^ b);
    }
    return mixed;
  }

  /** SplitMix64's finaliser (Steele, Lea, Flood 2014). */
  private static long mix(long z) {
    long x = z + 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /** Standard normal numbers. */
  public Tensor normal(long... shape) {
    return new Tensor(torch.empty(shape).normal_(0, 1, optional));
  }

  /** Uniform numbers in [low, high). */
  public Tensor uniform(double low, double high, long... shape) {
    return new Tensor(torch.empty(shape).uniform_(low, high, optional));
  }

  /** Ones with the given probability, else zeros, as float32. */
  public Tensor bernoulli(double probability, long... shape) {
    return new Tensor(torch.empty(shape).bernoulli_(probability, optional));
  }

  /** Integers in [0, bound), as int64. */
  public Tensor integers(long bound, long... shape) {
    Tensor integers = Tensor.empty(DType.INT64, shape);
    integers.raw.random_(bound, optional);
    return integers;
  }

  /** The numbers 0 … count-1 in random order, int64. */
  public Tensor permutation(long count) {
    return new Tensor(torch.randperm(count, optional, new TensorOptions(torch.ScalarType.Long)));
  }

  /** Everything that the stream's future depends on. */
  public byte[] state() {
    try (Scope scope = new Scope()) {
      return new Tensor(raw.get_state()).toBytes();
    }
  }

  /** Continues where {@link #state()} was taken. */
  public void restore(byte[] state) {
    try (Scope scope = new Scope()) {
      long expected = raw.get_state().numel();
      if (state.length != expected) {
        throw new IllegalArgumentException(
            "random state: expected " + expected + " bytes, got " + state.length);
      }
      raw.set_state(Tensor.of(state, state.length).raw);
    }
  }

  @Override
  public void close() {
    optional.releaseReference();
    raw.releaseReference();
  }
}
