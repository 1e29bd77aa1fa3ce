package org.zeuxis.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.zeuxis.InvalidInputException;
import org.zeuxis.data.DomainSource;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.train.Advisor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained, on what, how long. */
final class RecipeOptions {
  private static final String USUAL = "dcgan";

  @Option(
      names = "--recipe",
      defaultValue = USUAL,
      paramLabel = "NAME",
      description = "One of 'zeuxis recipes', or a .yaml file. Default: dcgan.")
  private String recipe;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = {
        "A folder or zip of images (sub-folders are classes), a folder of IDX or CIFAR files, or one of",
        "digits, mnist, fashion-mnist, cifar10, stacked-mnist, ring, grid, swiss-roll, two-moons;",
        "two of them to translate from one to the other: A=horses/,B=zebras/."
      })
  private String data;

  @Option(
      names = "--paired",
      description = "Of two sets of images (A=...,B=...): equal names are the same thing.")
  private boolean paired;

  @Option(
      names = "--attributes",
      paramLabel = "FILE",
      description = "For stargan: a table (TSV) of what each image has.")
  private String attributes;

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = "For srgan: how much larger images become, 2, 4 or 8.")
  private Integer scale;

  @Mixin
  private EndOptions end;

  @Option(names = "--size", paramLabel = "N", description = "Side of the images, 8 to 128 pixels.")
  private Integer size;

  @Option(names = "--batch", paramLabel = "N", description = "Images in a minibatch.")
  private Integer batch;

  @Option(names = "--flip", description = "Mirror half of the images left to right.")
  private boolean flip;

  @Option(names = "--skip-bad", description = "Go on without files that are no good images.")
  private boolean skipBad;

  @Mixin
  private EvaluationSchedule evaluation;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set any key of the recipe ('zeuxis recipes keys' lists them). Can be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--auto",
      description = "Look at data and machine, and train what 'zeuxis advise' proposes for"
          + " --minutes (10). --set still wins.")
  private boolean auto;

  boolean isAuto() {
    return auto;
  }

  /**
   * What is proposed for the data, with the settings that were given besides.
   *
   * @throws InvalidInputException if a recipe was named, too
   */
  Recipe resolveAuto(Long seed, Function<Advised, Advisor.Advice> advisor) {
    if (!recipe.equals(USUAL)) {
      throw new InvalidInputException("--auto chooses the recipe, so leave out --recipe " + recipe);
    }
    Advisor.Advice advice = advisor.apply(
        new Advised(data == null ? "digits" : data, end.minutes(AdviseCommand.MINUTES)));
    List<String> all = new ArrayList<>(advice.settings());
    add(all, "seed", seed);
    all.addAll(assignments());
    return evaluation.apply(Catalogue.resolve(advice.recipe(), all));
  }

  /** What advice is asked for. */
  record Advised(String data, double minutes) {}

  String name() {
    return recipe;
  }

  /** The short options are names for keys of the recipe; --set comes last and wins. */
  List<String> assignments() {
    List<String> all = new ArrayList<>();
    add(all, "data.source", data);
    add(all, "data.paired", paired ? Boolean.TRUE : null);
    add(all, "data.attributes", attributes);
    add(all, "translation.scale", scale);
    add(all, "data.size", size);
    add(all, "training.batchSize", batch);
    add(all, "data.flip", flip ? Boolean.TRUE : null);
    add(all, "data.skipBad", skipBad ? Boolean.TRUE : null);
    all.addAll(assignments);
    return all;
  }

  private static void add(List<String> all, String key, Object value) {
    if (value != null) {
      all.add(key + "=" + value);
    }
  }

  /** What no single key stands for: the end, and when it is measured. */
  Recipe change(Recipe resolved) {
    return evaluation.apply(end.apply(resolved));
  }

  /**
   * The recipe.
   *
   * @param seed of it; null leaves it to the recipe and to --set
   */
  Recipe resolve(Long seed) {
    List<String> all = new ArrayList<>();
    add(all, "seed", seed);
    all.addAll(assignments());
    return change(Catalogue.resolve(recipe, all));
  }

  /** What a folder is called after: {@code photos} of {@code data/photos.zip}. */
  static String shortName(Recipe.Data data) {
    Optional<DomainSource> two = DomainSource.parse(data.source());
    return two.isPresent()
        ? two.get().shortName()
        : Path.of(data.source()).getFileName().toString().replaceAll("\\.\\w+$", "");
  }
}
