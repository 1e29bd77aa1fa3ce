package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ImageSet;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.game.Classifies;

class TaskAccuracyTest {
  private static final int SIDE = 8;

  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  /** The class of an image is how light it is, from black, class 0, to white. */
  private static Classifies byLightness(String... names) {
    return new Classifies() {
      @Override
      public List<String> classNames() {
        return List.of(names);
      }

      @Override
      public Tensor classify(Tensor images) {
        List<Tensor> logits = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
          double level = 2.0 * i / (names.length - 1) - 1;
          logits.add(images.mean(1, 2, 3).minus(level).square().neg());
        }
        return Tensor.stack(logits, 1);
      }
    };
  }

  /** Images of one lightness each, of 0 to 255. */
  private static Dataset set(List<String> names, int[] labels, int... levels) {
    List<byte[]> images = new ArrayList<>();
    for (int level : levels) {
      byte[] image = new byte[SIDE * SIDE];
      Arrays.fill(image, (byte) level);
      images.add(image);
    }
    return ImageSet.of("set", 1, SIDE, images, labels, names);
  }

  @Test
  void shareThatIsToldRightly() {
    Dataset set = set(List.of("0", "1", "2"), new int[] {0, 1, 2, 2}, 10, 120, 130, 250);
    assertThat(TaskAccuracy.of(byLightness("0", "1", "2"), set)).isEqualTo(0.75);
  }

  @Test
  void classesAreTheSameByTheirNames() {
    Dataset set = set(List.of("black", "white"), new int[] {0, 1, 0}, 0, 255, 255);
    assertThat(TaskAccuracy.of(byLightness("white", "black"), set)).isEqualTo(1.0 / 3);
    assertThat(TaskAccuracy.of(byLightness("black", "white"), set)).isEqualTo(2.0 / 3);
  }

  @Test
  void setNeedsNotHaveAllClasses() {
    Dataset set = set(List.of("1", "2"), new int[] {0, 1}, 128, 255);
    assertThat(TaskAccuracy.of(byLightness("0", "1", "2"), set)).isEqualTo(1);
  }

  /** More images than a block has. */
  @Test
  void allImagesCount() {
    Dataset digits =
        DataSource.open("digits", DataOptions.defaults().withSize(SIDE), ProgressListener.NONE);
    Classifies always3 = new Classifies() {
      @Override
      public List<String> classNames() {
        return digits.classNames();
      }

      @Override
      public Tensor classify(Tensor images) {
        Tensor logits = Tensor.zeros(images.size(0), 10);
        logits.select(1, 3).fillInPlace(1);
        return logits;
      }
    };
    assertThat(TaskAccuracy.of(always3, digits)).isEqualTo(183.0 / 1797);
  }

  @Test
  void classThatIsNotKnownIsNamed() {
    Dataset set = set(List.of("0", "seven"), new int[] {0, 1}, 0, 255);
    assertThatThrownBy(() -> TaskAccuracy.of(byLightness("0", "1"), set))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("accuracy: set has the class 'seven', the classifier knows 0, 1");
  }

  @Test
  void setWithoutClassesIsRefused() {
    Dataset set = set(List.of("all"), new int[] {0, 0}, 0, 255);
    assertThatThrownBy(() -> TaskAccuracy.of(byLightness("0", "1"), set))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("accuracy: set has no classes; in a folder of images sub-folders are classes");
  }
}
