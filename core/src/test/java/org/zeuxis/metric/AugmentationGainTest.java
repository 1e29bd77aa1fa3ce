package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.Dataset;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.OneThread;

@ExtendWith(OneThread.class)
class AugmentationGainTest {
  /** By hand: differences 0.1, 0.3, 0.2; mean 0.2, deviation 0.1, error 0.1/√3. */
  @Test
  void theGainIsTheMeanDifferenceWithItsStandardError() {
    AugmentationGain gain = new AugmentationGain(List.of(0.5, 0.5, 0.6), List.of(0.6, 0.8, 0.8));
    assertThat(gain.mean()).isCloseTo(0.2, within(1e-12));
    assertThat(gain.standardError()).isCloseTo(0.1 / Math.sqrt(3), within(1e-12));
  }

  @Test
  @Tag("slow")
  void moreImagesOfTheSameKindHelpWhereThereAreFew() {
    Dataset few = SmallSets.bars("few", 4, 1);
    Dataset generated = SmallSets.bars("generated", 150, 2);
    Dataset test = SmallSets.bars("test", 200, 3);
    AugmentationGain gain =
        AugmentationGain.measure(few, generated, test, 2, 1, Device.CPU, ProgressListener.NONE);
    assertThat(gain.with()).allSatisfy(f1 -> assertThat(f1).isGreaterThan(0.95));
    assertThat(gain.mean()).isGreaterThan(0.05);
  }

  @Test
  void whatDoesNotGoTogetherIsSaidInOneLine() {
    Dataset bars = SmallSets.bars("bars", 12, 1);
    Dataset left = SmallSets.oneClass(12, 1);
    assertThatThrownBy(() ->
            AugmentationGain.measure(bars, left, bars, 2, 1, Device.CPU, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("bars has 2 classes, left bars 1");
    assertThatThrownBy(() ->
            AugmentationGain.measure(bars, bars, bars, 1, 1, Device.CPU, ProgressListener.NONE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("augmentation gain: needs at least 2 seeds for a standard error, got 1");
  }
}
