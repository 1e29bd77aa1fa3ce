package org.zeuxis.recipe;

import java.util.function.Function;
import org.zeuxis.game.CycleGan;
import org.zeuxis.game.DomainCodes;
import org.zeuxis.game.FeatureAdaptation;
import org.zeuxis.game.Game;
import org.zeuxis.game.Inpainting;
import org.zeuxis.game.Masks;
import org.zeuxis.game.Pix2Pix;
import org.zeuxis.game.PixelAdaptation;
import org.zeuxis.game.StarGan;
import org.zeuxis.game.SuperResolution;
import org.zeuxis.model.TaskNetwork;

/** The catalogue of games: one line a game. */
public enum GameKind {
  /** Algorithm 1: samples of noise. */
  ADVERSARIAL(false, GameBuilder::adversarialGame),
  PIX2PIX(true, builder -> {
    TranslationBuilder t = builder.translation();
    t.translator("generator", t.from().channels(), t.to().channels());
    t.judge("discriminator", t.from().channels() + t.to().channels(), "generator");
    return new Pix2Pix(new Pix2Pix.Rules(t.settings().reconstruction(), t.toName()), t.parts());
  }),
  CYCLEGAN(true, builder -> {
    TranslationBuilder t = builder.translation();
    t.translator("generator", t.from().channels(), t.to().channels());
    t.translator("generator-back", t.to().channels(), t.from().channels());
    t.judge("discriminator", t.to().channels(), "generator");
    t.judge("discriminator-back", t.from().channels(), "generator-back");
    t.stream("pool");
    CycleGan.Rules rules = builder.fitting(() -> new CycleGan.Rules(
        t.settings().reconstruction(),
        t.settings().identity(),
        t.settings().pool(),
        t.fromName(),
        t.toName(),
        t.from().shape(),
        t.to().shape()));
    return new CycleGan(rules, t.parts());
  }),
  PIXELDA(true, builder -> {
    TranslationBuilder t = builder.translation();
    t.translator("generator", t.from().channels(), t.to().channels());
    // Not by network.init, which is for deep networks; so in the authors' code.
    t.classifier("task", TaskNetwork.FEATURES, InitKind.XAVIER);
    t.judge("discriminator", t.to().channels(), "generator");
    t.stream("latents");
    return new PixelAdaptation(
        new PixelAdaptation.Rules(
            t.settings().classification(),
            t.settings().reconstruction(),
            t.recipe().latent(),
            t.from().classNames(),
            t.toName()),
        t.parts());
  }),
  DANN(true, builder -> {
    TranslationBuilder t = builder.translation();
    NetworkSettings network = t.recipe().network();
    TaskNetwork task = t.classifier("task", network.features(), network.init());
    t.judge("discriminator", task.featureCount(), "task");
    return new FeatureAdaptation(
        new FeatureAdaptation.Rules(
            t.recipe().game().adversarialWeight(),
            t.settings().reversalSteps(),
            t.from().classNames()),
        t.parts());
  }),
  STARGAN(false, builder -> {
    TranslationBuilder t = builder.translation();
    DomainCodes codes = t.domainCodes();
    t.translator("generator", t.to().channels(), t.to().channels());
    t.judge("discriminator", t.to().channels(), "generator");
    t.stream("domains");
    return new StarGan(
        new StarGan.Rules(
            t.settings().reconstruction(),
            t.settings().classification(),
            t.recipe().game().discriminatorSteps(),
            codes),
        t.parts());
  }),
  SRGAN(false, builder -> {
    TranslationBuilder t = builder.translation();
    t.translator("generator", t.to().channels(), t.to().channels());
    t.judge("discriminator", t.to().channels(), "generator");
    return new SuperResolution(
        new SuperResolution.Rules(
            t.settings().scale(),
            t.settings().reconstruction(),
            t.settings().perceptual(),
            t.settings().pretrain()),
        t.perception(),
        t.parts());
  }),
  INPAINT(false, builder -> {
    TranslationBuilder t = builder.translation();
    t.translator("generator", t.to().channels() + 1, t.to().channels());
    t.judge("discriminator", t.to().channels(), "generator");
    t.stream("masks");
    return new Inpainting(
        new Inpainting.Rules(
            t.settings().reconstruction(),
            new Masks(t.settings().mask()),
            t.to().channels()),
        t.parts());
  });

  private final boolean takesDomains;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<GameBuilder, Game> build;

  GameKind(boolean takesDomains, Function<GameBuilder, Game> build) {
    this.takesDomains = takesDomains;
    this.build = build;
  }

  /** Whether it is played on two sets of images. */
  public boolean takesDomains() {
    return takesDomains;
  }

  /** Whether it begins with images, not with noise alone. */
  public boolean isTranslation() {
    return this != ADVERSARIAL;
  }

  /** The game with fresh weights. */
  Game build(GameBuilder builder) {
    return build.apply(builder);
  }

  @Override
  public String toString() {
    return Recipe.kebab(this);
  }
}
