package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.DomainCritic;

/**
 * StarGAN (Choi et al. 2018, arXiv:1711.09020): one G for all domains, which is told the wanted
 * one; D tells real from made, and the domain as well. G has to convince D of the wanted domain,
 * and to find the way back (equations 1 to 6; 8 by the loss and the penalty of the recipe). The
 * order is the authors' code's: k updates of D, each on a minibatch of its own, then G's on the
 * last.
 *
 * <p>The domain that an image is to have is another image's of the minibatch.
 */
public final class StarGan extends TranslationGame {
  /**
   * What the paper leaves open.
   *
   * @param reconstruction λrec, the weight of the way back (section 5.1: 10)
   * @param classification λcls, that of the domains in both players' losses (section 5.1: 1)
   * @param discriminatorSteps k, updates of D for one of G (section 5.1: 5)
   */
  public record Rules(
      double reconstruction, double classification, int discriminatorSteps, DomainCodes codes) {}

  private static final String G = "generator";

  /** Images that D looks at together for what they have. */
  private static final int CHUNK = 16;

  private final Rules rules;

  /**
   * Of {@code generator} and {@code discriminator}, which is a {@link DomainCritic}; the stream
   * {@code domains}.
   */
  public StarGan(Rules rules, Parts parts) {
    super(parts);
    this.rules = rules;
  }

  /** A minibatch: images, their domains, and the wanted ones. */
  private record Case(Tensor x, Tensor own, Tensor wanted) {}

  @Override
  public Scores play(Batch batch, long iteration) {
    int k = rules.discriminatorSteps();
    long samples = batch.real().size(0);
    if (samples == 0 || samples % k != 0) {
      throw new IllegalArgumentException("StarGan.play(batch): expected " + k
          + " minibatches of one size, got " + samples + " samples");
    }
    long m = samples / k;
    Map<String, Double> scores = new LinkedHashMap<>();
    for (int i = 0; i < k - 1; i++) {
      try (Scope scope = new Scope()) {
        Case one = drawn(batch.narrow(i * m, m));
        Tensor fake;
        try (NoGrad guard = new NoGrad()) {
          fake = translator(G).forward(one.x(), one.wanted());
        }
        moveDiscriminator(one, fake, iteration, scores);
      }
    }
    Case last = drawn(batch.narrow((k - 1) * m, m));
    Tensor fake = translator(G).forward(last.x(), last.wanted());
    moveDiscriminator(last, fake, iteration, scores);
    moveGenerator(last, fake, iteration, scores);
    return ended(iteration, scores);
  }

  /** Equation 5: the adversarial loss, and what real images are. */
  private void moveDiscriminator(
      Case one, Tensor fake, long iteration, Map<String, Double> scores) {
    judge("discriminator")
        .turn(
            one.x(),
            fake,
            () -> {
              Tensor domains = ofReal(one.x(), one.own());
              scores.put("loss.domain.real", domains.item());
              return domains.times(rules.classification());
            },
            iteration,
            scores);
  }

  /** Equation 2. */
  private Tensor ofReal(Tensor x, Tensor own) {
    return rules.codes().loss(critic().domains(x), own);
  }

  /** Equation 6: the adversarial loss, what made images are, and the way back (equation 4). */
  private void moveGenerator(Case one, Tensor fake, long iteration, Map<String, Double> scores) {
    Tensor domains = rules.codes().loss(critic().domains(fake), one.wanted());
    Tensor back = translator(G).forward(fake, one.own()).minus(one.x()).abs().mean();
    Tensor loss = judge("discriminator")
        .persuasion(one.x(), fake, iteration, scores)
        .plus(domains.times(rules.classification()))
        .plus(back.times(rules.reconstruction()));
    descend(loss, List.of(G), iteration);
    scores.put("loss.generator", loss.item());
    scores.put("loss.domain.fake", domains.item());
    scores.put("loss.cycle", back.item());
  }

  private DomainCritic critic() {
    return (DomainCritic) judge("discriminator").network();
  }

  private Case drawn(Batch batch) {
    Tensor order = stream("domains").permutation(batch.labels().size(0));
    return minibatch(batch, batch.labels().to(Device.CPU).indexSelect(0, order));
  }

  private Case minibatch(Batch batch, Tensor wanted) {
    return new Case(
        onDevice(batch.real()),
        onDevice(rules.codes().of(batch.labels())),
        onDevice(rules.codes().of(wanted)));
  }

