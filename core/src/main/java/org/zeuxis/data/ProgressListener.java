package org.zeuxis.data;

/**
 * Hears how far a long piece of work has come; always called on the thread that asked for the work.
 */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (task, done, total) -> {};

  /**
   * Some of the work is done.
   *
   * @param task what is being done, for example {@code "fetching train-images-idx3-ubyte.gz"}; one
   *     task after another
   * @param done images or, where a file is fetched, bytes
   * @param total the same at the end; -1 where unknown
   */
  void progress(String task, long done, long total);

  /** One line that a person should read, for example how many bad images were left out. */
  default void note(String message) {}
}
