package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which database commands read, and what they say when they cannot. */
class GeographyCommandTest {
  private static final Path REAL = Path.of("..").toAbsolutePath().normalize();
  private static final String LINE =
      "8.8.8.8 - - [17/May/2015:10:05:03 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"agent\"\n";

  @TempDir private Path home;
  @TempDir private Path checkout;
  private Path log;

  @BeforeEach
  void makeCheckout() throws IOException {
    Path conf = Files.createDirectories(checkout.resolve("conf"));
    Files.createSymbolicLink(conf.resolve("feeds"), REAL.resolve("conf/feeds"));
    log = Files.writeString(home.resolve("a.log"), LINE);
  }

  @Test
  void theBundledDatabaseFillsInCountries() {
    CommandRun run = CommandRun.of(home, dryRun());

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\"user_id\":\"8.8.8.8\"").contains("\"country\":\"US\"");
  }

  @Test
  void noDatabaseFillsInNothing() throws IOException {
    settings("database: none\n");

    CommandRun run = CommandRun.in(checkout, environment(), dryRun());

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("\"user_id\":\"8.8.8.8\"").doesNotContain("country");
  }

  @Test
  void aDatabaseThatIsMissingStopsReplayAndCollectorBeforeAnythingIsSent() throws IOException {
    settings("database: cities.mmdb\n");
    String said =
        "geography.yaml:1: database: "
            + checkout.resolve("conf/cities.mmdb")
            + " (there is no such file); legal: a MaxMind DB file with countries, by a path from"
            + " this file's folder, or none";

    CommandRun replay = CommandRun.in(checkout, environment(), dryRun());
    Files.copy(REAL.resolve("conf/collector.yaml"), checkout.resolve("conf/collector.yaml"));
    CommandRun collect =
        CommandRun.in(checkout, environment(), "collect", "--brokers", "127.0.0.1:9");

    assertThat(replay.err()).contains(said).doesNotContain("\tat ");
    assertThat(replay.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(collect.err()).contains(said).doesNotContain("\tat ");
    assertThat(collect.code()).isEqualTo(ExitStatus.USAGE.code());
  }

  private void settings(String yaml) throws IOException {
    Files.writeString(checkout.resolve("conf/geography.yaml"), yaml);
  }

  private Map<String, String> environment() {
    return Map.of("MILLRACE_HOME", home.toString());
  }

  private String[] dryRun() {
    return new String[] {"replay", log.toString(), "--feed", "activity", "--dry-run"};
  }
}
