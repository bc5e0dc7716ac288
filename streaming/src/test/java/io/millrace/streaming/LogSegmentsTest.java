package io.millrace.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.LogTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSegmentsTest {

  private static final long FULL = 999;

  @TempDir private Path root;
  private final Readers readers = new Readers();
  private final MovingClock clock = new MovingClock();
  private HdfsFiles files;
  private LandingPaths paths;

  @BeforeEach
  void aFullSegmentAndTheNext() throws IOException {
    String uri = root.toUri().toString().replaceAll("/$", "");
    files = new HdfsFiles(FileContext.getFileContext(root.toUri(), new Configuration()));
    paths = new LandingPaths(uri, "visits");
    Path segment = Files.createDirectories(Path.of(URI.create(paths.segment(0))));
    for (long seq = 1; seq <= FULL; seq++) {
      Files.writeString(
          segment.resolve("%012d.json".formatted(seq)),
          CommitRecordJson.write(seq == 7 ? batch(seq) : record(seq, "first")) + "\n");
    }
  }

  @Test
  void aFullSegmentBecomesOneFileAndIsReadTheSame() {
    // given
    LogSegments log = log();
    assertThat(log.append(record(FULL + 1, "first"))).isTrue();

    // when
    log.tidy();

    // then
    assertThat(files.names(paths.mergedSegment(0))).containsExactly("commits.json");
    assertThat(readers.folders).containsEntry(0L, paths.mergedSegment(0));
    assertThat(readers.folders).containsEntry(1L, paths.segment(1));
    assertThat(readers.lastDays).containsExactly(Map.entry(0L, "2026-01-03"));
    assertThat(log.log().backwards().map(CommitRecord::seq))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, FULL + 1).map(n -> FULL + 2 - n).boxed().toList());
    assertThat(log.log().lines().map(line -> line.record().seq()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, FULL + 1).boxed().toList());
    assertThat(log.log().linesAfter(FULL - 1).map(line -> line.record().seq()))
        .containsExactly(FULL, FULL + 1);
  }

  @Test
  void itsFolderStaysForTheGraceAndThenGoes() {
    // given
    LogSegments log = log();
    log.append(record(FULL + 1, "first"));
    log.tidy();
    assertThat(files.names(paths.segment(0))).hasSize((int) FULL);

    // when
    clock.move(LogSegments.GRACE.plusMinutes(1));
    log.tidy();

    // then
    assertThat(files.exists(paths.segment(0))).isFalse();
    assertThat(log.log().last()).contains(record(FULL + 1, "first"));
    assertThat(log.log().backwards().count()).isEqualTo(FULL + 1);
  }

  @Test
  void aDriverThatComesBackWhenItsNumberLooksFreeIsRefusedAndLeavesNothing() {
    // given a segment whose folder is gone
    LogSegments log = log();
    log.append(record(FULL + 1, "first"));
    log.tidy();
    clock.move(LogSegments.GRACE.plusMinutes(1));
    log.tidy();

    // when
    boolean appended = log().append(record(500, "zombie"));

    // then
    assertThat(appended).isFalse();
    assertThat(files.exists(paths.logEntry(500))).isFalse();
    assertThat(readers.folders).containsEntry(0L, paths.mergedSegment(0));
    assertThat(log.log().backwards().filter(r -> r.seq() == 500))
        .containsExactly(record(500, "first"));
  }

  @Test
  void whatADeadDriverLeftInAMergedSegmentIsNotRead() {
    // given
    LogSegments log = log();
    log.append(record(FULL + 1, "first"));
    log.tidy();
    clock.move(LogSegments.GRACE.plusMinutes(1));
    log.tidy();

    // when it died between its rename and its look
    files.write(paths.logEntry(500), CommitRecordJson.write(record(500, "zombie")) + "\n");

    // then
    assertThat(log.log().backwards().filter(r -> r.attempt().equals("zombie"))).isEmpty();
    log().append(record(FULL + 2, "first"));
    LogSegments next = log();
    next.append(record(FULL + 3, "first"));
    next.tidy();
    assertThat(files.exists(paths.segment(0))).as("and is cleared away").isFalse();
  }

  @Test
  void theAppenderOfTheLastNumberKnowsItsRecordAlsoWhenItIsMergedAtOnce() {
    // given
    LogSegments slow = log();
    LogSegments fast = log();
    fast.append(record(FULL + 1, "first"));
    fast.tidy();

    // when the answer to its first try was lost
    boolean appended = slow.append(record(FULL, "first"));

    // then
    assertThat(appended).isTrue();
  }

  @Test
  void aTakenNumberIsRefused() {
    assertThat(log().append(record(FULL, "other"))).isFalse();
    assertThat(log().append(record(FULL, "first"))).isTrue();
  }

  @Test
  void aSegmentThatLacksARecordIsNotMerged() {
    LogSegments log = log();
    files.delete(paths.logEntry(7));
    log.append(record(FULL + 1, "first"));

    assertThatThrownBy(log::tidy)
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("has 998 records, but 999 must be there");
    assertThat(files.exists(paths.mergedFile(0))).isFalse();
  }

  @Test
  void aLogOfBeforeSegmentsIsRefusedWithWhatToDo() {
    files.write(paths.log() + "/000000000001.json", CommitRecordJson.write(record(1, "old")));

    assertThatThrownBy(() -> log().log().last())
        .isInstanceOf(LandingStoppedException.class)
        .hasMessageContaining("outside segments")
        .hasMessageContaining("segment=");
  }

  private LogSegments log() {
    return new LogSegments(files, paths, readers, clock);
  }

  private static CommitRecord record(long seq, String attempt) {
    return CommitRecordJson.read(
        "test",
        """
        {"seq": %d, "kind": "claim", "attempt": "%s", "decided_at": "2026-01-01T00:00:00Z"}"""
            .formatted(seq, attempt));
  }

  private static CommitRecord batch(long seq) {
    return CommitRecordJson.read(
        "test",
        """
        {"seq": %d, "kind": "batch", "attempt": "first", "decided_at": "2026-01-09T00:00:00Z",
         "hours": [{"dt": "2026-01-03", "hour": "10", "rows": 1, "late": false},
                   {"dt": "2026-01-02", "hour": "23", "rows": 1, "late": true}],
         "files": [{"zone": "quarantine", "dt": "2026-01-09", "staged": "s", "path": "p",
                    "rows": 1, "bytes": 1}]}
        """
            .formatted(seq));
  }

  private static final class MovingClock extends Clock {
    private Duration moved = Duration.ZERO;

    void move(Duration duration) {
      moved = moved.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      // files have the time of the machine
      return Clock.systemUTC().instant().plus(moved);
    }
  }

  /** The folders that readers of the log are told of. */
  private static final class Readers implements PartitionCatalog {
    private final Map<Long, String> folders = new TreeMap<>();
    private final Map<Long, String> lastDays = new TreeMap<>();

    @Override
    public void register(CommitRecord record, Supplier<KeptFrom> kept) {}

    @Override
    public List<String> names(LogTable table) {
      return List.of();
    }

    @Override
    public List<DroppedPartition> leaving(LogTable table, List<String> names, String rule) {
      return List.of();
    }

    @Override
    public void addRetentionDay(String dt, String location) {}

    @Override
    public long rows(String dt, String hour) {
      return 0;
    }

    @Override
    public Optional<HourFiles> hour(String table, String dt, String hour) {
      return Optional.empty();
    }

    @Override
    public void addSegment(long segment, String location) {
      folders.putIfAbsent(segment, location);
    }

    @Override
    public void moveSegment(long segment, String location, String lastDay) {
      folders.put(segment, location);
      lastDays.put(segment, lastDay);
    }

    @Override
    public void close() {}
  }
}
