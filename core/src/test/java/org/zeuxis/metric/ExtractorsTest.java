package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class ExtractorsTest {
  private final Dataset real = SmallSets.bars("bars", 60, 1);
  private final Dataset test = SmallSets.bars("test", 20, 2);
  private final List<String> told = new ArrayList<>();

  @TempDir
  Path cache;

  private FeatureExtractor open(String spec, Optional<Dataset> heldOut) {
    ProgressListener progress = new ProgressListener() {
      @Override
      public void progress(String task, long done, long total) {
        if (done == total) {
          told.add(task);
        }
      }

      @Override
      public void note(String message) {
        told.add(message);
      }
    };
    return new Extractors(cache, Device.CPU, 1, progress).open(spec, real, heldOut);
  }

  private FeatureExtractor open(String spec) {
    return open(spec, Optional.empty());
  }

  @Test
  void pixelsAreJustThere() {
    try (FeatureExtractor pixels = open("pixels")) {
      assertThat(pixels.name()).isEqualTo("pixels");
    }
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void filesMayHoldCommasAndOptionsFollow() {
    Path odd = FixtureFile.copy("script_plain.pt", cache).resolveSibling("a,b.pt");
    copy(cache.resolve("script_plain.pt"), odd);
    try (FeatureExtractor script = open("torchscript:" + odd + ",size=16,input=zero-one");
        FeatureExtractor onnx =
            open("onnx:" + FixtureFile.copy("plain.onnx", cache) + ",size=16")) {
      assertThat(script.name()).isEqualTo("torchscript:a,b.pt");
      assertThat(script.resizer()).isEqualTo(onnx.resizer()).endsWith("to 16x16");
    }
  }

  @Test
  void portableNameOfAFileIsAbsoluteAndKeepsItsOptions() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path file = Files.createTempFile(here.resolve("target"), "net,", ".pt");
    try {
      String relative = "torchscript:" + here.relativize(file) + ",size=16";
      assertThat(Extractors.portable(relative)).isEqualTo("torchscript:" + file + ",size=16");
    } finally {
      Files.delete(file);
    }
    for (String unchanged : List.of("classifier", "pixels", "onnx:is-not-there.onnx,size=16")) {
      assertThat(Extractors.portable(unchanged)).isEqualTo(unchanged);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "clasifier       | 'clasifier': no feature extractor of that name. Did you mean classifier? There are classifier, pixels, torchscript:FILE and onnx:FILE.",
        "inception       | 'inception': no feature extractor of that name. There are classifier, pixels, torchscript:FILE and onnx:FILE.",
        "torchscript     | 'torchscript': expected torchscript:FILE",
        "onnx:,size=8    | 'onnx:,size=8': expected onnx:FILE",
        "pixels:x        | 'pixels:x': pixels takes no file",
        "onnx:no.onnx    | no.onnx: there is no such file",
        "onnx:x,size=1   | onnx:x,size=1: size=1: expected 8..1024 pixels"
      })
  void aSpecThatMakesNoSenseIsSaidInOneLine(String spec, String message) {
    assertThatThrownBy(() -> open(spec))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }

  @Test
  void aClassifierIsTrainedOnceForEachDataAndTest() {
    String hash;
    try (FeatureExtractor first = open("classifier")) {
      hash = first.hash();
    }
    assertThat(told).containsExactly("training the classifier");
    told.clear();
    try (FeatureExtractor again = open("classifier")) {
      assertThat(again.hash()).isEqualTo(hash);
      Classifier classifier = ((ClassifierFeatures) again).classifier();
      assertThat(classifier.report().heldOut()).isEqualTo(Classifier.HeldOut.TENTH);
      assertThat(classifier.report().accuracy()).isGreaterThan(0.5);
      assertThat(classifier.classNames()).containsExactly("upright", "level");
    }
    assertThat(told).isEmpty();
    open("classifier", Optional.of(test)).close();
    assertThat(told).containsExactly("training the classifier");
    assertThat(files())
        .hasSize(2)
        .allMatch(name -> name.matches(
            "classifier-v1-" + real.fingerprint().substring(0, 16) + "-[0-9a-f]{8}\\.safetensors"));
  }

  @Test
  void aDamagedClassifierIsTrainedAgainAndSaidSo() throws IOException {
    String hash;
    try (FeatureExtractor first = open("classifier")) {
      hash = first.hash();
    }
    Path file = cache.resolve("extractors").resolve(files().get(0));
    byte[] sound = Files.readAllBytes(file);
    byte[] changed = sound.clone();
    changed[changed.length - 500] ^= 1;
    byte[] cut = Arrays.copyOf(sound, sound.length / 2);
    for (byte[] damaged : List.of(changed, cut)) {
      Files.write(file, damaged);
      told.clear();
      try (FeatureExtractor again = open("classifier")) {
        assertThat(again.hash()).isEqualTo(hash);
      }
      assertThat(told).hasSize(2);
      assertThat(told.get(0)).startsWith(file + ": is damaged (").endsWith("), trained again");
      assertThat(Files.readAllBytes(file)).isEqualTo(sound);
    }
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(cache.resolve("extractors"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
