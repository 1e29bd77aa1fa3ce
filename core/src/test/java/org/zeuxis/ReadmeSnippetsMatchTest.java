package org.zeuxis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The README's Java, and the library page's evaluation, are what {@code ReadmeExamplesTest} runs.
 */
class ReadmeSnippetsMatchTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path LIBRARY = Path.of("..", "docs", "use-as-a-library.md");
  private static final Path EXAMPLES =
      Path.of("src", "test", "java", "org", "zeuxis", "ReadmeExamplesTest.java");
  private static final Pattern JAVA = Pattern.compile("(?m)^```java\\R([\\s\\S]*?)^```");
  private static final List<String> TAGS = List.of("train", "serve");

  @Test
  void readmeHasOneBlockOfJavaForEachTag() throws IOException {
    assertThat(blocks(README)).hasSameSizeAs(TAGS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "serve"})
  void blockIsTheTextBetweenItsMarkers(String tag) throws IOException {
    assertThat(blocks(README).get(TAGS.indexOf(tag)).strip())
        .as("java block %d of README.md, against tag %s", TAGS.indexOf(tag) + 1, tag)
        .isEqualTo(tagged(tag).strip());
  }

  @Test
  void libraryPageShowsTheEvaluationThatRuns() throws IOException {
    assertThat(blocks(LIBRARY)).contains(tagged("evaluate") + "\n");
  }

  private static List<String> blocks(Path page) throws IOException {
    Matcher matcher = JAVA.matcher(Files.readString(page));
    return matcher.results().map((MatchResult match) -> match.group(1)).toList();
  }

  /** What lies between {@code // tag::NAME} and {@code // end::NAME}, without its indentation. */
  private static String tagged(String tag) throws IOException {
    String source = Files.readString(EXAMPLES);
    Matcher matcher = Pattern.compile(
            "(?m)^[ \\t]*// tag::" + tag + "\\b.*\\R([\\s\\S]*?)^[ \\t]*// end::" + tag + "\\b")
        .matcher(source);
    assertThat(matcher.find()).as("%s has the markers of %s", EXAMPLES, tag).isTrue();
    // A line end after the last line would count as a line without indentation.
    return matcher.group(1).stripTrailing().stripIndent();
  }
}
