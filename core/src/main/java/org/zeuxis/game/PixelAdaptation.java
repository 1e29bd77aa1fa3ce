package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.TaskNetwork;
import org.zeuxis.objective.ContentSimilarity;

/**
 * PixelDA (Bousmalis et al. 2017, arXiv:1612.05424): G makes images of a source, whose classes are
 * known, look as those of a target, whose classes are not; T learns the classes of both the source
 * images and what was made of them. Nobody sees the target's labels.
 *
 * <p>Section 3.1: {@code min over G and T, max over D of α·L_d + β·L_t + γ·L_c}. L_d is the
 * adversarial loss and α {@code game.adversarialWeight}, L_t the cross entropy of T's classes, L_c
 * {@link ContentSimilarity}. First D and T move, then G against both, on the same noise.
 */
public final class PixelAdaptation extends TranslationGame implements Classifies {
  /** Of the noise of images for use, so that equal calls make equal images. */
  private static final long SEED = 1;

  /**
   * What the paper leaves open.
   *
   * @param task β, the weight of the classes in G's loss
   * @param content γ; 0 leaves it out, as the paper does where it knows no foreground
   * @param noise z
   * @param classNames of the source
   * @param target what the images become, by name
   */
  public record Rules(
      double task, double content, Latent noise, List<String> classNames, String target) {
    public Rules {
      classNames = List.copyOf(classNames);
    }
  }

  private final Rules rules;
  private boolean drawsInUse;

  /**
   * Of {@code generator} G, {@code task} T and {@code discriminator} D; the stream {@code latents}.
   */
  public PixelAdaptation(Rules rules, Parts parts) {
    super(parts);
    this.rules = rules;
  }

  @Override
  public Scores play(Batch batch, long iteration) {
    Tensor x = onDevice(batch.source().real());
    Tensor y = onDevice(batch.source().labels());
    Tensor target = onDevice(batch.real());
    Map<String, Double> scores = new LinkedHashMap<>();
    Tensor fake = translator("generator").forward(x, noise(stream("latents"), x.size(0)));
    Judge judge = judge("discriminator");
    judge.turn(target, fake, iteration, scores);
    learn(x, fake.detach(), y, iteration, scores);
    Tensor task = Functional.crossEntropy(classifier().forward(fake), y);
    Tensor loss = judge.persuasion(target, fake, iteration, scores).plus(task.times(rules.task()));
    if (rules.content() > 0) {
      Tensor content = ContentSimilarity.of(x, fake);
      loss = loss.plus(content.times(rules.content()));
      scores.put("loss.content", content.item());
    }
    descend(loss, List.of("generator"), iteration);
    scores.put("loss.generator", loss.item());
    return ended(iteration, scores);
  }

  /** T's turn: L_t, the sum of the cross entropies on made and on source images. */
  private void learn(Tensor x, Tensor fake, Tensor y, long iteration, Map<String, Double> scores) {
    try (Scope scope = new Scope()) {
      Tensor made = Functional.crossEntropy(classifier().forward(fake), y);
      Tensor source = Functional.crossEntropy(classifier().forward(x), y);
      descend(made.plus(source), List.of("task"), iteration);
      scores.put("loss.task", source.item());
      scores.put("loss.task.made", made.item());
    }
  }

  private TaskNetwork classifier() {
    return (TaskNetwork) player("task").network();
  }

  private Tensor noise(Rng rng, long count) {
    return onDevice(rules.noise().sample(rng, Math.toIntExact(count)));
  }

  @Override
  protected Contest contest(Batch batch) {
    Tensor x = onDevice(batch.source().real());
    Tensor real = onDevice(batch.real());
    Tensor fake = translator("generator").forward(x, noise(stream("latents"), x.size(0)));
    return new Contest(real, fake, real, fake);
  }

  @Override
  public List<String> classNames() {
    return rules.classNames();
  }

  @Override
  public Tensor classify(Tensor images) {
    return used("task", TaskNetwork.class, images, (task, part, first) -> task.forward(part));
  }

  @Override
  public List<String> targets() {
    return List.of(rules.target());
  }

  /** Otherwise the n-th image of every call gets the same noise. */
  @Override
  public void drawNoise(long seed) {
    try (Rng rng = Rng.of(seed, "noise in use")) {
      stream("latents").restore(rng.state());
    }
    drawsInUse = true;
  }

  @Override
  public Tensor translate(Tensor images, String target) {
    try (Scope scope = new Scope();
        Rng same = Rng.of(SEED, "translations")) {
      Rng rng = drawsInUse ? stream("latents") : same;
      return scope.keep(made("generator", images, noise(rng, images.size(0))));
    }
  }

  @Override
  public Tensor answer(Batch batch) {
    return translate(batch.source().real(), rules.target());
  }

  @Override
  public List<Comparison> compare(Batch batch) {
    List<Comparison> all = new ArrayList<>();
    all.add(new Comparison("output", "", answer(batch), null, batch.real()));
    Tensor source = batch.source().real();
    if (source.size(1) == batch.real().size(1)) {
      all.add(new Comparison("output", "identity", source, null, batch.real()));
    }
    return all;
  }

  @Override
  public Map<String, Tensor> show(Batch batch) {
    Map<String, Tensor> shown = new LinkedHashMap<>();
    shown.put("input", batch.source().real());
    shown.put("output", answer(batch));
    shown.put("some of the target", batch.real());
    return shown;
  }
}
