package org.zeuxis.app;

import java.nio.file.Path;
import org.zeuxis.data.DataOptions;
import picocli.CommandLine.Option;

/** Where named data sets come from. */
final class DataPlace {
  @Option(
      names = "--mirror",
      defaultValue = "",
      paramLabel = "URL",
      description = "Where to fetch named data sets from, instead of their public homes.")
  private String mirror;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where named data sets are kept. Default: the user's cache directory.")
  private Path cache;

  DataOptions options() {
    DataOptions options = DataOptions.defaults().withMirror(mirror);
    return cache == null ? options : options.withCache(cache);
  }
}
