package org.zeuxis.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtocolTest {
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static Protocol protocol(
      String extractor, String hash, String reference, int generated, String k, long seed) {
    return new Protocol(
        "precision",
        1,
        extractor,
        hash,
        "none",
        reference,
        "train",
        HASH,
        1797,
        generated,
        Map.of("k", k),
        seed);
  }

  @Test
  void equalProtocolsDifferInNothing() {
    Protocol one = protocol("pixels", HASH, "digits", 5000, "3", 1);
    Protocol same = protocol("pixels", HASH, "digits", 5000, "3", 1);
    assertThat(one).isEqualTo(same);
    assertThat(one.differences(same)).isEmpty();
  }

  @Test
  void eachDifferenceIsALineWithBothSides() {
    Protocol one = protocol("pixels", HASH, "digits", 5000, "3", 1);
    Protocol other = protocol("onnx:a.onnx", "f".repeat(64), "mnist", 10_000, "5", 2);
    assertThat(one.differences(other))
        .containsExactly(
            "extractor: pixels and onnx:a.onnx",
            "real data: digits (train) and mnist (train)",
            "generated images: 5000 and 10000",
            "settings: {k=3} and {k=5}",
            "seed: 1 and 2");
  }

  @Test
  void otherWeightsOfAnExtractorOfOneNameAreSaid() {
    Protocol one = protocol("classifier", HASH, "digits", 5000, "3", 1);
    Protocol other = protocol("classifier", "f".repeat(64), "digits", 5000, "3", 1);
    assertThat(one.differences(other))
        .containsExactly("weights of the extractor: 0123456789ab and ffffffffffff");
  }

  @Test
  void wayOfDrawingIsASettingThatMakesADifference() {
    Protocol plain = protocol("pixels", HASH, "digits", 5000, "3", 1);
    Protocol cut = new Protocol(
        "precision",
        1,
        "pixels",
        HASH,
        "none",
        "digits",
        "train",
        HASH,
        1797,
        5000,
        Map.of("k", "3", "sampling", "truncation 0.7"),
        1);
    assertThat(plain.sampling()).isEmpty();
    assertThat(cut.sampling()).isEqualTo("truncation 0.7");
    assertThat(plain.differences(cut))
        .containsExactly("settings: {k=3} and {k=3, sampling=truncation 0.7}");
  }
}
