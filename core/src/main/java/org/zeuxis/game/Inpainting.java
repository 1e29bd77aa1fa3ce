package org.zeuxis.game;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * Context encoders (Pathak et al. 2016, arXiv:1604.07379): G paints what is missing of an image, is
 * held to the truth there by its mean square error (equation 1), and D judges the image that is
 * whole again (equation 2); both together by weights (equation 3).
 *
 * <p>A hole is filled with grey, 0, and G is shown the mask as one more channel. The paper has G
 * paint somewhat more than the hole, so that its colours go on as those around it; here that is a
 * border outside of the hole. D is shown whole images, as the authors' code for random masks has
 * it, with the truth around the hole, so that it sees where the two meet; the paper's sees the
 * patch alone. The order is the authors' code's: one forward pass of G, D's update, G's update
 * against the new D.
 */
public final class Inpainting extends TranslationGame {
  /**
   * What the paper leaves open.
   *
   * @param reconstruction λ_rec, the weight of the mean square error (section 5.1: 0.999)
   * @param masks of what is missing
   * @param channels of images
   */
  public record Rules(double reconstruction, Masks masks, long channels) {}

  /** Of the image's side, how far around a hole G is held to the truth (section 5.1: 7 of 128). */
  private static final double OVERLAP = 7 / 128.0;

  /** What an error there counts, of one in the hole (section 5.1). */
  private static final double EMPHASIS = 10;

  private final Rules rules;

  /** Of {@code generator} and {@code discriminator}; the stream {@code masks}. */
  public Inpainting(Rules rules, Parts parts) {
    super(parts);
    this.rules = rules;
  }

  @Override
  public Scores play(Batch batch, long iteration) {
    Tensor x = onDevice(batch.real());
    Tensor mask = onDevice(rules.masks().draw(stream("masks"), side(x, 0), side(x, 2), side(x, 3)));
    Map<String, Double> scores = new LinkedHashMap<>();
    Judge judge = judge("discriminator");
    Tensor painted = translator("generator").forward(beside(erased(x, mask), mask), null);
    Tensor whole = composed(x, painted, mask);
    judge.turn(x, whole, iteration, scores);
    Tensor l2 = l2(painted, x, mask);
    Tensor loss =
        judge.persuasion(x, whole, iteration, scores).plus(l2.times(rules.reconstruction()));
    descend(loss, List.of("generator"), iteration);
    scores.put("loss.generator", loss.item());
    scores.put("loss.l2", l2.item());
    return ended(iteration, scores);
  }

  private static int side(Tensor x, int dimension) {
    return Math.toIntExact(x.size(dimension));
  }

  /** G sees the image and, as one more channel, the mask. */
  private static Tensor beside(Tensor image, Tensor mask) {
    return Tensor.cat(List.of(image, mask), 1);
  }

  private static Tensor erased(Tensor x, Tensor mask) {
    return x.times(mask.neg().plus(1));
  }

  /** What was made, in the hole; the image elsewhere. */
  private static Tensor composed(Tensor x, Tensor painted, Tensor mask) {
    return erased(x, mask).plus(painted.times(mask));
  }

  /** The mean over hole and border of w·(G - x)², where w is 1 in the hole and 10 around it. */
  private Tensor l2(Tensor painted, Tensor x, Tensor mask) {
    Tensor near = grown(mask, Math.round(OVERLAP * x.size(2)));
    Tensor weight = near.minus(mask).times(EMPHASIS).plus(mask);
    Tensor places = near.sum().times((double) rules.channels());
    return painted.minus(x).square().times(weight).sum().dividedBy(places);
  }

  /** 1 where something is missing within so many rows and columns. */
  private Tensor grown(Tensor mask, long reach) {
    Tensor square = onDevice(Tensor.ones(1, 1, 2 * reach + 1, 2 * reach + 1));
    return Functional.conv2d(mask, square, null, 1, reach).clamp(0, 1);
  }

  @Override
  protected Contest contest(Batch batch) {
    Tensor x = onDevice(batch.real());
    Tensor mask = onDevice(shown(x));
    Tensor painted = translator("generator").forward(beside(erased(x, mask), mask), null);
    Tensor whole = composed(x, painted, mask);
    return new Contest(x, whole, x, whole);
  }

  private Tensor shown(Tensor x) {
    return rules.masks().shown(side(x, 0), side(x, 2), side(x, 3));
  }

  @Override
  public List<String> targets() {
    return List.of("whole");
  }

  /**
   * Fills in what is missing.
   *
   * @param images {@code [N,C+1,H,W]}: images in [-1,1], whatever they have where something is
   *     missing, and a mask, 1 there and 0 elsewhere
   * @throws InvalidInputException if there is no mask
   */
  @Override
  public Tensor translate(Tensor images, String target) {
    long channels = rules.channels();
    if (images.size(1) != channels + 1) {
      throw new InvalidInputException("inpaint: expected images of " + channels
          + " channels with a mask as one more, 1 where something is missing, [N," + (channels + 1)
          + ",H,W], got " + Arrays.toString(images.shape()).replace(" ", ""));
    }
    return filled(images.narrow(1, 0, channels), images.narrow(1, channels, 1));
  }

  private Tensor filled(Tensor images, Tensor mask) {
    Tensor painted = made("generator", beside(erased(images, mask), mask), null);
    return composed(images, painted, mask);
  }

  @Override
  public Tensor answer(Batch batch) {
    return filled(batch.real(), shown(batch.real()));
  }

  @Override
  public List<Comparison> compare(Batch batch) {
    Tensor x = batch.real();
    Tensor mask = shown(x);
    Tensor left = mask.neg().plus(1);
    Tensor colour =
        x.times(left).sum(2, 3).dividedBy(left.sum(2, 3)).unsqueeze(2).unsqueeze(3);
    return List.of(
        new Comparison("output", "", answer(batch), x, x),
        new Comparison("output", "mean fill", composed(x, colour.expand(x.shape()), mask), x, x));
  }

  @Override
  public Map<String, Tensor> show(Batch batch) {
    Tensor mask = shown(batch.real());
    Map<String, Tensor> shown = new LinkedHashMap<>();
    shown.put("input", erased(batch.real(), mask));
    shown.put("output", filled(batch.real(), mask));
    shown.put("truth", batch.real());
    return shown;
  }
}
