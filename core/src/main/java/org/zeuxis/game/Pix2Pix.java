package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Tensor;

/**
 * pix2pix (Isola, Zhu, Zhou, Efros 2017, arXiv:1611.07004, equations 1 to 4): G makes an image of
 * an image, D judges it together with what it was made of, and G is held to the truth by its L1
 * distance. The order is the authors' code's: one forward pass of G, D's update, G's update against
 * the new D.
 */
public final class Pix2Pix extends TranslationGame {
  /**
   * What the paper leaves open.
   *
   * @param reconstruction λ, the weight of L1 (section 3.3: 100)
   * @param target what the images become, by name
   */
  public record Rules(double reconstruction, String target) {}

  private final Rules rules;

  /** Of {@code generator} and {@code discriminator}. */
  public Pix2Pix(Rules rules, Parts parts) {
    super(parts);
    this.rules = rules;
  }

  @Override
  public Scores play(Batch batch, long iteration) {
    Tensor x = onDevice(batch.source().real());
    Tensor y = onDevice(batch.real());
    Map<String, Double> scores = new LinkedHashMap<>();
    Judge judge = judge("discriminator");
    Tensor fake = translator("generator").forward(x, null);
    Tensor real = beside(x, y);
    Tensor made = beside(x, fake);
    judge.turn(real, made, iteration, scores);
    Tensor l1 = fake.minus(y).abs().mean();
    Tensor loss =
        judge.persuasion(real, made, iteration, scores).plus(l1.times(rules.reconstruction()));
    descend(loss, List.of("generator"), iteration);
    scores.put("loss.generator", loss.item());
    scores.put("loss.l1", l1.item());
    return ended(iteration, scores);
  }

  /** D sees both images, one over the other along the channels. */
  private static Tensor beside(Tensor x, Tensor y) {
    return Tensor.cat(List.of(x, y), 1);
  }

  @Override
  protected Contest contest(Batch batch) {
    Tensor x = onDevice(batch.source().real());
    Tensor y = onDevice(batch.real());
    Tensor fake = translator("generator").forward(x, null);
    return new Contest(beside(x, y), beside(x, fake), y, fake);
  }

  @Override
  public List<String> targets() {
    return List.of(rules.target());
  }

  @Override
  public Tensor translate(Tensor images, String target) {
    return made("generator", images, null);
  }

  @Override
  public Tensor answer(Batch batch) {
    return made("generator", batch.source().real(), null);
  }

  @Override
  public List<Comparison> compare(Batch batch) {
    Tensor x = batch.source().real();
    Tensor y = batch.real();
    List<Comparison> all = new ArrayList<>();
    all.add(new Comparison("output", "", answer(batch), y, y));
    if (x.size(1) == y.size(1)) {
      all.add(new Comparison("output", "identity", x, y, y));
    }
    return all;
  }

  @Override
  public Map<String, Tensor> show(Batch batch) {
    Map<String, Tensor> shown = new LinkedHashMap<>();
    shown.put("input", batch.source().real());
    shown.put("output", answer(batch));
    shown.put("truth", batch.real());
    return shown;
  }
}
