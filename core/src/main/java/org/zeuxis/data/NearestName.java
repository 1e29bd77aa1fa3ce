package org.zeuxis.data;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name had in mind. */
public final class NearestName {
  private NearestName() {}

  /**
   * The name that takes the fewest insertions, deletions, substitutions and swaps of neighbours, in
   * whatever case, among those that take at most half of their letters.
   */
  public static Optional<String> to(String typed, List<String> names) {
    return names.stream()
        .filter(name -> distance(typed, name) <= name.length() / 2)
        .min(Comparator.comparingInt(name -> distance(typed, name)));
  }

  /** Damerau's and Levenshtein's distance (optimal string alignment). */
  private static int distance(String typed, String name) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substituted = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(substituted, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
