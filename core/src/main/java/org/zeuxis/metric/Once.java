package org.zeuxis.metric;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A value that is made when it is first asked for. For use by one thread. */
final class Once<T> {
  private final Supplier<T> maker;
  private T value;

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    if (value == null) {
      value = maker.get();
    }
    return value;
  }

  void ifMade(Consumer<T> action) {
    if (value != null) {
      action.accept(value);
    }
  }
}
