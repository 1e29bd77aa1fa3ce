package org.zeuxis.game;

import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Tensor;

/** The ability to make images of images. For use by one thread at a time. */
public interface Translates {
  /**
   * What images can be turned into, by name: domains such as {@code B}, attributes such as
   * {@code smiling}; the usual one first.
   */
  List<String> targets();

  /**
   * Images of images, without recording, with the averaged weights where there are any.
   *
   * @param images {@code [N,C,H,W]} in [-1,1]; of any size where the network is convolutional
   * @param target one of {@link #targets()}
   * @return {@code [N,C',H',W']} in [-1,1]
   */
  Tensor translate(Tensor images, String target);

  /**
   * From now on every image is made with other noise, where otherwise equal images get equal
   * answers: a new vector (PixelDA), or dropout that is on in use, too (pix2pix, arXiv:1611.07004,
   * section 3.1).
   *
   * @throws org.zeuxis.InvalidInputException if the networks have no noise
   */
  void drawNoise(long seed);

  /**
   * What is made for a batch of the data, to be held against {@code batch.real()}.
   *
   * @return {@code [N,C,H,W]} in [-1,1]
   */
  Tensor answer(Batch batch);

  /** What can be measured of a batch: what the game makes, and what it has to be better than. */
  List<Comparison> compare(Batch batch);

  /**
   * Images and what they are held against. Of {@code images} and {@code real} there may be
   * different numbers where there is no truth, or none in this batch: those of all batches are
   * compared.
   *
   * @param what they are, such as {@code A to B}
   * @param by who made them: empty for the game, else a baseline such as {@code identity}
   * @param images {@code [N,C,H,W]} in [-1,1]
   * @param truth what each should be; null where there is no such thing
   * @param real images that all of them should look like; null where it is not asked
   */
  record Comparison(String what, String by, Tensor images, Tensor truth, Tensor real) {}

  /**
   * A batch to look at: pictures by what they are, such as {@code input}, {@code output} and
   * {@code truth}, in the order to look at them.
   *
   * @return {@code [N,C,H,W]} in [-1,1] each, N the batch's
   */
  Map<String, Tensor> show(Batch batch);
}
