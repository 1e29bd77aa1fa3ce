package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Tensor;

/**
 * SRGAN (Ledig et al. 2017, arXiv:1609.04802): G enlarges images that were shrunk by a bicubic
 * filter, D tells them from large ones. G first learns by the mean square error of pixels alone,
 * SRResNet, and D stands still (section 3.2); then by the perceptual loss (equation 3), a distance
 * of contents and, far less, what D makes of it.
 *
 * <p>Unlike the paper's, small images are in [-1,1] as all images here.
 */
public final class SuperResolution extends TranslationGame implements Prepares {
  /**
   * What the paper leaves open.
   *
   * @param scale how many times larger a side becomes
   * @param reconstruction weight of the mean square error of pixels (equation 4) after the warm-up
   * @param perceptual weight of the distance of features (equation 5)
   * @param pretrain iterations of the warm-up
   */
  public record Rules(int scale, double reconstruction, double perceptual, long pretrain) {}

  private final Rules rules;
  private final Perception perception;

  /** Of {@code generator} and {@code discriminator}; it closes the perception in the end. */
  public SuperResolution(Rules rules, Perception perception, Parts parts) {
    super(parts);
    this.rules = rules;
    this.perception = perception;
  }

  @Override
  public void prepare(Dataset data, ProgressListener progress) {
    perception.prepare(data, progress);
  }

  @Override
  public Scores play(Batch batch, long iteration) {
    Tensor large = onDevice(batch.real());
    Tensor made = translator("generator").forward(shrunk(large), null);
    Map<String, Double> scores = new LinkedHashMap<>();
    Tensor mse = made.minus(large).square().mean();
    Tensor loss =
        iteration < rules.pretrain() ? mse : perceptual(large, made, mse, iteration, scores);
    descend(loss, List.of("generator"), iteration);
    scores.put("loss.generator", loss.item());
    scores.put("loss.mse", mse.item());
    return ended(iteration, scores);
  }

  /** D's turn, and equation 3. */
  private Tensor perceptual(
      Tensor large, Tensor made, Tensor mse, long iteration, Map<String, Double> scores) {
    Judge judge = judge("discriminator");
    judge.turn(large, made, iteration, scores);
    Tensor loss =
        judge.persuasion(large, made, iteration, scores).plus(mse.times(rules.reconstruction()));
    if (rules.perceptual() == 0) {
      return loss;
    }
    Tensor content = perception.distance(made, large);
    scores.put("loss.content", content.item());
    return loss.plus(content.times(rules.perceptual()));
  }

  /** {@code [N,C,H,W]} → {@code [N,C,H/scale,W/scale]}; in [-1,1], as images are. */
  private Tensor shrunk(Tensor large) {
    return Functional.resizeBicubic(
            large, large.size(2) / rules.scale(), large.size(3) / rules.scale())
        .clamp(-1, 1);
  }

  @Override
  protected Contest contest(Batch batch) {
    Tensor large = onDevice(batch.real());
    Tensor made = translator("generator").forward(shrunk(large), null);
    return new Contest(large, made, large, made);
  }

  @Override
  public List<String> targets() {
    return List.of("x" + rules.scale());
  }

  /** Small images of any size → {@code scale} times as large ones. */
  @Override
  public Tensor translate(Tensor images, String target) {
    return made("generator", images, null);
  }

  @Override
  public Tensor answer(Batch batch) {
    return made("generator", shrunk(batch.real()), null);
  }

  @Override
  public List<Comparison> compare(Batch batch) {
    Tensor large = batch.real();
    return List.of(
        new Comparison("output", "", answer(batch), large, large),
        new Comparison("output", "bicubic", bicubic(shrunk(large), large), large, large));
  }

  private static Tensor bicubic(Tensor low, Tensor large) {
    return Functional.resizeBicubic(low, large.size(2), large.size(3)).clamp(-1, 1);
  }

  @Override
  public Map<String, Tensor> show(Batch batch) {
    Tensor large = batch.real();
    Tensor low = shrunk(large);
    Map<String, Tensor> shown = new LinkedHashMap<>();
    shown.put("low", low);
    shown.put("bicubic", bicubic(low, large));
    shown.put("output", made("generator", low, null));
    shown.put("truth", large);
    return shown;
  }

  @Override
  public void close() {
    super.close();
    perception.close();
  }
}
