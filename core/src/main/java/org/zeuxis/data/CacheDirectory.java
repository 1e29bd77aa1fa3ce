package org.zeuxis.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where fetched data sets are kept, by the custom of the operating system. */
final class CacheDirectory {
  private CacheDirectory() {}

  static Path ofUser() {
    return of(
        System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
  }

  /**
   * {@code $XDG_CACHE_HOME/zeuxis}, {@code %LOCALAPPDATA%\zeuxis} on Windows, else
   * {@code ~/.cache/zeuxis}.
   */
  static Path of(Map<String, String> environment, String operatingSystem, String home) {
    boolean windows = operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows");
    String base = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
    return (base.isEmpty() ? Path.of(home, ".cache") : Path.of(base)).resolve("zeuxis");
  }
}
