package org.zeuxis.objective;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zeuxis.engine.Tensor;

/**
 * Finds the probability p of augmentation from how far D overfits (ADA, arXiv:2006.06676, section
 * 3): {@code r = E[sign(D(real))]} is 0 where D cannot tell real images and 1 where it knows them
 * all. Every 4 minibatches p moves by a fixed amount for each image seen, up where r is above its
 * target and down where below. It begins at 0.
 *
 * <p>APA (arXiv:2111.06849, section 3) finds its probability of deception in the same way, with the
 * same r, there called λᵣ: see {@link PseudoAugmentation}.
 */
public final class OverfittingControl implements Adaptive {
  private static final int MINIBATCHES = 4;

  private final double target;
  private final double adjustKimg;
  private final double boundary;
  private final int pack;
  private final Tensor probability = number(0);
  private final Tensor overfitting = number(0);
  private final Tensor signs = number(0);
  private final Tensor images = number(0);
  private final Tensor minibatches = number(0);

  /**
   * A control at its beginning.
   *
   * @param target the r to hold, in [-1,1]; 0.6 in both papers
   * @param adjustKimg thousands of images in which p can go from 0 to 1, more than 0; 500 in both
   *     papers
   * @param boundary the logit at which D cannot tell
   * @param pack images of one logit
   */
  public OverfittingControl(double target, double adjustKimg, double boundary, int pack) {
    if (!(target >= -1 && target <= 1)) {
      throw new IllegalArgumentException("target must be in [-1,1], got " + target);
    }
    if (!(adjustKimg > 0 && adjustKimg < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("adjustKimg must be > 0 and finite, got " + adjustKimg);
    }
    this.target = target;
    this.adjustKimg = adjustKimg;
    this.boundary = boundary;
    this.pack = pack;
  }

  private static Tensor number(double value) {
    return Tensor.of(new double[] {value}).retain();
  }

  /** p, in [0,1]. */
  public double probability() {
    return probability.item();
  }

  /**
   * r of the last 4 minibatches that p was moved by, in [-1,1]; 0 before. NaN where a logit was.
   */
  public double overfitting() {
    return overfitting.item();
  }

  /** Only real images count. */
  @Override
  public void learn(Tensor onReal, Tensor onFake) {
    double[] logits = onReal.toDoubles();
    signs.addInPlace(
        pack * Arrays.stream(logits).map(l -> Math.signum(l - boundary)).sum());
    images.addInPlace((double) pack * logits.length);
    minibatches.addInPlace(1);
    if (minibatches.item() >= MINIBATCHES) {
      adjust();
    }
  }

  private void adjust() {
    double seen = images.item();
    double r = signs.item() / seen;
    double step = seen / (adjustKimg * 1000);
    double p = probability();
    if (r > target) { // where r is NaN, p stays
      p += step;
    } else if (r < target) {
      p -= step;
    }
    probability.fillInPlace(Math.max(0, Math.min(1, p)));
    overfitting.fillInPlace(r);
    signs.fillInPlace(0);
    images.fillInPlace(0);
    minibatches.fillInPlace(0);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("probability", probability);
    state.put("overfitting", overfitting);
    state.put("signs", signs);
    state.put("images", images);
    state.put("minibatches", minibatches);
    return Collections.unmodifiableMap(state);
  }

  @Override
  public Map<String, Double> readings() {
    Map<String, Double> readings = new LinkedHashMap<>();
    readings.put("augmentation.probability", probability());
    readings.put("augmentation.overfitting", overfitting());
    return readings;
  }
}
