package org.zeuxis.benchmarks;

import java.util.List;

/** One iteration of a game on a fixed minibatch, and the peer that does the same in Python. */
interface TimedStep extends AutoCloseable {
  /** Plays it once. */
  void run();

  /** What is timed, for people. */
  String description();

  /** The peer's script in {@code benchmarks/src/main/python}, then its arguments. */
  List<String> peer();

  @Override
  void close();
}
