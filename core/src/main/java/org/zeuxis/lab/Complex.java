package org.zeuxis.lab;

/** A complex number, for eigenvalues. */
record Complex(double re, double im) {
  static Complex of(double re) {
    return new Complex(re, 0);
  }

  Complex plus(Complex other) {
    return new Complex(re + other.re, im + other.im);
  }

  Complex minus(Complex other) {
    return new Complex(re - other.re, im - other.im);
  }

  Complex times(Complex other) {
    return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
  }

  Complex times(double factor) {
    return new Complex(re * factor, im * factor);
  }

  double length() {
    return Math.hypot(re, im);
  }

  /** The square root whose real part is not negative. */
  Complex sqrt() {
    double real = Math.sqrt(Math.max(0, (length() + re) / 2));
    double imaginary = Math.sqrt(Math.max(0, (length() - re) / 2));
    return new Complex(real, Math.copySign(imaginary, im));
  }

  /** The larger of the absolute roots of {@code λ² + bλ + c = 0}. */
  static double largestRoot(Complex b, Complex c) {
    Complex root = b.times(b).minus(c.times(4)).sqrt();
    double one = root.minus(b).length() / 2;
    double other = root.plus(b).length() / 2;
    return Math.max(one, other);
  }
}
