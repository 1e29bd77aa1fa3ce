package org.zeuxis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What may know what: the order of packages that the design lays down. */
class PackageOrderTest {
  private static final String ROOT = "org.zeuxis";

  /** A package may use those before it, and the root. */
  static final List<String> ORDER = List.of(
      "engine",
      "nn",
      "optim",
      "objective",
      "data",
      "model",
      "game",
      "export",
      "metric",
      "doctor",
      "recipe",
      "run",
      "train",
      "lab");

  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .withImportOption(location -> !location.contains("/zeuxis/app/"))
      .importPackages(ROOT);

  @ParameterizedTest
  @FieldSource("ORDER")
  void packageUsesOnlyThoseAboveIt(String name) {
    String[] below = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
        .map(PackageOrderTest::withSubpackages)
        .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(withSubpackages(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(below)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void rootUsesNoPackageOfItsOwn() {
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".*..")
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    assertThat(CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).replaceAll("\\..*", ""))
            .distinct())
        .isNotEmpty()
        .isSubsetOf(ORDER);
  }

  @Test
  void onlyTheEngineTouchesNativeBindings() {
    noClasses()
        .that()
        .resideOutsideOfPackage(withSubpackages("engine"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", "com.sun.jna..")
        .check(CLASSES);
  }

  @Test
  void objectivesNeverLog() {
    noClasses()
        .that()
        .resideInAPackage(withSubpackages("objective"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .check(CLASSES);
  }

  @Test
  void classesAreNamedForWhatTheyAre() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .check(CLASSES);
  }

  private static String withSubpackages(String name) {
    return ROOT + "." + name + "..";
  }
}
