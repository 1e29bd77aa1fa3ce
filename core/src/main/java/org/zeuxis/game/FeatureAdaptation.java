package org.zeuxis.game;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeuxis.data.Batch;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.TaskNetwork;

/**
 * DANN (Ganin et al. 2016, arXiv:1505.07818): a classifier learns the classes of a source, and
 * features by which a judge cannot tell source from target; so what it learns of the source holds
 * for the target, whose labels nobody sees.
 *
 * <p>Section 4.2: features and classes go down {@code L_y - λ·L_d}, the judge goes down L_d, all
 * from the same weights, as with a layer that reverses gradients. The judge has no λ, so that it
 * keeps up with the classifier, as in the authors' experiments. L_d is the judge's adversarial
 * loss, minimax in the paper; the target is what it calls real.
 */
public final class FeatureAdaptation extends JudgedGame implements Classifies {
  private static final String TASK = "task";

  /** γ of λ's schedule (section 5.2.2). */
  private static final double STEEPNESS = 10;

  /**
   * What the paper leaves open.
   *
   * @param weight that λ rises to; 0 for a classifier of the source alone, whose features the judge
   *     measures without a say
   * @param rise iterations in which λ rises; 0 if it is there from the start
   * @param classNames of the source
   */
  public record Rules(double weight, long rise, List<String> classNames) {
    public Rules {
      classNames = List.copyOf(classNames);
      if (!(weight >= 0) || rise < 0) {
        throw new IllegalArgumentException(
            "weight and rise must be >= 0, got " + weight + ", " + rise);
      }
    }

    /** {@code λ_p = 2 / (1 + e^(-10p)) - 1} for the share p of the rise, by its weight. */
    public double lambda(long iteration) {
      double p = rise == 0 ? 1 : Math.min(1, (double) iteration / rise);
      return weight * (2 / (1 + Math.exp(-STEEPNESS * p)) - 1);
    }
  }

  private final Rules rules;

  /** Of {@code task}, features and classes, and {@code discriminator}, who judges features. */
  public FeatureAdaptation(Rules rules, Parts parts) {
    super(parts);
    this.rules = rules;
  }

  @Override
  public Scores play(Batch batch, long iteration) {
    Tensor y = onDevice(batch.source().labels());
    Map<String, Double> scores = new LinkedHashMap<>();
    double lambda = rules.lambda(iteration);
    Tensor ofSource = task().features(onDevice(batch.source().real()));
    Tensor ofTarget = features(onDevice(batch.real()), lambda > 0);
    Tensor classes = Functional.crossEntropy(task().classify(ofSource), y);
    Tensor loss = lambda > 0 ? classes.minus(domains(ofTarget, ofSource).times(lambda)) : classes;
    List<Tensor> gradients = loss.gradients(player(TASK).optimizer().parameters());
    judge("discriminator").turn(ofTarget.detach(), ofSource, iteration, scores);
    player(TASK).move(gradients, iteration);
    scores.put("loss.task", classes.item());
    scores.put("lambda", lambda);
    return ended(iteration, scores);
  }

  private TaskNetwork task() {
    return (TaskNetwork) player(TASK).network();
  }

  private Tensor features(Tensor images, boolean recorded) {
    if (recorded) {
      return task().features(images);
    }
    try (NoGrad guard = new NoGrad()) {
      return task().features(images);
    }
  }

  /** L_d. */
  private Tensor domains(Tensor ofTarget, Tensor ofSource) {
    Judge judge = judge("discriminator");
    return judge.plainLoss(judge.logits(ofTarget), judge.logits(ofSource));
  }

  /** Features of the target are called real, those of the source made. */
  @Override
  protected Contest contest(Batch batch) {
    Tensor ofTarget = task().features(onDevice(batch.real()));
    return new Contest(ofTarget, task().features(onDevice(batch.source().real())), null, null);
  }

  @Override
  protected String contender() {
    return TASK;
  }

  /** With the loss of the classes. */
  @Override
  protected Tensor contention(Batch batch, Tensor onReal, Tensor onFake) {
    Tensor logits = task().forward(onDevice(batch.source().real()));
    Tensor classes = Functional.crossEntropy(logits, onDevice(batch.source().labels()));
    return classes.minus(judge("discriminator").plainLoss(onReal, onFake).times(rules.weight()));
  }

  @Override
  public List<String> classNames() {
    return rules.classNames();
  }

  @Override
  public Tensor classify(Tensor images) {
    return used(TASK, TaskNetwork.class, images, (task, part, first) -> task.forward(part));
  }
}
