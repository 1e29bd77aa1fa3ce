package org.zeuxis.lab;

import java.util.List;

/** A picture of one or more frames; several play as an animation. */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed over, not shared
public sealed interface Plot {
  String title();

  /**
   * Functions of one variable.
   *
   * @param x increasing, the same in all frames
   * @param logarithmic whether the y axis is
   */
  record Curves(
      String title,
      String xLabel,
      String yLabel,
      boolean logarithmic,
      double[] x,
      List<CurvesFrame> frames)
      implements Plot {
    public Curves {
      frames = List.copyOf(frames);
      for (CurvesFrame frame : frames) {
        for (Series series : frame.series()) {
          if (series.y().length != x.length) {
            throw new IllegalArgumentException("plot '" + title + "', series '" + series.name()
                + "': expected " + x.length + " values, got " + series.y().length);
          }
        }
      }
    }
  }

  /** One moment of {@link Curves}. */
  record CurvesFrame(String caption, List<Series> series) {
    public CurvesFrame {
      series = List.copyOf(series);
    }
  }

  /**
   * A curve.
   *
   * @param y as many as the plot's x; NaN leaves a gap
   * @param theory whether it is the closed form, drawn dashed
   */
  record Series(String name, double[] y, boolean theory) {}

  /**
   * The plane, or a part of it.
   *
   * @param from left and lower corner, x and y
   * @param to right and upper corner
   */
  record Plane(
      String title,
      String xLabel,
      String yLabel,
      double[] from,
      double[] to,
      List<PlaneFrame> frames)
      implements Plot {
    public Plane {
      frames = List.copyOf(frames);
    }
  }

  /**
   * One moment of a {@link Plane}.
   *
   * @param field values on a regular grid, rows from the lower side, the outer ones on the plane's
   *     border, {@code [rows][columns]}; empty for none
   */
  record PlaneFrame(String caption, double[][] field, List<Cloud> clouds) {
    public PlaneFrame {
      clouds = List.copyOf(clouds);
    }
  }

  /**
   * Points.
   *
   * @param joined whether they are the course of one point, drawn as a line
   */
  record Cloud(String name, double[] x, double[] y, boolean joined) {}
}
