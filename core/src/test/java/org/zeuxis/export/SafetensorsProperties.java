package org.zeuxis.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.zeuxis.engine.DType;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class SafetensorsProperties {
  /** What a tensor is made from, so that jqwik can print and shrink it. */
  record Plan(DType type, List<Long> shape, int seed) {
    Tensor tensor() {
      long[] extents = shape.stream().mapToLong(Long::longValue).toArray();
      int count = (int) shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
      if (count == 0) {
        return Tensor.empty(type, extents);
      }
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        values[i] = (seed + 31 * i) % 251;
      }
      return Tensor.of(values, extents).to(type);
    }
  }

  @Provide
  Arbitrary<Map<String, Plan>> states() {
    Arbitrary<List<Long>> shapes = Arbitraries.longs().between(0, 4).list().ofMaxSize(4);
    Arbitrary<Plan> plans = Combinators.combine(
            Arbitraries.of(DType.values()), shapes, Arbitraries.integers().between(0, 100_000))
        .as(Plan::new);
    Arbitrary<String> names =
        Arbitraries.strings().ofMaxLength(8).filter(name -> !name.equals("__metadata__"));
    return Arbitraries.maps(names, plans).ofMaxSize(6);
  }

  @Property(tries = 150, seed = "20240229")
  void whatIsWrittenIsRead(
      @ForAll("states") Map<String, Plan> plans, @ForAll Map<String, String> metadata)
      throws IOException {
    Path file = Files.createTempFile("zeuxis", ".safetensors");
    try (Scope scope = new Scope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      plans.forEach((name, plan) -> tensors.put(name, plan.tensor()));
      Safetensors.write(file, tensors, metadata);
      Safetensors.Contents read = Safetensors.read(file);
      assertThat(read.metadata()).isEqualTo(metadata);
      assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
      tensors.forEach((name, tensor) ->
          assertThat(tensor.sameAs(read.tensors().get(name))).as(name).isTrue());
    } finally {
      Files.delete(file);
    }
  }
}
