package org.zeuxis.app;

import java.util.List;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Recipe;
import org.zeuxis.recipe.RecipeYaml;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "recipes",
    description = "Lists the recipes: what can be trained.",
    mixinStandardHelpOptions = true)
final class RecipesCommand implements Runnable {
  @Override
  public void run() {
    for (String name : Catalogue.names()) {
      Recipe recipe = Catalogue.resolve(name, List.of());
      System.out.printf(
          "%-16s %s%n%-16s %s, %s%n", name, recipe.title(), "", recipe.paper(), recipe.link());
    }
    System.out.println("\n'zeuxis recipes show NAME' prints one, 'zeuxis recipes keys' all keys.");
  }

  @Command(
      name = "show",
      description = "Prints a recipe with the sources of its constants.",
      mixinStandardHelpOptions = true)
  void show(
      @Parameters(paramLabel = "NAME", description = "One of 'zeuxis recipes', or a .yaml file.")
          String name,
      @Option(names = "--full", description = "Print every key as resolved.") boolean full) {
    System.out.print(
        full ? RecipeYaml.print(Catalogue.resolve(name, List.of())) : Catalogue.text(name));
  }

  @Command(
      name = "keys",
      description = "Prints every key with its default and its meaning.",
      mixinStandardHelpOptions = true)
  void keys() {
    System.out.print(Catalogue.keys());
  }
}
