package io.millrace.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.streaming.StreamingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages name only what exists, and their tables say what the code says. */
class DocsTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?s)```.*?```");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern NAMED_TEST = Pattern.compile("`?(\\w+Test)\\.(\\w+)`?");
  private static final Pattern FILE_OF_THE_PROJECT =
      Pattern.compile(
          "`((?:bin|conf|hql|oozie|samples|docs|yarn-conf|model|ingest|streaming|warehouse|cluster|cli|acceptance)/[\\w./-]+)`");
  private static final Pattern PARAMETER = Pattern.compile("<name>([^<]+)</name>");

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    for (Path page : pages()) {
      for (String target : links(page)) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        assertThat(file).as("%s links to %s", page, target).exists();
        if (parts.length == 2) {
          assertThat(anchors(file)).as("%s links to %s", page, target).contains(parts[1]);
        }
      }
    }
  }

  @Test
  void everyFileThatIsNamedExists() throws IOException {
    for (Path page : pages()) {
      Matcher named = FILE_OF_THE_PROJECT.matcher(withoutCode(page));
      while (named.find()) {
        assertThat(ROOT.resolve(named.group(1))).as("%s names it", page).exists();
      }
    }
  }

  @Test
  void everyTestThatAPromiseNamesExists() throws IOException {
    for (Path page : pages()) {
      Matcher link = LINK.matcher(withoutCode(page));
      while (link.find()) {
        Matcher named = NAMED_TEST.matcher(link.group(1));
        if (named.matches()) {
          Path test = page.resolveSibling(link.group(2)).normalize();
          assertThat(test.getFileName()).hasToString(named.group(1) + ".java");
          assertThat(Files.readString(test))
              .as("%s names %s", page, named.group())
              .contains("void " + named.group(2) + "(");
        }
      }
    }
  }

  @Test
  void theExitCodesAreTheProgramsOwn() throws IOException {
    assertThat(tableRows("docs/configuration.md"))
        .containsAll(
            Stream.of(ExitStatus.values())
                .map(status -> "| %d | %s |".formatted(status.code(), status.meaning()))
                .toList());
  }

  @Test
  void thePortsAreTheSupervisorsOwn() throws IOException {
    ClusterSettings settings = new ClusterSettings(ROOT, ROOT.resolve(".millrace"), 0);
    List<String> rows = tableRows("docs/configuration.md");
    for (Service service : Service.values()) {
      String ports =
          service.ports().stream()
              .map(port -> Integer.toString(settings.port(port)))
              .collect(Collectors.joining(", "));
      String beginning = "| %s | %s |".formatted(service.id(), ports);
      assertThat(rows).as(beginning).anyMatch(row -> row.startsWith(beginning));
    }
  }

  @Test
  void thePropertiesOfTheWorkflowAreAllNamed() throws IOException {
    // given
    String workflow = Files.readString(ROOT.resolve("oozie/workflows/daily/workflow.xml"));
    Matcher parameter = PARAMETER.matcher(workflow.substring(0, workflow.indexOf("</parameters>")));

    // then
    String page = Files.readString(ROOT.resolve("docs/configuration.md"));
    while (parameter.find()) {
      assertThat(page).contains("`" + parameter.group(1) + "`");
    }
  }

  @Test
  void theStreamingSettingsAreTheProgramsOwn() throws IOException {
    assertThat(tableRows("docs/configuration.md"))
        .containsAll(
            StreamingSettings.declared().stream()
                .map(s -> "| `%s` | `%s` | %s |".formatted(s.path(), s.standard(), s.meaning()))
                .toList());
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    pages.add(ROOT.resolve("CHANGELOG.md"));
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  private static List<String> links(Path page) throws IOException {
    List<String> targets = new ArrayList<>();
    Matcher link = LINK.matcher(withoutCode(page));
    while (link.find()) {
      if (!link.group(2).contains("://")) {
        targets.add(link.group(2));
      }
    }
    return targets;
  }

  /** The anchors that a page's headings get: lower case, without punctuation, blanks as dashes. */
  private static List<String> anchors(Path page) throws IOException {
    List<String> anchors = new ArrayList<>();
    Matcher heading = HEADING.matcher(withoutCode(page));
    while (heading.find()) {
      String text = heading.group(1).strip().toLowerCase(Locale.ROOT);
      anchors.add(text.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'));
    }
    return anchors;
  }

  private static List<String> tableRows(String page) throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve(page))) {
      return lines.filter(line -> line.startsWith("|")).toList();
    }
  }

  private static String withoutCode(Path page) throws IOException {
    return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
  }
}
