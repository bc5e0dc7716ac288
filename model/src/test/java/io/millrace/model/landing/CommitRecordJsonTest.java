package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord.Kind;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.OffsetGap.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitRecordJsonTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  private static final CommitRecord CLAIM = CommitRecord.claim(Optional.empty(), "a", NOON);

  private static final CommitRecord RECORD =
      builder(CLAIM, Kind.BATCH)
          .batch(
              new StagedBatch(
                      List.of(new BatchRange(2, 10, 15, 4, 1)),
                      List.of(
                          new LandedFile(Zone.RAW, "2026-01-01", "11", "/s/0", "/r/0", 4, 1234),
                          new LandedFile(
                              Zone.QUARANTINE, "2026-01-01", null, "/s/1", "/q/1", 1, 99)),
                      List.of(new HourCount(null, "2026-01-01", "11", 4, true)),
                      Optional.of(NOON),
                      Optional.of(NOON.plusSeconds(1)),
                      Optional.of(NOON),
                      Map.of(2, NOON.plusSeconds(1)),
                      Duration.ofMillis(345))
                  .arrived(
                      new Arrived(
                          77,
                          List.of(new LatenessCount("2026-01-01", "12", Lateness.LE_10S, 4)),
                          List.of(new Arrival(NOON, 5, 77, 1, 4, List.of(new DelayCount(1024, 4)))),
                          Map.of(2, NOON)))
                  .from(TopicPositions.of("topic-id", Map.of(1, 7L, 2, 10L)))
                  .after(Optional.of(Duration.ofMillis(12))))
          .build();

  private static CommitRecordBuilder builder(CommitRecord last, Kind kind) {
    return new CommitRecordBuilder(Optional.of(last), kind, "a", NOON);
  }

  @Test
  void aRecordComesBackAsItWas() {
    String json = CommitRecordJson.write(RECORD);

    assertThat(CommitRecordJson.read("here", json)).isEqualTo(RECORD);
  }

  @Test
  void soDoGapsCompactionsAndFinalWindows() {
    CommitRecord gap =
        builder(RECORD, Kind.GAP)
            .gaps(
                new AcceptedGaps(
                    "order",
                    List.of(
                        new OffsetGap(2, 15, 20L, Reason.RETENTION),
                        new OffsetGap(1, 7, null, Reason.PARTITION_GONE)),
                    TopicPositions.of("topic-id", Map.of(2, 20L))))
            .build();
    CommitRecord compaction =
        builder(gap, Kind.COMPACTION)
            .compaction(
                new StagedCompaction(
                    new HourFiles("raw.visits", "2026-01-01", "11", "/r", 4, 2),
                    List.of("/r/0"),
                    "/r2",
                    List.of(new LandedFile(Zone.RAW, "2026-01-01", "11", "/s/2", "/r2/0", 4, 9)),
                    Duration.ofMillis(5)))
            .build();
    CommitRecord windows =
        builder(CLAIM, Kind.BATCH)
            .windows(
                new StagedWindows(
                    List.of(
                        LandedFile.live("live.views", "2026-01-01", "11", "/s/3", "/l/0", 3, 9)),
                    List.of(new TooOldRows("live.views", "2025-01-01", 7)),
                    NOON,
                    List.of(new TopicOffset("visits", 0, 5)),
                    Duration.ZERO))
            .build();

    CommitRecord drop =
        builder(windows, Kind.DROP)
            .drop(
                new StagedDrop(
                    KeptFrom.of(LogTable.live("live.views"), "2025-12-01"),
                    new Drop(
                        "run",
                        null,
                        0,
                        List.of(
                            new DroppedPartition(
                                Zone.LIVE,
                                "live.views",
                                "2025-11-30",
                                "dt=2025-11-30/hour=10",
                                "live: P31D",
                                "/l",
                                1,
                                1,
                                1)))))
            .build();

    for (CommitRecord record : List.of(gap, compaction, windows, drop)) {
      assertThat(CommitRecordJson.read("here", CommitRecordJson.write(record))).isEqualTo(record);
    }
    assertThat(gap.endsByPartition()).containsExactly(Map.entry(2, 20L));
    assertThat(compaction.totalLanded()).as("a compaction lands nothing").isEqualTo(4);
    assertThat(CommitRecordJson.write(gap)).contains("\"reason\":\"partition_gone\"");
    assertThat(CommitRecordJson.write(drop))
        .contains("\"live_kept_from\":{\"live.views\":\"2025-12-01\"}")
        .doesNotContain("too_old");
  }

  @Test
  void aRecordWithoutWhatWasAddedLaterIsRead() {
    CommitRecord record =
        CommitRecordJson.read(
            "here",
            """
            {"seq":1,"kind":"claim","attempt":"a","decided_at":"2026-01-01T12:00:00Z","ranges":[],
             "files":[],"hours":[],"rows_landed":0,"rows_quarantined":0,"bytes":0,
             "min_event_time":null,"max_event_time":null,"staged_ms":0,"ends":[],"live":null}
            """);

    assertThat(record.topicId()).isNull();
    assertThat(record.gaps()).isEmpty();
    assertThat(record.arrivals()).isEmpty();
    assertThat(record.finalUntil()).isNull();
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
        .contains("\"bucket\":\"le_10s\"")
        .contains("\"ends\":[{\"partition\":1,\"offset\":7},{\"partition\":2,\"offset\":15}]");
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
