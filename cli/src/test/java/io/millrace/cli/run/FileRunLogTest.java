package io.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRunLogTest {

  @TempDir private Path folder;

  @Test
  void eachRunIsOneLineAndOneThatIsThereAlreadyStays() throws IOException {
    // given
    Path file = folder.resolve("runs.ndjson");
    RunRecord first = run("20260101T000000-01234567");
    RunRecord second = run("20260101T000000-89abcdef");

    // when
    new FileRunLog(file).write(first);
    new FileRunLog(file).write(second);
    new FileRunLog(file).write(first);

    // then
    assertThat(Files.readAllLines(file).stream().map(RunRecord::parse))
        .containsExactly(first, second);
  }

  private static RunRecord run(String id) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new RunRecord(
        id, "orders", "a.csv", "00", now, now, 30, 0, List.of(new OffsetRange(0, 0, 30)));
  }
}
