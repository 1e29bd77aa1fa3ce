package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeuxis.InvalidInputException;

class EngineTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  static Stream<ThrowingCallable> nativeErrors() {
    return Stream.of(
        () -> Tensor.ones(2, 3).matmul(Tensor.ones(2, 3)),
        () -> Tensor.ones(2).plus(Tensor.ones(3)),
        () -> Tensor.ones(2).reshape(3),
        () -> Tensor.ones(2).select(0, 5),
        () -> Tensor.cat(List.of(), 0),
        () -> Functional.conv2d(Tensor.ones(1, 3, 4, 4), Tensor.ones(1, 2, 3, 3), null, 1, 1),
        () -> Functional.embedding(Tensor.ones(2, 2), Tensor.of(new long[] {5}, 1)),
        () -> Tensor.ones(1).sum().gradients(List.of(Tensor.ones(1))),
        () -> Tensor.empty(DType.FLOAT32, 1L << 60));
  }

  @ParameterizedTest
  @MethodSource("nativeErrors")
  void nativeErrorsComeWithoutStackFrames(ThrowingCallable call) {
    Throwable error = catchThrowable(call);
    assertThat(error).isInstanceOf(RuntimeException.class);
    assertThat(error.getMessage()).doesNotContain("frame #", "C++ CapturedTraceback");
    assertThat(ErrorText.of(error))
        .isNotBlank()
        .doesNotContain("Exception raised from", ".cpp", "\n");
  }

  @Test
  void messagesOfOtherErrorsAreLeftAlone() {
    assertThat(ErrorText.of(new IllegalStateException("two\nlines"))).isEqualTo("two\nlines");
    assertThat(ErrorText.of(new IllegalStateException())).isEqualTo("IllegalStateException");
  }

  @Test
  void threadsBelowOneAreRefused() {
    int before = Engine.threads();
    assertThatThrownBy(() -> Engine.setThreads(0)).hasMessage("threads must be >= 1, got 0");
    assertThatThrownBy(() -> Engine.setThreads(-3)).hasMessage("threads must be >= 1, got -3");
    assertThat(Engine.threads()).isEqualTo(before);
  }

  @Test
  void threadsAreWhatWasSet() {
    int before = Engine.threads();
    Engine.setThreads(1);
    assertThat(Engine.threads()).isEqualTo(1);
    Engine.setThreads(before);
  }

  @Test
  void vectorInstructionsHaveAName() {
    assertThat(Engine.cpuCapability()).matches("[A-Za-z0-9 _]+");
  }

  @Test
  void memoryLimitsOfTheBindingAreOff() {
    assumeTrue(
        "0".equals(System.getProperty("org.bytedeco.javacpp.maxbytes"))
            && "0".equals(System.getProperty("org.bytedeco.javacpp.maxphysicalbytes")),
        "set otherwise by who started the tests");
    assertThat(Pointer.maxBytes()).isZero();
    assertThat(Pointer.maxPhysicalBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:x", "cuda:1234", "cuda:0 "})
  void otherNamesOfDevicesAreRefused(String text) {
    assertThatThrownBy(() -> Device.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("device: expected auto, cpu, cuda or cuda:n, got '" + text + "'");
  }

  @Test
  void deviceThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Device.parse("cuda:999"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("device: cuda:999 is not there, GPUs found: " + Device.gpus());
  }

  @Test
  void devicesReadBackAsTheyAreWritten() {
    assertThat(Device.parse("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
    assertThat(new Device(true, 2)).hasToString("cuda:2");
    assertThat(Device.parse("auto").cuda()).isEqualTo(Device.gpus() > 0);
  }

  @Test
  void deviceNumbersThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Device(true, -1)).hasMessageContaining("got -1");
    assertThatThrownBy(() -> new Device(false, 1)).hasMessageContaining("got 1");
  }
}
