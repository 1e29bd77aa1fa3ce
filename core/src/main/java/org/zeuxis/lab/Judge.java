package org.zeuxis.lab;

import java.util.ArrayList;
import java.util.List;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Discriminator;
import org.zeuxis.nn.Activation;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Layer;
import org.zeuxis.nn.Linear;
import org.zeuxis.nn.Sequential;

/** A small smooth discriminator: hidden layers with tanh, then a logit. */
final class Judge extends Discriminator {
  private final Sequential main;

  /** {@code x [N,inputs]} → logits {@code [N]}. */
  Judge(int inputs, int hidden, int layers, Init init) {
    List<Layer> stack = new ArrayList<>();
    int width = inputs;
    for (int i = 0; i < layers; i++) {
      stack.add(new Linear(width, hidden, true, init));
      stack.add(Activation.tanh());
      width = hidden;
    }
    stack.add(new Linear(width, 1, true, init));
    main = child("main", new Sequential(stack));
  }

  Tensor forward(Tensor x) {
    return forward(x, null);
  }

  @Override
  public Tensor forward(Tensor x, Tensor labels) {
    return main.forward(x).squeeze(1);
  }

  @Override
  public Tensor features(Tensor x, Tensor labels) {
    return main.beforeLast(x);
  }
}
