package org.zeuxis.engine;

import java.util.Iterator;
import org.bytedeco.javacpp.PointerScope;

/**
 * Frees every tensor made inside it, on this thread, when it closes.
 *
 * <pre>{@code
 * try (Scope scope = new Scope()) {
 *   return scope.keep(network.forward(x).tanh());
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  private final PointerScope raw;

  public Scope() {
    Engine.load();
    raw = new PointerScope();
  }

  /**
   * Hands a tensor to the scope around this one, or to the caller, who then closes it, where there
   * is none.
   */
  public Tensor keep(Tensor tensor) {
    PointerScope outer = outer();
    if (outer != null) {
      outer.attach(tensor.raw);
    } else {
      tensor.raw.retainReference();
    }
    return tensor;
  }

  private PointerScope outer() {
    Iterator<PointerScope> scopes = PointerScope.getScopeIterator();
    boolean passed = false;
    while (scopes != null && scopes.hasNext()) {
      PointerScope scope = scopes.next();
      if (passed) {
        return scope;
      }
      passed = scope == raw;
    }
    return null;
  }

  @Override
  public void close() {
    raw.close();
  }
}