  /** Every image is to become as the next one, the last as the first. */
  private Case rotated(Batch batch) {
    Tensor labels = batch.labels();
    long rest = labels.size(0) - 1;
    return minibatch(
        batch, Tensor.cat(List.of(labels.narrow(0, 1, rest), labels.narrow(0, 0, 1)), 0));
  }

  @Override
  protected Contest contest(Batch batch) {
    Case one = rotated(batch);
    Tensor fake = translator(G).forward(one.x(), one.wanted());
    return new Contest(one.x(), fake, one.x(), fake);
  }

  /** Equation 5. */
  @Override
  protected Tensor judgement(Batch batch, Tensor onReal, Tensor onFake) {
    Case one = rotated(batch);
    return super.judgement(batch, onReal, onFake)
        .plus(ofReal(one.x(), one.own()).times(rules.classification()));
  }

  @Override
  public int batchesPerIteration() {
    return rules.discriminatorSteps();
  }

  /** The attributes, or the classes. */
  @Override
  public List<String> targets() {
    return rules.codes().names();
  }

  /**
   * Images with other attributes, or of another class.
   *
   * @param target a class; or attributes, {@code smiling} or {@code smiling=1,young=0}: those that
   *     are not named stay what D takes each image to have
   * @throws org.zeuxis.InvalidInputException naming what can be asked for
   */
  @Override
  public Tensor translate(Tensor images, String target) {
    return made(G, images, rules.codes().wanted(target, images.size(0), () -> recognised(images)));
  }

  /** What D takes images to have, {@code [N,K]}; it looks at them in the size that it knows. */
  private Tensor recognised(Tensor images) {
    DomainCritic critic = critic();
    boolean wasTraining = critic.isTraining();
    critic.train(false);
    List<Tensor> seen = new ArrayList<>();
    try (NoGrad guard = new NoGrad()) {
      for (long start = 0; start < images.size(0); start += CHUNK) {
        long count = Math.min(CHUNK, images.size(0) - start);
        try (Scope scope = new Scope()) {
          Tensor x = Functional.resizeBilinear(
              square(onDevice(images.narrow(0, start, count))), critic.side(), critic.side());
          seen.add(scope.keep(rules.codes().seen(critic.domains(x))));
        }
      }
    } finally {
      critic.train(wasTraining);
    }
    return Tensor.cat(seen, 0);
  }

  /** The largest square in the middle: what training is shown of images. */
  private static Tensor square(Tensor images) {
    long height = images.size(2);
    long width = images.size(3);
    long side = Math.min(height, width);
    return images.narrow(2, (height - side) / 2, side).narrow(3, (width - side) / 2, side);
  }

  /** Every image with the next one's attributes, or of its class; the last with the first's. */
  @Override
  public Tensor answer(Batch batch) {
    return made(G, batch.real(), rotated(batch).wanted());
  }

  /**
   * Images without an attribute, made to have it, beside those that have it, attribute by attribute
   * (of other classes, made to be of it, class by class); and the way back of {@link #answer}.
   */
  @Override
  public List<Comparison> compare(Batch batch) {
    DomainCodes codes = rules.codes();
    Tensor x = batch.real();
    Tensor own = codes.of(batch.labels());
    List<Comparison> all = new ArrayList<>();
    for (int k = 0; k < targets().size(); k++) {
      Tensor without = codes.those(own, k, false);
      Tensor given = x.indexSelect(0, without);
      Tensor real = x.indexSelect(0, codes.those(own, k, true));
      Tensor fake = given.size(0) == 0
          ? given
          : made(G, given, codes.changed(own.indexSelect(0, without), k));
      String what = "to " + targets().get(k);
      all.add(new Comparison(what, "", fake, null, real));
      all.add(new Comparison(what, "identity", given, null, real));
    }
    all.add(new Comparison("there and back", "", made(G, answer(batch), own), x, null));
    return all;
  }

  /** Every image, each attribute of it toggled or each class, and the last of these back again. */
  @Override
  public Map<String, Tensor> show(Batch batch) {
    Tensor own = rules.codes().of(batch.labels());
    Map<String, Tensor> shown = new LinkedHashMap<>();
    shown.put("input", batch.real());
    Tensor output = batch.real();
    for (int k = 0; k < targets().size(); k++) {
      output = made(G, batch.real(), rules.codes().changed(own, k));
      shown.put(rules.codes().change(k), output);
    }
    shown.put("and back again", made(G, output, own));
    return shown;
  }
}
