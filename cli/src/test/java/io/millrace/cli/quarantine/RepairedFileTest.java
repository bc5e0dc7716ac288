package io.millrace.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code show --json} writes is what {@code replay --repaired} reads. */
class RepairedFileTest {

  private static final Coordinates AT = new Coordinates(1, 42);

  @TempDir Path folder;

  @Test
  void whatIsNotMendedIsGivenBackByteForByteUnlessItIsAnObject() throws IOException {
    for (byte[] payload :
        List.of(
            "no JSON, \"quoted\" and 'not'\n\ttwo lines".getBytes(UTF_8),
            "{\"a\": 1, \"a\": 2}".getBytes(UTF_8),
            "{\"cut\": ".getBytes(UTF_8),
            "[1, 2]".getBytes(UTF_8),
            new byte[] {(byte) 0xC3, 1, 0, 7, (byte) 0xFF},
            new byte[0])) {
      assertThat(roundTrip(payload)).isEqualTo(payload);
    }
  }

  @Test
  void anObjectIsGivenBackOnOneLineWithEveryDigit() throws IOException {
    byte[] payload =
        """
        {
          "amount": 12.50,
          "big": 123456789012345678901234567890.10,
          "text": "ü \\u0000 \\n"
        }
        """
            .getBytes(UTF_8);

    assertThat(new String(roundTrip(payload), UTF_8))
        .isEqualTo(
            "{\"amount\":12.50,\"big\":123456789012345678901234567890.10,\"text\":\"ü \\u0000 \\n\"}");
  }

  @Test
  void everyLineThatIsNoMendedRecordIsNamed() throws IOException {
    Path file =
        file(
            """
            {"partition": 0, "offset": 1, "record": {}}
            {"offset": 2, "record": {}}
            {"partition": 0, "offset": 3}
            {"partition": 0, "offset": 1, "text": "again"}

            {"partition": 0, "offset": 5, "hex": "xy"}
            {"partition": 0, "offset": 6, "feed": "orders", "record": {}}
            rubbish
            """);

    assertThatThrownBy(() -> RepairedFile.read(file, "rides"))
        .isInstanceOfSatisfying(
            CommandFailure.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
        .hasMessageContainingAll(
            "mended.ndjson:2: partition and offset",
            "mended.ndjson:3: the mended record must be in record",
            "mended.ndjson:4: 0:1 is in line 1 already",
            "mended.ndjson:6: hex",
            "mended.ndjson:7: it is of feed orders, not of rides",
            "mended.ndjson:8: no JSON");
  }

  private byte[] roundTrip(byte[] payload) throws IOException {
    String line =
        RecordLine.write(
            new QuarantinedRecord(
                "rides",
                "2026-05-01",
                AT,
                Instant.parse("2026-05-01T10:00:00Z"),
                "RULE",
                "fare",
                "positive_fare",
                "fare is -1",
                payload));
    assertThat(line.lines()).hasSize(1);
    return RepairedFile.read(file(line), "rides").of(AT).value();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("mended.ndjson"), text);
  }
}
