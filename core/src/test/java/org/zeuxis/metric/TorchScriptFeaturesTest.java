package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zeuxis.Close.assertClose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.Fixture;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Functional;
import org.zeuxis.engine.LivePointers;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

/** Compared with what PyTorch computes with the same files, make_script_fixtures.py. */
@ExtendWith(OneThread.class)
class TorchScriptFeaturesTest {
  private final Fixture expected = Fixture.load("scripts");
  private final Scope scope = new Scope();

  @TempDir
  Path directory;

  @AfterEach
  void free() {
    scope.close();
  }

  private TorchScriptFeatures open(String name, String... options) {
    return TorchScriptFeatures.open(
        FixtureFile.copy(name, directory),
        NetworkInput.parse("torchscript:" + name, List.of(options)),
        Device.CPU);
  }

  @ParameterizedTest
  @CsvSource({
    "plain/colour,   colour, input=unit",
    "plain/grey,     grey,   channels=3",
    "plain/12,       colour, size=12",
    "plain/zero-one, colour, input=zero-one"
  })
  void plainNetworkSeesWhatTheOptionsSay(String fixture, String images, String option) {
    try (TorchScriptFeatures features = open("script_plain.pt", option)) {
      Features found = features.extract(expected.get(images));
      assertClose(fixture, found.vectors(), expected.get(fixture));
      assertThat(found.probabilities()).isNull();
    }
  }

  @Test
  void greyImagesAreRepeatedWhereTheNetworkWantsColour() {
    try (TorchScriptFeatures features = open("script_plain.pt")) {
      for (int call = 0; call < 3; call++) {
        Tensor vectors = features.extract(expected.get("grey")).vectors();
        assertClose("grey", vectors, expected.get("plain/grey"));
      }
    }
  }

  @Test
  void aTupleIsFeaturesAndLogits() {
    try (TorchScriptFeatures features = open("script_pair.pt")) {
      Features found = features.extract(expected.get("grey"));
      assertClose("vectors", found.vectors(), expected.get("pair/features"));
      assertClose("p(y|x)", found.probabilities(), expected.get("pair/probabilities"));
    }
  }

  @Test
  void theInceptionFileGetsBytesAndGivesFeaturesAndUnbiasedProbabilities() {
    try (TorchScriptFeatures features = open("script_inception_like.pt")) {
      Features found = features.extract(expected.get("colour"));
      assertClose("vectors", found.vectors(), expected.get("inception/features"));
      assertClose("p(y|x)", found.probabilities(), expected.get("inception/probabilities"));
      assertClose(
          "grey", features.extract(expected.get("grey")).vectors(), expected.get("inception/grey"));
      assertThat(features.resizer()).isEqualTo("the network's own");
    }
  }

  @Test
  void pathLengthsAreMeasuredOnImagesThatWereNotRounded() {
    try (TorchScriptFeatures features = open("script_lpips_like.pt")) {
      // What (x+1)·127.5 makes 0.999 times the values that the images were bytes of.
      Tensor images = expected.get("colour").plus(1).times(0.999).minus(1);
      assertClose("lpips", features.perceptual(images), expected.get("lpips/perceptual"), 1e-4);
      assertClose(
          "features",
          features.extract(expected.get("colour")).vectors(),
          expected.get("lpips/features"));
    }
  }

  @Test
  void pathLengthsUseTheFeaturesWhereTheNetworkKnowsNothingBetter() {
    try (TorchScriptFeatures features = open("script_plain.pt")) {
      Tensor vectors = features.perceptual(expected.get("colour"));
      assertClose("vectors", vectors, expected.get("plain/colour"));
    }
  }

  @ParameterizedTest
  @CsvSource({"5", "12"})
  void resizingIsPyTorchsAntialiasedBilinear(int side) {
    Tensor resized = Functional.resizeBilinear(expected.get("colour"), side, side);
    assertClose("resized", resized, expected.get("resized/" + side));
  }

  @Test
  void theHashKnowsTheFileAndWhatItIsFed() {
    try (TorchScriptFeatures plain = open("script_plain.pt");
        TorchScriptFeatures again = open("script_plain.pt", "input=unit");
        TorchScriptFeatures resized = open("script_plain.pt", "size=12");
        TorchScriptFeatures other = open("script_pair.pt")) {
      assertThat(plain.hash()).matches("[0-9a-f]{64}").isEqualTo(again.hash());
      assertThat(List.of(plain.hash(), resized.hash(), other.hash())).doesNotHaveDuplicates();
      assertThat(resized.resizer()).isEqualTo("bilinear, antialiased, to 12x12");
      assertThat(plain.resizer()).isEqualTo("none");
      assertThat(plain.name()).isEqualTo("torchscript:script_plain.pt");
    }
  }

  @Test
  void whatTheNetworkCannotTakeIsSaidInOneLine() {
    try (TorchScriptFeatures features = open("script_pair.pt")) {
      assertThatThrownBy(() -> features.extract(expected.get("colour")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage(directory.resolve("script_pair.pt")
              + ": its network cannot be given FLOAT32 [3,3,8,8]"
              + " (mat1 and mat2 shapes cannot be multiplied (3x192 and 64x5))");
    }
    try (TorchScriptFeatures features = open("script_pair.pt", "size=9")) {
      assertThatThrownBy(() -> features.extract(expected.get("grey")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("FLOAT32 [3,1,9,9] (mat1 and mat2")
          .message()
          .doesNotContain("\n");
    }
  }

  @Test
  void aFileThatIsNoTorchScriptIsSaidInOneLine() throws IOException {
    Path text = Files.writeString(directory.resolve("text.pt"), "no network");
    Path empty = Files.createFile(directory.resolve("empty.pt"));
    Path zip = directory.resolve("zip.pt");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("readme.txt"));
      out.write(new byte[] {1, 2, 3});
    }
    Path weights = FixtureFile.copy("state_dict.pt", directory);
    for (Path file : List.of(text, empty, zip, weights)) {
      assertThatThrownBy(() -> TorchScriptFeatures.open(file, NetworkInput.AS_IT_IS, Device.CPU))
          .isInstanceOf(InvalidInputException.class)
          .message()
          .startsWith(file + ": is no TorchScript file (")
          .doesNotContain("\n")
          .doesNotContain(".cc")
          .endsWith("), expected one of torch.jit.save");
    }
  }

  @Test
  void aModuleThatCannotBeCalledIsRefused() {
    assertThatThrownBy(() -> open("script_no_forward.pt"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            directory.resolve("script_no_forward.pt") + ": its network has no method forward");
  }

  @Test
  void aMissingFileAndAFolderAreToldApart() {
    Path missing = directory.resolve("missing.pt");
    assertThatThrownBy(() -> TorchScriptFeatures.open(missing, NetworkInput.AS_IT_IS, Device.CPU))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> TorchScriptFeatures.open(directory, NetworkInput.AS_IT_IS, Device.CPU))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(directory + ": is no file");
  }

  @Test
  void hundredExtractionsLeaveNoLivePointers() {
    try (TorchScriptFeatures features = open("script_pair.pt")) {
      Tensor images = expected.get("grey");
      long before = 0;
      for (int i = 0; i < 101; i++) {
        if (i == 1) {
          before = LivePointers.count();
        }
        try (Scope block = new Scope()) {
          features.extract(images);
        }
      }
      assertThat(LivePointers.count()).isLessThanOrEqualTo(before);
    }
  }
}
