package org.zeuxis.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.Version;
import org.zeuxis.data.DataOptions;
import org.zeuxis.data.ProgressListener;
import org.zeuxis.doctor.Ailment;
import org.zeuxis.doctor.Finding;
import org.zeuxis.doctor.History;
import org.zeuxis.doctor.Remedy;
import org.zeuxis.doctor.Severity;
import org.zeuxis.doctor.Vitals;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;

class MedicalRecordTest {
  private static final Recipe RECIPE =
      Catalogue.resolve("dcgan", List.of("data.size=8", "discriminator.penalties=r1:1"));

  @TempDir
  private Path folder;

  private Path directory;
  private EventLog log;

  @BeforeEach
  void beginARun() {
    directory = folder.resolve("run");
    RunManifest.DataFacts data = RunManifest.DataFacts.of(
        TrainingData.open(RECIPE, DataOptions.defaults(), ProgressListener.NONE));
    log = new EventLog(
        Run.create(directory, new RunManifest(Version.current(), data, RECIPE)).events());
  }

  @Test
  void checkupsAreTheEventsWithVitals() {
    log.append(Map.of("step", 0, "vitals", Map.of("spread", 0.5)));
    log.append(Map.of("step", 1, "scores", Map.of("loss", 0.25)));
    log.append(Map.of("step", 2, "vitals", Map.of("spread", Double.NaN)));
    History history = MedicalRecord.of(directory);
    assertThat(history.checkups())
        .containsExactly(
            new Vitals(0, Map.of("spread", 0.5)), new Vitals(2, Map.of("spread", Double.NaN)));
    assertThat(history.failure()).isEmpty();
    assertThat(MedicalRecord.failedAt(directory)).isZero();
  }

  @Test
  void runWithoutCheckupsHasAnEmptyHistory() {
    assertThat(MedicalRecord.of(directory).isEmpty()).isTrue();
    log.append(Map.of("step", 1, "scores", Map.of("loss", 0.25)));
    assertThat(MedicalRecord.of(directory).isEmpty()).isTrue();
  }

  @Test
  void failureIsTheLastOneAndItsStep() {
    log.append(Map.of("step", 7, "failure", "step 7: first"));
    log.append(Map.of("step", 9, "failure", "step 9: second"));
    log.append(Map.of("step", 11, "scores", Map.of()));
    assertThat(MedicalRecord.of(directory).failure()).isEqualTo("step 9: second");
    assertThat(MedicalRecord.failedAt(directory)).isEqualTo(9);
  }

  private static Finding finding(Remedy... remedies) {
    return new Finding(
        Ailment.STAGNATION, Severity.WARNING, 3, 8, "so far", List.of(), List.of(remedies));
  }

  @Test
  void remediesAreTheRecipesOwnAssignments() {
    Remedy rate = new Remedy(List.of("generator.learningRate=/4"), "slower", true);
    Remedy have = new Remedy(List.of("discriminator.penalties+=r1:10/4"), "is there", true);
    Remedy forbidden = new Remedy(List.of("network.generatorNorm=no"), "is not there", false);
    Remedy look = new Remedy(List.of(), "look at the data", false);
    assertThat(MedicalRecord.remedies(finding(have, rate, forbidden, look), RECIPE))
        .containsExactly(
            new Remedy(List.of("generator.learningRate=5.0e-5"), "slower", true), look);
  }

  @Test
  void entryHoldsTheFindingInWords() {
    Map<String, Object> entry = MedicalRecord.entry(
        finding(new Remedy(List.of("game.loss=hinge"), "another loss", false)), RECIPE);
    assertThat(entry)
        .containsEntry("name", "stagnation")
        .containsEntry("severity", "warning")
        .containsEntry("from", 3L)
        .containsEntry("to", 8L)
        .containsEntry("detail", "so far")
        .containsEntry("title", Ailment.STAGNATION.title())
        .containsEntry(
            "remedies", List.of(new Remedy(List.of("game.loss=hinge"), "another loss", false)));
  }
}
