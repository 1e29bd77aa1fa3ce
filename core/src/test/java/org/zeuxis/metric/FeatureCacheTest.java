package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

@ExtendWith(OneThread.class)
class FeatureCacheTest {
  private final Dataset data = SmallSets.bars("bars", 700, 1); // three blocks, one not full
  private final Counting extractor = new Counting();
  private final List<String> notes = new ArrayList<>();
  private final Scope scope = new Scope();

  @TempDir
  Path directory;

  @AfterEach
  void free() {
    scope.close();
  }

  /** Pixels, with p(y|x) of two classes by the first of them, that counts what it was asked for. */
  private static final class Counting implements FeatureExtractor {
    private final PixelFeatures pixels = new PixelFeatures();
    private long images;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String hash() {
      return pixels.hash();
    }

    @Override
    public String resizer() {
      return pixels.resizer();
    }

    @Override
    public Features extract(Tensor batch) {
      images += batch.size(0);
      Tensor vectors = pixels.extract(batch).vectors();
      Tensor p = vectors.narrow(1, 0, 1).sigmoid();
      return new Features(vectors, Tensor.cat(List.of(p, p.neg().plus(1)), 1));
    }

    @Override
    public void close() {
      pixels.close();
    }
  }

  private FeatureCache cache() {
    return new FeatureCache(directory, new ProgressListener() {
      @Override
      public void progress(String task, long done, long total) {
        assertThat(done).isLessThanOrEqualTo(total);
      }

      @Override
      public void note(String message) {
        notes.add(message);
      }
    });
  }

  @Test
  void featuresComeInTheOrderOfTheImages() {
    int[] indices = {699, 0, 300, 0};
    Features found = new FeatureReader(extractor, ProgressListener.NONE).read(data, indices);
    for (int i = 0; i < indices.length; i++) {
      float[] expected = new float[144];
      data.read(indices[i], false, expected, 0);
      assertThat(found.vectors().select(0, i).toFloats()).isEqualTo(expected);
    }
    assertThat(found.probabilities().shape()).containsExactly(4, 2);
  }

  @Test
  void featuresOfAllImagesAreExtractedOnce() {
    Features first = cache().of(data, extractor, 1000, 1);
    Features second = cache().of(data, extractor, 700, 2);
    assertThat(extractor.images).isEqualTo(700);
    assertThat(first.vectors().shape()).containsExactly(700, 144);
    assertThat(second.vectors().sameAs(first.vectors())).isTrue();
    assertThat(second.probabilities().sameAs(first.probabilities())).isTrue();
  }

  @Test
  void anotherChoiceIsExtractedByItself() {
    cache().of(data, extractor, 100, 1);
    cache().of(data, extractor, 100, 2);
    cache().of(data, extractor, 101, 1);
    cache().of(SmallSets.bars("others", 700, 2), extractor, 100, 1);
    assertThat(extractor.images).isEqualTo(401);
    cache().of(data, extractor, 100, 1);
    assertThat(extractor.images).isEqualTo(401);
  }

  @Test
  void aChoiceRepeatsNoImage() {
    int[] chosen = FeatureReader.choose(data, 500, 3);
    assertThat(chosen).hasSize(500).doesNotHaveDuplicates();
    assertThat(FeatureReader.choose(data, 500, 3)).isEqualTo(chosen);
    assertThat(FeatureReader.choose(data, 500, 4)).isNotEqualTo(chosen);
    assertThat(FeatureReader.choose(data, 700, 3))
        .isEqualTo(IntStream.range(0, 700).toArray());
  }

  @Test
  void damagedFeaturesAreExtractedAgainAndSaidSo() throws IOException {
    Features sound = cache().of(data, extractor, 50, 1);
    Path file = onlyFile();
    byte[] bytes = Files.readAllBytes(file);
    byte[] changed = bytes.clone();
    changed[changed.length - 9] ^= 4;
    for (byte[] damaged : List.of(changed, Arrays.copyOf(bytes, 900), new byte[3])) {
      Files.write(file, damaged);
      notes.clear();
      Features again = cache().of(data, extractor, 50, 1);
      assertThat(again.vectors().sameAs(sound.vectors())).isTrue();
      assertThat(notes).hasSize(1);
      assertThat(notes.get(0))
          .startsWith(file + ": is damaged (")
          .endsWith("), extracted again")
          .doesNotContain("\n");
      assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }
    assertThat(extractor.images).isEqualTo(200);
  }

  @Test
  void aCacheThatCannotBeWrittenIsANoteAndNoFailure() throws IOException {
    Path inTheWay = Files.createFile(directory.resolve("file"));
    FeatureCache cache = new FeatureCache(inTheWay, new ProgressListener() {
      @Override
      public void progress(String task, long done, long total) {}

      @Override
      public void note(String message) {
        notes.add(message);
      }
    });
    assertThat(cache.of(data, extractor, 10, 1).vectors().shape()).containsExactly(10, 144);
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).contains("cannot be written (");
  }

  @Test
  void pointsHaveNoFeatures() {
    Dataset ring = DataSource.open("ring", DataOptions.defaults(), ProgressListener.NONE);
    assertThatThrownBy(() -> cache().of(ring, extractor, 10, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ring: is a set of points, and counting looks at images");
    assertThatThrownBy(() -> cache().of(data, extractor, 0, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("bars: expected at least 1 image, got 0");
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList().get(0);
    }
  }
}
