package org.zeuxis.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.nn.Init;
import org.zeuxis.nn.Norm;

/** Sizes, parts and refusals of the networks of pix2pix and CycleGAN. */
@ExtendWith(OneThread.class)
class TranslatorsTest {
  private static final Init INIT = Init.pytorch(new Rng(1));

  private final Scope scope = new Scope();
  private final Rng rng = new Rng(5);

  @AfterEach
  void free() {
    scope.close();
  }

  // ---------------------------------------------------------------- sizes

  @ParameterizedTest
  @CsvSource({"4,2", "12,2", "64,6", "96,5", "192,6", "256,8", "512,8"})
  void depthIsHowOftenTheSideCanBeHalvedUpToEight(int side, int depth) {
    Translator t = new UNet(1, 1, side, 1, 1).translator(Norm.NONE, false, INIT, null);
    assertThat(t.multiple()).isEqualTo(1 << depth);
    assertThat(t.parameters().values().stream().filter(p -> p.dimensions() == 4).count())
        .isEqualTo(2L * depth);
  }

  @ParameterizedTest
  @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "VIRTUAL_BATCH")
  void everyMultipleOfItsSizesIsTranslatedWithEveryNorm(Norm norm) {
    try (NoGrad guard = new NoGrad();
        Translator u = new UNet(3, 2, 8, 2, 4).translator(norm, true, INIT, rng);
        Translator r = new ResNetTranslator(3, 2, 8, 2, 1).translator(norm, INIT)) {
      for (Translator t : List.of(u, r)) {
        for (int height = 8; height <= 40; height += t.multiple()) {
          for (int width : new int[] {8, 24}) {
            Tensor y = t.forward(rng.normal(1, 3, height, width), null);
            assertThat(y.shape()).containsExactly(1, 2, height, width);
            assertThat(y.isFinite()).isTrue();
            assertThat(y.abs().max().item()).isLessThanOrEqualTo(1);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 6,  1", "2, 12, 1", "3, 24, 1", "3, 64, 6", "3, 70, 6", "3, 256, 30", "4, 64, 2"})
  void patchesAreAsManyAsTheMapOfLogitsHas(int layers, int side, int patches) {
    PatchGan networks = new PatchGan(2, 1, 2, layers);
    try (NoGrad guard = new NoGrad();
        Discriminator d = networks.discriminator(Norm.INSTANCE_PLAIN, INIT)) {
      Tensor x = rng.normal(2, 2, side, side);
      Tensor logits = d.forward(x, null);
      assertThat(logits.shape()).containsExactly(2L * patches * patches);
      assertThat(logits.isFinite()).isTrue();
      long map = patches + 1L;
      assertThat(d.features(x, null).shape()).containsExactly(2, 2 * map * map);
    }
  }

  /** The paper's name for it: a logit sees 70×70 pixels. */
  @ParameterizedTest
  @CsvSource({"1,16", "2,34", "3,70"})
  void aLogitSeesItsPatchOnly(int layers, int patch) {
    Discriminator d = new PatchGan(1, 1, 1, layers).discriminator(Norm.NONE, INIT);
    d.parameters().forEach((name, value) -> value.detach().fillInPlace(0.1)); // nothing cancels
    long side = 2L * patch;
    Tensor x = Tensor.ones(1, 1, side, side).requireGradient();
    Tensor logits = d.forward(x, null);
    long map = Math.round(Math.sqrt((double) logits.count()));
    Tensor middle = logits.select(0, map / 2 * map + map / 2);
    Tensor rows = middle.gradientWithRespectTo(x).abs().sum(0, 1, 3);
    assertThat(side - rows.isZero().sum().item()).isEqualTo(patch);
  }

  // ---------------------------------------------------------------- parts

  @Test
  void parametersAreAsManyAsInTheAuthorsNetworks() {
    // Their code prints 54.414 M, 2.769 M and 11.378 M. Theirs has no bias in the U-Net's outermost
    // and innermost convolution (64 and 512), and with instance norm one before each.
    UNet unet = new UNet(3, 3, 256, 64, 512);
    assertThat(unet.translator(Norm.BATCH, false, INIT, null).parameterCount())
        .isEqualTo(54_413_955 + 64 + 512);
    PatchGan patches = new PatchGan(6, 64, 512, 3);
    assertThat(patches.discriminator(Norm.BATCH, INIT).parameterCount()).isEqualTo(2_768_705);
    ResNetTranslator nine = new ResNetTranslator(3, 3, 256, 64, 9);
    long before = 64 + 128 + 256 + 18 * 256 + 128 + 64;
    assertThat(nine.translator(Norm.INSTANCE_PLAIN, INIT).parameterCount())
        .isEqualTo(11_378_179 - before);
  }

  @ParameterizedTest
  @CsvSource({"16,0", "32,1", "64,2", "128,3", "256,3"})
  void dropoutIsInTheBlocksBehindTheInnermost(int side, int blocks) {
    UNet unet = new UNet(1, 1, side, 1, 3);
    Tensor x = new Rng(2).normal(1, 1, side, side);
    Rng drawn = new Rng(7);
    Translator dropping = unet.translator(Norm.BATCH, true, Init.pytorch(new Rng(3)), drawn);
    Translator keeping = unet.translator(Norm.BATCH, false, Init.pytorch(new Rng(3)), null);
    assertThat(dropping.forward(x, null).sameAs(keeping.forward(x, null))).isEqualTo(blocks == 0);
    Rng expected = new Rng(7);
    for (int i = 0; i < blocks; i++) {
      int width = Math.min(3, side >> (i + 3)); // channels: 1, 2, 3, 3, …
      long map = 4L << i;
      expected.bernoulli(0.5, 1, width, map, map);
    }
    assertThat(drawn.state()).isEqualTo(expected.state());
    dropping.train(false);
    keeping.train(false);
    keeping.loadStateDict(dropping.stateDict(), "the other");
    assertThat(dropping.forward(x, null).sameAs(keeping.forward(x, null))).isTrue();
    assertThat(drawn.state()).isEqualTo(expected.state());
  }

  @Test
  void listenersHearEveryLevel() {
    Translator t = new UNet(1, 1, 8, 1, 2).translator(Norm.BATCH, false, INIT, null);
    Map<String, long[]> heard = new LinkedHashMap<>();
    t.listen((layer, output) -> heard.put(layer, output.shape()));
    t.forward(rng.normal(2, 1, 8, 8), null);
    assertThat(heard.get("main.0")).containsExactly(2, 1, 4, 4);
    assertThat(heard.get("main.1.inner.3.inner.1")).containsExactly(2, 2, 1, 1);
    assertThat(heard.get("main.1.inner.3")).containsExactly(2, 4, 2, 2);
    assertThat(heard.get("main.1")).containsExactly(2, 2, 4, 4);
    assertThat(heard.get("main.4")).containsExactly(2, 1, 8, 8);
    assertThat(heard).hasSize(5 + 7 + 5);
  }

  @Test
  void weightsAreDrawnFromTheImageInwards() {
    List<Long> outputs = new ArrayList<>();
    Translator t = new UNet(5, 6, 8, 1, 4).translator(Norm.NONE, false, INIT, null);
    t.parameters().forEach((name, value) -> {
      if (name.endsWith("weight")) {
        outputs.add(value.size(0) * 10 + value.size(1));
      }
    });
    assertThat(outputs).containsExactly(15L, 21L, 42L, 42L, 41L, 26L);
    Tensor first = new Rng(4).uniform(-1 / Math.sqrt(80), 1 / Math.sqrt(80), 1, 5, 4, 4);
    Translator drawn =
        new UNet(5, 6, 8, 1, 4).translator(Norm.NONE, false, Init.pytorch(new Rng(4)), null);
    assertThat(drawn.parameters().get("main.0.weight").sameAs(first)).isTrue();
  }

  // ---------------------------------------------------------------- refusals

  @Test
  void imagesOfOtherShapesAreNamed() {
    Translator u = new UNet(3, 1, 64, 1, 1).translator(Norm.NONE, false, INIT, null);
    assertThatThrownBy(() -> u.forward(Tensor.ones(2, 1, 64, 64), null))
        .hasMessage("Translator.forward(x): expected [N,C,H,W] = [*,3,*,*], got [2,1,64,64]");
    assertThatThrownBy(() -> u.forward(Tensor.ones(2, 3, 64, 96), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Translator.forward(x): expected H and W to be multiples of 64, at least 64, got"
                + " [2,3,64,96]");
    Translator r = new ResNetTranslator(1, 1, 8, 1, 1).translator(Norm.NONE, INIT);
    assertThat(r.multiple()).isEqualTo(4);
    assertThatThrownBy(() -> r.forward(Tensor.ones(2, 1, 4, 8), null))
        .hasMessage("Translator.forward(x): expected H and W to be multiples of 4, at least 8, got"
            + " [2,1,4,8]");
    Discriminator d = new PatchGan(3, 1, 1, 3).discriminator(Norm.NONE, INIT);
    assertThatThrownBy(() -> d.forward(Tensor.ones(2, 3, 24, 23), null))
        .hasMessage("Discriminator.forward(x): expected H and W of at least 24, got [2,3,24,23]");
    assertThatThrownBy(() -> d.features(Tensor.ones(2, 4, 24, 24), null))
        .hasMessage("Discriminator.features(x): expected [N,C,H,W] = [*,3,*,*], got [2,4,24,24]");
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,64,4,8, 'unet: in must be >= 1, got 0'",
    "1,0,64,4,8, 'unet: out must be >= 1, got 0'",
    "1,1,66,4,8, 'unet: side must be a multiple of 4, got 66'",
    "1,1,0,4,8, 'unet: side must be a multiple of 4, got 0'",
    "1,1,64,0,8, 'unet: features must be >= 1, got 0'",
    "1,1,64,9,8, 'unet: maxFeatures must be >= features, got 8'"
  })
  void valuesOfAUNetOutsideTheirRangeAreNamed(
      int in, int out, int side, int features, int max, String message) {
    assertThatThrownBy(() -> new UNet(in, out, side, features, max)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0,4,8,3, 'patch gan: inputs must be >= 1, got 0'",
    "3,0,8,3, 'patch gan: features must be >= 1, got 0'",
    "3,9,8,3, 'patch gan: maxFeatures must be >= features, got 8'",
    "3,4,8,0, 'patch gan: layers must be in 1..6, got 0'",
    "3,4,8,7, 'patch gan: layers must be in 1..6, got 7'"
  })
  void valuesOfAPatchGanOutsideTheirRangeAreNamed(
      int inputs, int features, int max, int layers, String message) {
    assertThatThrownBy(() -> new PatchGan(inputs, features, max, layers)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,8,4,6, 'resnet translator: in must be >= 1, got 0'",
    "1,0,8,4,6, 'resnet translator: out must be >= 1, got 0'",
    "1,1,30,4,6, 'resnet translator: side must be a multiple of 4, at least 8, got 30'",
    "1,1,4,4,6, 'resnet translator: side must be a multiple of 4, at least 8, got 4'",
    "1,1,8,0,6, 'resnet translator: features must be >= 1, got 0'",
    "1,1,8,4,-1, 'resnet translator: blocks must be >= 0, got -1'"
  })
  void valuesOfAResNetOutsideTheirRangeAreNamed(
      int in, int out, int side, int features, int blocks, String message) {
    assertThatThrownBy(() -> new ResNetTranslator(in, out, side, features, blocks))
        .hasMessage(message);
  }
}
