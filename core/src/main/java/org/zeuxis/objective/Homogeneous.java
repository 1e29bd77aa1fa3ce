package org.zeuxis.objective;

import java.util.Arrays;

/**
 * An affine map as a square matrix of homogeneous coordinates: 3×3 in the plane, 4×4 among colours.
 * Immutable.
 */
final class Homogeneous {
  private final int n;
  private final double[] m;

  private Homogeneous(int n, double[] m) {
    this.n = n;
    this.m = m;
  }

  /** The map that changes nothing, of {@code dimensions} + 1 rows. */
  static Homogeneous identity(int dimensions) {
    double[] ones = new double[dimensions];
    Arrays.fill(ones, 1);
    return scaling(ones);
  }

  /** One factor for each axis. */
  static Homogeneous scaling(double... factors) {
    int n = factors.length + 1;
    double[] m = new double[n * n];
    for (int i = 0; i < n; i++) {
      m[i * n + i] = i < factors.length ? factors[i] : 1;
    }
    return new Homogeneous(n, m);
  }

  /** One addend for each axis. */
  static Homogeneous translation(double... by) {
    Homogeneous map = identity(by.length);
    for (int i = 0; i < by.length; i++) {
      map.m[i * map.n + by.length] = by[i];
    }
    return map;
  }

  /** Turns the plane from the first axis towards the second. */
  static Homogeneous rotation(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Homogeneous(3, new double[] {cos, -sin, 0, sin, cos, 0, 0, 0, 1});
  }

  /**
   * Factors along the luma axis v = (1,1,1)/√3 and across it: {@code along·vvᵀ + across·(I-vvᵀ)}.
   */
  static Homogeneous aboutLuma(double along, double across) {
    double other = (along - across) / 3;
    double same = across + other;
    return new Homogeneous(4, new double[] {
      same, other, other, 0, //
      other, same, other, 0, //
      other, other, same, 0, //
      0, 0, 0, 1
    });
  }

  /**
   * Turns colours about the luma axis (Rodrigues' formula): {@code cos·I + sin·[v]ₓ + (1-cos)·vvᵀ}.
   */
  static Homogeneous hue(double angle) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle) / Math.sqrt(3);
    double even = (1 - cos) / 3;
    return new Homogeneous(4, new double[] {
      even + cos,
      even - sin,
      even + sin,
      0, //
      even + sin,
      even + cos,
      even - sin,
      0, //
      even - sin,
      even + sin,
      even + cos,
      0, //
      0,
      0,
      0,
      1
    });
  }

  /** First this map, then the next: the matrix next·this. */
  Homogeneous then(Homogeneous next) {
    double[] product = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          product[i * n + j] += next.m[i * n + k] * m[k * n + j];
        }
      }
    }
    return new Homogeneous(n, product);
  }

  /** The way back, of a map of the plane. */
  Homogeneous inverse() {
    double determinant = m[0] * m[4] - m[1] * m[3];
    double a = m[4] / determinant;
    double b = -m[1] / determinant;
    double c = -m[3] / determinant;
    double d = m[0] / determinant;
    return new Homogeneous(3, new double[] {
      a,
      b,
      -(a * m[2] + b * m[5]), //
      c,
      d,
      -(c * m[2] + d * m[5]), //
      0,
      0,
      1
    });
  }

  double get(int row, int column) {
    return m[row * n + column];
  }
}
