package org.zeuxis.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.zeuxis.recipe.Catalogue;
import org.zeuxis.recipe.Grid;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * What the documentation shows is there: every command line is parsed, every recipe and key that it
 * names is resolved, every link is followed. Nothing is executed.
 */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final String LAUNCHER = "./zeuxis";
  private static final Pattern SHELL = Pattern.compile("(?m)^ *```sh\\R([\\s\\S]*?)^ *```");
  private static final Pattern YAML = Pattern.compile("(?m)^```yaml\\R(name: [\\s\\S]*?)^```");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");

  @TestFactory
  Stream<DynamicTest> everyCommandIsParsed() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (String command : commands(page)) {
        tests.add(dynamicTest(
            page.getFileName() + ": " + command,
            () -> assertThatCode(() -> parse(command)).doesNotThrowAnyException()));
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> everyRecipeAndKeyIsKnown() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : pages()) {
      for (String command : commands(page)) {
        ParseResult parsed = parse(command).subcommand();
        if (parsed != null
            && List.of("train", "ablate").contains(parsed.commandSpec().name())) {
          tests.add(dynamicTest(page.getFileName() + ": " + command, () -> resolve(parsed)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(10);
    return tests.stream();
  }

  @Test
  void everyRecipeFileThatIsShownCanBeRead(@TempDir Path directory) throws IOException {
    List<String> shown = new ArrayList<>();
    for (Path page : pages()) {
      shown.addAll(groups(YAML, Files.readString(page)));
    }
    assertThat(shown).isNotEmpty();
    for (String yaml : shown) {
      Path file = Files.writeString(directory.resolve("shown.yaml"), yaml);
      assertThatCode(() -> Catalogue.resolve(file.toString(), List.of()))
          .as(yaml)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyRecipeIsInTheReadmeAndOnThePageOfRecipes() throws IOException {
    for (Path page : List.of(ROOT.resolve("README.md"), ROOT.resolve("docs/recipes-and-keys.md"))) {
      String text = Files.readString(page);
      assertThat(Catalogue.names()).as(page.toString()).allSatisfy(name -> assertThat(text)
          .contains("`" + name + "`"));
    }
  }

  @Test
  void everyLinkToAFileLeadsSomewhere() throws IOException {
    for (Path page : pages()) {
      for (String target : groups(LINK, Files.readString(page))) {
        if (!target.isEmpty()) {
          assertThat(page.resolveSibling(target)).as("%s: %s", page, target).exists();
        }
      }
    }
  }

  private static void resolve(ParseResult parsed) {
    List<String> assignments = parsed.matchedOptionValue("--set", List.of());
    List<String> varied = parsed.matchedOptionValue("--vary", List.of());
    String recipe = parsed.matchedOptionValue("--recipe", "dcgan");
    if (!recipe.endsWith(".yaml")) {
      assertThatCode(() -> {
            if (varied.isEmpty()) {
              Catalogue.resolve(recipe, assignments);
            } else {
              Grid.of(recipe, assignments, varied, 1, UnaryOperator.identity());
            }
          })
          .doesNotThrowAnyException();
    }
  }

  private static ParseResult parse(String command) {
    String[] words = command.split("\\s+", -1);
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(Arrays.copyOfRange(words, 1, words.length));
  }

  /** The launcher's lines of a page's shell blocks, continued lines joined, remarks removed. */
  private static List<String> commands(Path page) throws IOException {
    List<String> commands = new ArrayList<>();
    for (String block : groups(SHELL, Files.readString(page))) {
      block
          .replaceAll("\\\\\\R\\s*", " ")
          .lines()
          .map(line -> line.replaceAll("\\s#.*", "").strip())
          .filter(line -> line.equals(LAUNCHER) || line.startsWith(LAUNCHER + " "))
          .forEach(commands::add);
    }
    return commands;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path directory : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<String> groups(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
