package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ImageSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Perception;
import org.zeuxis.model.SmallClassifier;
import org.zeuxis.nn.Init;

/** Content losses: those of the files are compared with what PyTorch computes with them. */
@ExtendWith(OneThread.class)
class PerceptionTest {
  private final Scope scope = new Scope();
  private final Fixture expected = Fixture.load("scripts");

  @TempDir
  private Path directory;

  @AfterEach
  void free() {
    scope.close();
  }

  private static SmallClassifier network(int side, long seed) {
    return new SmallClassifier(1, side, 2, Init.pytorch(new Rng(seed)));
  }

  @Test
  void distanceIsTheMeanSquareDifferenceOfEveryMap() {
    SmallClassifier network = network(8, 1);
    Perception perception = new ClassifierPerception(network, 1, Device.CPU);
    Tensor x = new Rng(2).uniform(-1, 1, 3, 1, 8, 8);
    Tensor y = new Rng(3).uniform(-1, 1, 3, 1, 8, 8);
    double sum = 0;
    List<Tensor> ofX = network.maps(x);
    List<Tensor> ofY = network.maps(y);
    for (int i = 0; i < ofX.size(); i++) {
      sum += ofX.get(i).minus(ofY.get(i)).square().sumAsDouble() / ofX.get(i).count();
    }
    assertThat(perception.distance(x, y).item()).isCloseTo(sum / ofX.size(), within(1e-6));
    assertThat(perception.distance(x, x).item()).isZero();
  }

  @Test
  void gradientGoesToWhatWasMadeAndLeadsToTheTruth() {
    Perception perception = new ClassifierPerception(network(8, 1), 1, Device.CPU);
    Tensor truth = new Rng(2).uniform(-1, 1, 2, 1, 8, 8);
    Tensor made = new Rng(3).uniform(-1, 1, 2, 1, 8, 8).requireGradient();
    Tensor before = perception.distance(made, truth);
    Tensor gradient = before.gradients(List.of(made)).get(0);
    double square = gradient.square().sumAsDouble();
    assertThat(square).isPositive();
    double step = 1e-3 * before.item() / square; // a thousandth less, to first order
    Tensor after = perception.distance(made.detach().minus(gradient.times(step)), truth);
    assertThat(after.item() / before.item()).isCloseTo(0.999, within(1e-4));
  }

  @Test
  void classifierIsTrainedOnceAndTakenOverButForItsHead() {
    SmallClassifier network = network(12, 1);
    Tensor head = network.parameters().get("head.weight").copy();
    Tensor body = network.parameters().get("body.0.weight").copy();
    List<String> heard = new ArrayList<>();
    ProgressListener listener = new ProgressListener() {
      @Override
      public void progress(String task, long done, long total) {}

      @Override
      public void note(String message) {
        heard.add(message);
      }
    };
    Dataset data = SmallSets.oneClass(64, 3);
    new ClassifierPerception(network, 7, Device.CPU).prepare(data, listener);
    assertThat(network.parameters().get("head.weight").sameAs(head)).isTrue();
    assertThat(network.parameters().get("body.0.weight").sameAs(body)).isFalse();
    assertThat(network.isTraining()).isFalse();
    assertThat(heard).hasSize(1).first().asString().contains("at rotations");
    SmallClassifier again = network(12, 1);
    new ClassifierPerception(again, 7, Device.CPU).prepare(data, ProgressListener.NONE);
    network
        .stateDict()
        .forEach((name, tensor) ->
            assertThat(again.stateDict().get(name).sameAs(tensor)).as(name).isTrue());
  }

  private String spec(String name) {
    return "torchscript:" + FixtureFile.copy(name, directory);
  }

  @ParameterizedTest
  @CsvSource({
    "plain/colour,   ''",
    "plain/12,       ',size=12'",
    "plain/zero-one, ',input=zero-one'",
    "plain/uint8,    ',input=uint8'"
  })
  void scriptIsGivenWhatTheOptionsSay(String fixture, String options) {
    try (Perception perception =
        ScriptPerception.of(spec("script_plain.pt") + options, Device.CPU)) {
      Tensor images = expected.get("colour");
      Tensor features = expected.get(fixture);
      Tensor x = images.narrow(0, 0, 1).requireGradient();
      double distance = features
          .narrow(0, 0, 1)
          .minus(features.narrow(0, 1, 1))
          .square()
          .mean()
          .item();
      Tensor found = perception.distance(x, images.narrow(0, 1, 1));
      assertThat(found.item() / distance).isCloseTo(1, within(1e-4));
      assertThat(found.gradients(List.of(x)).get(0).square().sumAsDouble()).isPositive();
    }
  }

  /** Whose squared distance is LPIPS: summed, and the mean over pairs. */
  @Test
  void networkOfLpipsIsAskedForLpips() {
    try (Perception perception = ScriptPerception.of(spec("script_lpips_like.pt"), Device.CPU)) {
      Tensor images = expected.get("colour").times(0.999).plus(-0.001);
      Tensor features = expected.get("lpips/perceptual");
      double distance = features
              .narrow(0, 0, 2)
              .minus(features.narrow(0, 1, 2))
              .square()
              .sum()
              .item()
          / 2;
      assertThat(perception
              .distance(images.narrow(0, 0, 2), images.narrow(0, 1, 2))
              .item())
          .isCloseTo(distance, within(1e-4));
    }
  }

  /** Features and logits: the mean over both. */
  @Test
  void severalTensorsCountAlike() {
    try (Perception perception = ScriptPerception.of(spec("script_pair.pt"), Device.CPU)) {
      Tensor grey = expected.get("grey");
      double features = expected
          .get("pair/features")
          .narrow(0, 0, 1)
          .minus(expected.get("pair/features").narrow(0, 1, 1))
          .square()
          .mean()
          .item();
      assertThat(perception.distance(grey.narrow(0, 0, 1), grey.narrow(0, 1, 1)).item())
          .isGreaterThan(features / 2);
    }
  }

  private static Dataset colours() {
    byte[] image = new byte[3 * 8 * 8];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (i * 7);
    }
    return ImageSet.of("colours", 3, 8, List.of(image, image), new int[2], List.of("all"));
  }

  @ParameterizedTest
  @CsvSource({
    "script_detached.pt, no gradient comes back from its network",
    "script_not_a_number.pt, its network makes NaN",
    "script_pair.pt, its network cannot be given",
    "script_no_forward.pt, its network has no method forward"
  })
  void filesThatCannotBeALossAreRefusedBeforeTheTraining(String name, String message) {
    try (Perception perception = ScriptPerception.of(spec(name), Device.CPU)) {
      assertThatThrownBy(() -> perception.prepare(colours(), ProgressListener.NONE))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(message)
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void goodFilesAreAccepted() {
    try (Perception perception = ScriptPerception.of(spec("script_plain.pt"), Device.CPU)) {
      perception.prepare(colours(), ProgressListener.NONE);
    }
  }

  @Test
  void otherNamesAreRefused() {
    assertThatThrownBy(() -> ScriptPerception.of("onnx:vgg.onnx", Device.CPU))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'onnx:vgg.onnx': expected classifier or torchscript:FILE");
    assertThatThrownBy(() -> ScriptPerception.of("torchscript:", Device.CPU))
        .hasMessageContaining("expected torchscript:FILE");
  }
}
