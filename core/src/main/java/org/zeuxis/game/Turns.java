package org.zeuxis.game;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Substitution;
import org.zeuxis.engine.Tensor;
import org.zeuxis.model.Generator;
import org.zeuxis.optim.Unrolled;

/** The two players' turns: what Algorithm 1's loop consists of. */
final class Turns {
  private final TurnLosses losses;
  private final Remedies remedies;
  private final Player generator;
  private final Player discriminator;
  private final LongFunction<Tensor> latents;

  Turns(
      TurnLosses losses,
      Remedies remedies,
      Player generator,
      Player discriminator,
      LongFunction<Tensor> latents) {
    this.losses = losses;
    this.remedies = remedies;
    this.generator = generator;
    this.discriminator = discriminator;
    this.latents = latents;
  }

  private Generator network() {
    return (Generator) generator.network();
  }

  /**
   * One update of D.
   *
   * @param x real samples, a minibatch
   * @param y their classes
   * @param scores take what happened
   */
  void ofDiscriminator(Tensor x, Tensor y, long iteration, Map<String, Double> scores) {
    try (Scope scope = new Scope()) {
      List<Tensor> onReal = new ArrayList<>();
      List<Tensor> onFake = new ArrayList<>();
      GradientMean gradients = new GradientMean();
      for (Part part : parts(x, y)) {
        try (Scope memory = new Scope()) {
          Tensor z = latents.apply(part.y().size(0));
          Tensor fake;
          try (NoGrad guard = new NoGrad()) {
            fake = network().forward(z, part.y());
          }
          TurnLosses.Judged judged = losses.ofDiscriminator(
              new TurnLosses.Round(part.x(), part.y(), z, fake, iteration),
              discriminator.optimizer().parameters(),
              scores);
          gradients.add(judged.loss(), discriminator, memory);
          onReal.add(memory.keep(judged.onReal().detach()));
          onFake.add(memory.keep(judged.onFake().detach()));
        }
      }
      scores.put("loss.discriminator", gradients.loss());
      moveDiscriminator(Tensor.cat(onReal, 0), Tensor.cat(onFake, 0), gradients, iteration, scores);
    }
  }

  private void moveDiscriminator(
      Tensor onReal,
      Tensor onFake,
      GradientMean gradients,
      long iteration,
      Map<String, Double> scores) {
    double ceiling = remedies.balance().accuracyCeiling();
    if (ceiling == 1 || Inspection.accuracy(onReal, onFake, losses.boundary()) <= ceiling) {
      discriminator.move(gradients.mean(), iteration);
    }
    remedies.allAdaptive().values().forEach(adaptive -> adaptive.learn(onReal, onFake));
    scores.put("logit.real", onReal.mean().item());
    scores.put("logit.fake", onFake.mean().item());
  }

  /** One update of G, with the real samples that its loss may compare with. */
  void ofGenerator(Tensor x, Tensor y, long iteration, Map<String, Double> scores) {
    try (Scope scope = new Scope()) {
      GradientMean gradients = new GradientMean();
      for (Part part : parts(x, y)) {
        try (Scope memory = new Scope()) {
          Tensor z = latents.apply(part.y().size(0));
          TurnLosses.Round round = new TurnLosses.Round(
              part.x(), part.y(), z, network().forward(z, part.y()), iteration);
          try (Substitution ahead =
              new Substitution(discriminator.optimizer().parameters(), foreseen(round))) {
            Tensor loss = losses.ofGenerator(round, generator.optimizer().parameters(), scores);
            gradients.add(loss, generator, memory);
          }
        }
      }
      generator.move(gradients.mean(), iteration);
      scores.put("loss.generator", gradients.loss());
    }
  }

  /**
   * D's parameters after K more of its own updates on this minibatch, as functions of G's (Metz et
   * al. 2017, arXiv:1611.02163, equations 7 to 9); with K = 0 its parameters.
   */
  private List<Tensor> foreseen(TurnLosses.Round round) {
    List<Tensor> theta = discriminator.optimizer().parameters();
    int k = remedies.balance().unrolledSteps();
    if (k == 0) {
      return theta;
    }
    Unrolled updates = discriminator.optimizer().unroll();
    for (int i = 0; i < k; i++) {
      List<Tensor> gradients;
      try (Substitution ahead = new Substitution(discriminator.optimizer().parameters(), theta)) {
        gradients = losses
            .ofDiscriminator(round, theta, new LinkedHashMap<>())
            .loss()
            .gradients(theta, true);
      }
      theta = discriminator.foreseen(updates, theta, gradients, round.iteration());
    }
    return theta;
  }

  private record Part(Tensor x, Tensor y) {}

  private List<Part> parts(Tensor x, Tensor y) {
    int count = remedies.balance().accumulate();
    long m = x.size(0) / count;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(new Part(x.narrow(0, i * m, m), y.narrow(0, i * m, m)));
    }
    return parts;
  }
}
