package org.zeuxis.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The smallest training that is one: some thousand weights on 8×8 digits. */
final class Small {
  private Small() {}

  /** The arguments of {@code zeuxis train}, on digits unless {@code more} says otherwise. */
  static String[] train(Path run, String... more) {
    List<String> args = new ArrayList<>(List.of("train", "--quiet", "--out", run.toString()));
    args.addAll(List.of("--size=8", "--batch=8", "--threads=1"));
    args.addAll(List.of("--set=network.features=4", "--set=output.samples=16"));
    args.addAll(Arrays.asList(more));
    return args.toArray(String[]::new);
  }
}
