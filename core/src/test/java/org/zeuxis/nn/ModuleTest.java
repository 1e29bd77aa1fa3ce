package org.zeuxis.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zeuxis.InvalidInputException;
import org.zeuxis.engine.Device;
import org.zeuxis.engine.Rng;
import org.zeuxis.engine.Scope;
import org.zeuxis.engine.Tensor;

class ModuleTest {
  private final Scope scope = new Scope();
  private final Init init = Init.pytorch(new Rng(1));
  private final BatchNorm norm = new BatchNorm(3, init);
  private final Dropout dropout = new Dropout(0.5, new Rng(1));
  private final Sequential network = new Sequential(
      new Linear(2, 3, true, init), norm, new Sequential(dropout, new Linear(3, 1, false, init)));

  @AfterEach
  void free() {
    network.close();
    scope.close();
  }

  @Test
  void namesJoinWithDotsInTheOrderOfRegistration() {
    assertThat(network.stateDict().keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked",
            "2.1.weight");
    assertThat(network.parameters().keySet())
        .containsExactly("0.weight", "0.bias", "1.weight", "1.bias", "2.1.weight");
    assertThat(network.parameterCount()).isEqualTo(6 + 3 + 3 + 3 + 3);
  }

  @Test
  void parametersLearnAndBuffersDoNot() {
    assertThat(network.parameters().values()).allMatch(Tensor::requiresGradient);
    assertThat(network.stateDict().get("1.running_mean").requiresGradient()).isFalse();
  }

  @Test
  void stateDictHoldsTheTensorsThemselves() {
    network.stateDict().get("1.running_mean").fillInPlace(4);
    assertThat(norm.stateDict().get("running_mean").toFloats()).containsOnly(4);
  }

  @Test
  void trainingFlagReachesEveryDescendant() {
    assertThat(network.isTraining() && norm.isTraining() && dropout.isTraining())
        .isTrue();
    network.train(false);
    assertThat(network.isTraining() || norm.isTraining() || dropout.isTraining())
        .isFalse();
    network.train(true);
    assertThat(network.isTraining() && norm.isTraining() && dropout.isTraining())
        .isTrue();
  }

  @Test
  void loadedValuesAreCopied() {
    Map<String, Tensor> values = copies();
    values.values().forEach(value -> value.fillInPlace(2));
    network.loadStateDict(values, "file");
    network.stateDict().values().forEach(value -> assertThat(value.toDoubles()).containsOnly(2));
    values.values().forEach(value -> value.fillInPlace(5));
    network.stateDict().values().forEach(value -> assertThat(value.toDoubles()).containsOnly(2));
    assertThat(network.parameters().values()).allMatch(Tensor::requiresGradient);
  }

  @Test
  void missingNameIsNamedAndNothingOverwritten() {
    Map<String, Tensor> values = copies();
    values.remove("1.bias");
    values.remove("1.weight");
    requireRefused(
        values, "g.safetensors: weights of another architecture: 2 missing, first 1.bias");
  }

  @Test
  void unexpectedNameIsNamedAndNothingOverwritten() {
    Map<String, Tensor> values = copies();
    values.put("3.weight", Tensor.ones(1));
    requireRefused(
        values, "g.safetensors: weights of another architecture: 1 unexpected, first 3.weight");
  }

  @Test
  void namesThatDifferBothWaysAreBothNamed() {
    Map<String, Tensor> values = copies();
    values.put("0.weights", values.remove("0.weight"));
    requireRefused(
        values,
        "g.safetensors: weights of another architecture: 1 missing, first 0.weight; 1 unexpected, "
            + "first 0.weights");
  }

  @Test
  void otherShapeIsNamedAndNothingOverwritten() {
    Map<String, Tensor> values = copies();
    values.put("2.1.weight", Tensor.ones(1, 4)); // the last, so that all others came before it
    requireRefused(
        values,
        "g.safetensors: weights of another architecture: 2.1.weight has shape [1,4], expected [1,3]");
  }

  @Test
  void valueThatWouldBroadcastIsRefused() {
    Map<String, Tensor> values = copies();
    values.put("0.bias", Tensor.ones(1));
    requireRefused(
        values,
        "g.safetensors: weights of another architecture: 0.bias has shape [1], expected [3]");
  }

  private void requireRefused(Map<String, Tensor> values, String message) {
    Map<String, Tensor> before = copies();
    values.values().forEach(value -> value.fillInPlace(8));
    assertThatThrownBy(() -> network.loadStateDict(values, "g.safetensors"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
    network.stateDict().forEach((name, value) -> assertThat(value.sameAs(before.get(name)))
        .as(name)
        .isTrue());
  }

  private Map<String, Tensor> copies() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    network.stateDict().forEach((name, value) -> copies.put(name, value.detach().copy()));
    return copies;
  }

  @Test
  void weightsOutliveTheScopeTheyWereMadeInAndAreFreedByClose() {
    Layer layer;
    try (Scope inner = new Scope()) {
      layer = new Linear(2, 2, true, init);
    }
    assertThat(layer.parameters().get("weight").count()).isEqualTo(4);
    layer.close();
    assertThat(layer.parameters().get("weight")).hasToString("Tensor (closed)");
  }

  @Test
  void movingKeepsTheTensorsThatOthersHold() {
    Tensor held = network.parameters().get("0.weight");
    float[] before = held.toFloats();
    network.to(Device.CPU);
    assertThat(network.parameters().get("0.weight")).isSameAs(held);
    assertThat(held.toFloats()).isEqualTo(before);
    assertThat(held.requiresGradient()).isTrue();
  }

  @Test
  void partsAreFoundByTheirFullName() {
    assertThat(network.find("1")).containsSame(norm);
    assertThat(network.find("2.0")).containsSame(dropout);
    assertThat(network.find("2.1").orElseThrow()).isInstanceOf(Linear.class);
    assertThat(network.find("2.2")).isEmpty();
    assertThat(network.find("0.weight")).isEmpty();
    assertThat(network.find("3.0")).isEmpty();
  }
}
