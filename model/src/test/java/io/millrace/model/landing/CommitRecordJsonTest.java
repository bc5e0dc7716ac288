package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.LandedFile.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitRecordJsonTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  private static final CommitRecord RECORD =
      CommitRecord.batch(
          CommitRecord.claim(Optional.empty(), "a", NOON),
          new StagedBatch(
              List.of(new BatchRange(2, 10, 15, 4, 1)),
              List.of(
                  new LandedFile(Zone.RAW, "2026-01-01", "11", "/s/0", "/r/0", 4, 1234),
                  new LandedFile(Zone.QUARANTINE, "2026-01-01", null, "/s/1", "/q/1", 1, 99)),
              List.of(new HourCount(null, "2026-01-01", "11", 4, true)),
              Optional.of(NOON),
              Optional.of(NOON.plusSeconds(1)),
              Optional.of(NOON),
              Map.of(2, NOON.plusSeconds(1)),
              Duration.ofMillis(345)),
          "a",
          NOON);

  @Test
  void aRecordComesBackAsItWas() {
    String json = CommitRecordJson.write(RECORD);

    assertThat(CommitRecordJson.read("here", json)).isEqualTo(RECORD);
  }

  @Test
  void theFormIsOneLineWithTheNamesOfTheTable() {
    assertThat(CommitRecordJson.write(RECORD))
        .doesNotContain("\n")
        .contains("\"seq\":2")
        .contains("\"kind\":\"batch\"")
        .contains("\"decided_at\":\"2026-01-01T12:00:00.123456Z\"")
        .contains("\"from_offset\":10")
        .contains("\"zone\":\"quarantine\"")
        .contains("\"rows_landed\":4")
        .contains("\"ends\":[{\"partition\":2,\"offset\":15}]");
  }

  @Test
  void aCutRecordIsRefusedWithItsPlace() {
    String json = CommitRecordJson.write(RECORD);

    assertThatThrownBy(
            () -> CommitRecordJson.read("/log/7.json", json.substring(0, json.length() / 2)))
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("/log/7.json")
        .hasMessageContaining("restore the file");
  }
}
