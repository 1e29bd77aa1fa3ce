package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.DataSource;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Engine;
import org.zeuxis.engine.NoGrad;
import org.zeuxis.engine.OneThread;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;
import org.zeuxis.metric.Classifier.HeldOut;
import org.zeuxis.metric.Classifier.Task;

@ExtendWith(OneThread.class)
class ClassifierTrainingTest {
  private static final long IMAGES = 40 * 128;

  private final Dataset train = SmallSets.bars("train", 400, 1);
  private final Dataset test = SmallSets.bars("test", 200, 2);
  private final ClassifierTraining training =
      new ClassifierTraining(7, Device.CPU, ProgressListener.NONE);
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void labelsAreLearntAndMeasuredOnTheTestSplit() {
    try (Classifier classifier = training.train(train, Optional.of(test), IMAGES)) {
      assertThat(classifier.report().task()).isEqualTo(Task.LABELS);
      assertThat(classifier.report().heldOut()).isEqualTo(HeldOut.TEST_SPLIT);
      assertThat(classifier.report().accuracy())
          .isGreaterThan(0.98)
          .isEqualTo(classifier.confusion(test).accuracy());
    }
  }

  @Test
  void withoutATestSplitATenthIsKeptOut() {
    try (Classifier classifier = training.train(train, Optional.empty(), IMAGES)) {
      assertThat(classifier.report().heldOut()).isEqualTo(HeldOut.TENTH);
      assertThat(classifier.report().accuracy()).isGreaterThan(0.95);
    }
  }

  @Test
  void imagesOfOneClassAreLearntByTurningThem() {
    Dataset left = SmallSets.oneClass(400, 3);
    try (Classifier classifier = training.train(left, Optional.empty(), IMAGES)) {
      assertThat(classifier.report().task()).isEqualTo(Task.ROTATIONS);
      assertThat(classifier.report().accuracy()).isGreaterThan(0.95);
      Features features = classifier.features(Tensor.zeros(3, 1, 12, 12));
      assertThat(features.vectors().shape()).containsExactly(3, 128);
      assertThat(features.probabilities()).isNull();
      assertThatThrownBy(() -> classifier.confusion(test))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("trained on images of one class");
    }
  }

  @Test
  void probabilitiesSumToOneAndAgreeWithTheClasses() {
    try (Classifier classifier = training.train(train, Optional.of(test), IMAGES)) {
      Tensor images = Tensor.of(image(test, 5), 1, 1, 12, 12);
      Tensor p = classifier.features(images).probabilities();
      assertThat(p.sum().item()).isCloseTo(1, within(1e-6));
      assertThat(p.argmax(1).toLongs()).isEqualTo(classifier.classes(images).toLongs());
    }
  }

  private static float[] image(Dataset data, int index) {
    float[] values = new float[144];
    data.read(index, false, values, 0);
    return values;
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherOthers() {
    ClassifierTraining other = new ClassifierTraining(8, Device.CPU, ProgressListener.NONE);
    try (Classifier first = training.train(train, Optional.of(test), 640);
        Classifier second = training.train(train, Optional.of(test), 640);
        Classifier third = other.train(train, Optional.of(test), 640)) {
      assertThat(second.hash()).isEqualTo(first.hash());
      assertThat(third.hash()).isNotEqualTo(first.hash());
    }
  }

  @Test
  void itLeavesTheTrainingAroundItAlone() {
    int threads = Engine.threads();
    Tensor weight = Tensor.ones(2).requireGradient();
    try (NoGrad guard = new NoGrad();
        Classifier classifier = training.train(train, Optional.of(test), 1280)) {
      assertThat(weight.times(2).requiresGradient()).isFalse();
      assertThat(classifier.network().isTraining()).isFalse();
    }
    assertThat(weight.times(2).requiresGradient()).isTrue();
    assertThat(Engine.threads()).isEqualTo(threads);
  }

  @Test
  void progressIsToldToTheEnd() {
    List<String> told = new ArrayList<>();
    ProgressListener listener = (task, done, total) -> told.add(task + " " + done + "/" + total);
    new ClassifierTraining(1, Device.CPU, listener)
        .train(train, Optional.of(test), 256)
        .close();
    assertThat(told)
        .containsExactly("training the classifier 128/256", "training the classifier 256/256");
  }

  @Test
  void theBudgetFitsTheImages() {
    Dataset digits = DataSource.open("digits", DataOptions.defaults(), ProgressListener.NONE);
    assertThat(ClassifierTraining.budget(digits)).isEqualTo(30L * 1797);
    assertThat(ClassifierTraining.budget(SmallSets.bars("few", 10, 1))).isEqualTo(60 * 128);
  }

  @Test
  void ganTrainAndGanTestAreHighWhereGeneratedImagesAreLikeRealOnes() {
    Dataset generated = SmallSets.bars("generated", 400, 9);
    try (Classifier ofReal = training.train(train, Optional.of(test), IMAGES)) {
      assertThat(ClassifierScores.ganTest(ofReal, generated).accuracy()).isGreaterThan(0.98);
    }
    Confusion ganTrain = ClassifierScores.ganTrain(generated, test, training);
    assertThat(ganTrain.accuracy()).isGreaterThan(0.98);
    assertThat(ganTrain.images()).isEqualTo(200);
  }

  @Test
  void whatDoesNotGoTogetherIsSaidInOneLine() {
    Dataset ring = DataSource.open("ring", DataOptions.defaults(), ProgressListener.NONE);
    assertThatThrownBy(() -> training.train(ring, Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("ring: is a set of points, and the classifier looks at images");
    Dataset digits = DataSource.open("digits", DataOptions.defaults(), ProgressListener.NONE);
    assertThatThrownBy(() -> training.train(digits, Optional.of(test)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "classifier: the images of digits and those it is tested on, test,");
    try (Classifier classifier = training.train(train, Optional.of(test), 128)) {
      assertThatThrownBy(() -> classifier.features(Tensor.zeros(1, 3, 32, 32)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("classifier: it was trained on images of 1x12x12 and was given images of"
              + " 3x32x32");
    }
  }
}
