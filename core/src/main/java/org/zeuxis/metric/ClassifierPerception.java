package org.zeuxis.metric;

import java.util.List;
import java.util.Optional;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Perception;
import org.zeuxis.model.SmallClassifier;

/**
 * How different images look to a small classifier of the data themselves: the mean square
 * difference of each map, as SRGAN's content loss takes it of VGG's (Ledig et al. 2017,
 * arXiv:1609.04802, equation 5), averaged over the maps. They all leave a batch norm, so none
 * drowns the others.
 */
public final class ClassifierPerception implements Perception {
  private final SmallClassifier network;
  private final long seed;
  private final Device device;

  /**
   * With a network that {@link #prepare} trains, or a checkpoint fills; its owner saves and closes
   * it.
   *
   * @param network its head is not used
   * @param seed of its training
   * @param device that it is on
   */
  public ClassifierPerception(SmallClassifier network, long seed, Device device) {
    this.network = network;
    this.seed = seed;
    this.device = device;
    network.train(false);
  }

  @Override
  public Tensor distance(Tensor made, Tensor truth) {
    List<Tensor> expected;
    try (NoGrad guard = new NoGrad()) {
      expected = network.maps(truth);
    }
    List<Tensor> seen = network.maps(made);
    Tensor sum = null;
    for (int i = 0; i < seen.size(); i++) {
      Tensor square = seen.get(i).minus(expected.get(i)).square().mean();
      sum = sum == null ? square : sum.plus(square);
    }
    return sum.dividedBy(seen.size());
  }

  /** Trains a {@link Classifier}, of labels or of quarter turns, and takes over what it sees. */
  @Override
  public void prepare(Dataset data, ProgressListener progress) {
    ClassifierTraining training = new ClassifierTraining(seed, device, progress);
    try (Classifier teacher = training.train(data, Optional.empty())) {
      network.seeAs(teacher.network());
      progress.note("features: a classifier, accuracy " + teacher.facts().get("accuracy"));
    }
  }
}
