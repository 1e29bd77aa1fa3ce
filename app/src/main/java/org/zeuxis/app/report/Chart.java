package org.zeuxis.app.report;

import java.util.List;

/**
 * Series that are drawn over one another.
 *
 * @param title for people
 * @param better {@code lower} or {@code higher}, or null where neither is
 */
record Chart(String title, String better, List<Series> series) {
  Chart {
    series = List.copyOf(series);
  }
}
