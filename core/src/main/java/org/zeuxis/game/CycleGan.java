package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Tensor;

/**
 * CycleGAN (Zhu, Park, Isola, Efros 2017, arXiv:1703.10593): G turns A into B and F turns B into A,
 * each before a judge of its own, and there and back again must be the image that one began with
 * (equations 1 to 3); an image of the domain that a translator makes should stay as it is (section
 * 5.2, identity loss). Judges see a history of images (section 4). The order is the authors'
 * code's: both translators, then both judges.
 */
public final class CycleGan extends TranslationGame {
  /**
   * What the paper leaves open.
   *
   * @param cycle λ, the weight of the cycle (section 4: 10)
   * @param identity weight of the identity loss, as a part of λ (section 5.2: 0.5); 0 leaves it out
   * @param pool images of a judge's history (section 4: 50); 0 for none
   * @param from the name of domain A
   * @param to the name of domain B
   * @param shapeOfA {@code [C,H,W]}
   * @param shapeOfB {@code [C,H,W]}
   */
  public record Rules(
      double cycle,
      double identity,
      int pool,
      String from,
      String to,
      List<Long> shapeOfA,
      List<Long> shapeOfB) {
    public Rules {
      if (identity > 0 && !shapeOfA.get(0).equals(shapeOfB.get(0))) {
        throw new IllegalArgumentException("translation.identity: expected 0, since " + from
            + " has " + shapeOfA.get(0) + " channels and " + to + " " + shapeOfB.get(0)
            + "; data.channels brings both to one number");
      }
    }
  }

  private static final String THERE = "generator";
  private static final String BACK = "generator-back";

  private final Rules rules;
  private final ImagePool ofB;
  private final ImagePool ofA;

  /**
   * Of {@code generator} G, {@code generator-back} F, {@code discriminator} of B and
   * {@code discriminator-back} of A; the stream {@code pool}.
   */
  public CycleGan(Rules rules, Parts parts) {
    super(parts);
    this.rules = rules;
    ofB = pool(rules, rules.shapeOfB(), parts);
    ofA = pool(rules, rules.shapeOfA(), parts);
  }

  private static ImagePool pool(Rules rules, List<Long> shape, Parts parts) {
    long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
    Device device = parts.device();
    return rules.pool() == 0
        ? null
        : new ImagePool(rules.pool(), dimensions, parts.streams().get("pool"), device);
  }

  @Override
  public Scores play(Batch batch, long iteration) {
    Tensor a = onDevice(batch.source().real());
    Tensor b = onDevice(batch.real());
    Map<String, Double> scores = new LinkedHashMap<>();
    Tensor fakeB = translator(THERE).forward(a, null);
    Tensor againA = translator(BACK).forward(fakeB, null);
    Tensor fakeA = translator(BACK).forward(b, null);
    Tensor againB = translator(THERE).forward(fakeA, null);
    Tensor cycle = l1(againA, a).plus(l1(againB, b));
    Tensor loss = judge("discriminator")
        .persuasion(b, fakeB, iteration, scores)
        .plus(judge("discriminator-back").persuasion(a, fakeA, iteration, scores))
        .plus(cycle.times(rules.cycle()));
    if (rules.identity() > 0) {
      Tensor identity =
          l1(translator(THERE).forward(b, null), b).plus(l1(translator(BACK).forward(a, null), a));
      loss = loss.plus(identity.times(rules.cycle() * rules.identity()));
      scores.put("loss.identity", identity.item());
    }
    descend(loss, List.of(THERE, BACK), iteration);
    scores.put("loss.generator", loss.item());
    scores.put("loss.cycle", cycle.item());
    judge("discriminator").turn(b, history(ofB, fakeB), iteration, scores);
    judge("discriminator-back").turn(a, history(ofA, fakeA), iteration, scores);
    return ended(iteration, scores);
  }

  private static Tensor l1(Tensor x, Tensor y) {
    return x.minus(y).abs().mean();
  }

  private static Tensor history(ImagePool pool, Tensor fake) {
    return pool == null ? fake : pool.exchange(fake);
  }

  @Override
  protected Contest contest(Batch batch) {
    Tensor b = onDevice(batch.real());
    Tensor fake = translator(THERE).forward(onDevice(batch.source().real()), null);
    return new Contest(b, fake, b, fake);
  }

  @Override
  protected Map<String, Tensor> ownState() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    if (ofB != null) {
      ofB.state().forEach((name, tensor) -> state.put("pool." + name, tensor));
      ofA.state().forEach((name, tensor) -> state.put("pool-back." + name, tensor));
    }
    return state;
  }

  @Override
  public List<String> targets() {
    return List.of(rules.to(), rules.from());
  }

  @Override
  public Tensor translate(Tensor images, String target) {
    return made(target.equals(rules.to()) ? THERE : BACK, images, null);
  }

  @Override
  public Tensor answer(Batch batch) {
    return made(THERE, batch.source().real(), null);
  }

  @Override
  public List<Comparison> compare(Batch batch) {
    Tensor a = batch.source().real();
    Tensor b = batch.real();
    Tensor fakeB = made(THERE, a, null);
    Tensor fakeA = made(BACK, b, null);
    String there = rules.from() + " to " + rules.to();
    String back = rules.to() + " to " + rules.from();
    List<Comparison> all = new ArrayList<>();
    all.add(new Comparison(there, "", fakeB, null, b));
    all.add(new Comparison(back, "", fakeA, null, a));
    if (a.size(1) == b.size(1)) {
      all.add(new Comparison(there, "identity", a, null, b));
      all.add(new Comparison(back, "identity", b, null, a));
    }
    all.add(new Comparison(there + " and back", "", made(BACK, fakeB, null), a, null));
    all.add(new Comparison(back + " and back", "", made(THERE, fakeA, null), b, null));
    return all;
  }

  @Override
  public Map<String, Tensor> show(Batch batch) {
    Tensor a = batch.source().real();
    Tensor b = batch.real();
    Tensor fakeB = made(THERE, a, null);
    Tensor fakeA = made(BACK, b, null);
    Map<String, Tensor> shown = new LinkedHashMap<>();
    shown.put("input", a);
    shown.put("output", fakeB);
    shown.put("there and back", made(BACK, fakeB, null));
    shown.put("input back", b);
    shown.put("output back", fakeA);
    shown.put("back and there", made(THERE, fakeA, null));
    return shown;
  }
}
