package org.zeuxis.export;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import org.zeuxis.engine.Tensor;

/**
 * Points of the plane as a picture: what an image grid is for data that are points.
 *
 * <p>Both axes span the same fixed range, so that pictures of one training can be compared and run
 * as a film. Nothing is written into the picture: no font is needed, and equal points give equal
 * pixels.
 */
public final class PointPlot {
  /** A dot's radius is 1/160 of the side: 3 pixels of 512. */
  private static final double SIDES_PER_RADIUS = 160;

  private static final int SMALLEST_PIXELS = 16;
  private static final Color REAL = new Color(0xC4C4C4);

  /** Blue, told apart from grey with every kind of colour blindness; see-through where dense. */
  private static final Color GENERATED = new Color(0x1F, 0x5F, 0xBF, 0xB0);

  private static final Color FRAME = new Color(0x808080);
  private static final Color ZERO = new Color(0xE8E8E8);

  private final double low;
  private final double high;
  private final int pixels;

  private PointPlot(double low, double high, int pixels) {
    this.low = low;
    this.high = high;
    this.pixels = pixels;
  }

  /**
   * Draws generated points in blue over real ones in light grey, with a frame and faint lines
   * through the origin. The second coordinate grows upwards. What lies outside the range, or is
   * infinite, is not seen.
   *
   * @param real {@code [N,2]}, N may be 0
   * @param generated {@code [M,2]}, M may be 0
   * @param low the left and the lower edge
   * @param high the right and the upper edge
   * @param pixels the side of the picture, at least 16
   * @throws IllegalArgumentException for another shape, an empty range, and for NaN
   */
  public static BufferedImage of(
      Tensor real, Tensor generated, double low, double high, int pixels) {
    real.requireShape("PointPlot.of(real)", "[N,2]", Tensor.ANY, 2);
    generated.requireShape("PointPlot.of(generated)", "[M,2]", Tensor.ANY, 2);
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          "PointPlot: expected finite low < high, got " + low + " and " + high);
    }
    if (pixels < SMALLEST_PIXELS) {
      throw new IllegalArgumentException(
          "pixels must be >= " + SMALLEST_PIXELS + ", got " + pixels);
    }
    return new PointPlot(low, high, pixels).draw(real, generated);
  }

  private BufferedImage draw(Tensor real, Tensor generated) {
    BufferedImage image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, pixels, pixels);
      graphics.setColor(ZERO);
      graphics.setStroke(new BasicStroke(1));
      graphics.draw(new Line2D.Double(across(0), 0, across(0), pixels));
      graphics.draw(new Line2D.Double(0, up(0), pixels, up(0)));
      dots(graphics, REAL, "real", real);
      dots(graphics, GENERATED, "generated", generated);
      graphics.setColor(FRAME);
      graphics.setRenderingHint(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
      graphics.drawRect(0, 0, pixels - 1, pixels - 1);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void dots(Graphics2D graphics, Color color, String which, Tensor points) {
    if (points.count() == 0) {
      return;
    }
    double[] xy = points.toDoubles();
    double radius = Math.max(1, pixels / SIDES_PER_RADIUS);
    graphics.setColor(color);
    for (int i = 0; i < xy.length; i += 2) {
      if (Double.isNaN(xy[i]) || Double.isNaN(xy[i + 1])) {
        throw new IllegalArgumentException("PointPlot: " + which + " point " + i / 2 + " of "
            + xy.length / 2 + " is NaN, expected numbers");
      }
      double x = across(xy[i]);
      double y = up(xy[i + 1]);
      if (seen(x, radius) && seen(y, radius)) {
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      }
    }
  }

  private double across(double x) {
    return (x - low) / (high - low) * pixels;
  }

  private double up(double y) {
    return pixels - across(y);
  }

  private boolean seen(double position, double radius) {
    return position > -radius && position < pixels + radius;
  }
}
