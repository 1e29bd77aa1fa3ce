package org.zeuxis.engine;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The element types that the library uses. */
public enum DType {
  FLOAT32(ScalarType.Float, 4),
  FLOAT64(ScalarType.Double, 8),
  INT64(ScalarType.Long, 8),
  UINT8(ScalarType.Byte, 1),
  BOOL(ScalarType.Bool, 1);

  final ScalarType raw;
  private final int bytes;

  DType(ScalarType raw, int bytes) {
    this.raw = raw;
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  static DType of(ScalarType raw) {
    // The binding makes a new object of its enum for each answer: only interned ones are equal.
    ScalarType known = raw.intern();
    for (DType type : values()) {
      if (type.raw == known) {
        return type;
      }
    }
    throw new IllegalArgumentException("element type " + raw + " is not supported");
  }
}
