package org.zeuxis.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory that a tensor and a buffer share. */
class TensorMemoryTest {
  private final Scope scope = new Scope();

  @AfterEach
  void free() {
    scope.close();
  }

  @Test
  void wrappedBufferSeesTheTensorsWritesAndTheOtherWayRound() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
    Tensor tensor = Tensor.wrap(buffer, DType.FLOAT32, 2, 2);
    buffer.putFloat(4, 7);
    assertThat(tensor.toFloats()).containsExactly(0, 7, 0, 0);
    tensor.fillInPlace(3);
    assertThat(buffer.getFloat(12)).isEqualTo(3);
  }

  @Test
  void wrappingBeginsAtTheBuffersPosition() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(12).order(ByteOrder.nativeOrder());
    buffer.putFloat(1).putFloat(2).putFloat(3).position(4);
    assertThat(Tensor.wrap(buffer, DType.FLOAT32, 2).toFloats()).containsExactly(2, 3);
    assertThat(Tensor.wrap(buffer.slice().order(ByteOrder.nativeOrder()), DType.FLOAT32, 2)
            .toFloats())
        .containsExactly(2, 3);
  }

  @Test
  void bufferIsTheTensorsMemory() {
    Tensor tensor = Tensor.of(new float[] {1, 2, 3, 4}, 4);
    ByteBuffer buffer = tensor.buffer();
    assertThat(buffer.remaining()).isEqualTo(16);
    assertThat(buffer.getFloat(4)).isEqualTo(2);
    buffer.putFloat(4, 9);
    assertThat(tensor.toFloats()).containsExactly(1, 9, 3, 4);
    tensor.fillInPlace(5);
    assertThat(buffer.getFloat(0)).isEqualTo(5);
  }

  @Test
  void bufferOfAPartBeginsAtThePart() {
    ByteBuffer buffer = Tensor.of(new long[] {1, 2, 3}, 3).narrow(0, 1, 2).buffer();
    assertThat(buffer.remaining()).isEqualTo(16);
    assertThat(buffer.getLong(0)).isEqualTo(2);
  }

  @Test
  void bufferOfAViewThatIsNotContiguousIsRefused() {
    assertThatThrownBy(() -> Tensor.ones(2, 3).transpose(0, 1).buffer())
        .hasMessage("buffer(): expected a contiguous tensor on cpu, got [3, 2] on cpu");
  }

  @Test
  void heapBuffersAndShortBuffersAreRefused() {
    assertThatThrownBy(() -> Tensor.wrap(ByteBuffer.allocate(16), DType.FLOAT32, 4))
        .hasMessage("Tensor.wrap: expected a direct buffer of 16 bytes, got a heap buffer of 16");
    assertThatThrownBy(() -> Tensor.wrap(ByteBuffer.allocateDirect(15), DType.FLOAT32, 4))
        .hasMessage("Tensor.wrap: expected a direct buffer of 16 bytes, got 15");
  }
}
