package io.millrace.cli.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.quarantine.JournalEntry.Kind;
import io.millrace.cli.quarantine.JournalEntry.Resent;
import io.millrace.model.landing.PartitionOffset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdfsReplayJournalTest {

  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00.5Z");
  private static final Resent RESENT = new Resent(2, 17, "2026-04-30", true);

  @TempDir Path root;
  private Hdfs hdfs;
  private HdfsReplayJournal journal;

  @BeforeEach
  void open() throws IOException {
    hdfs = Hdfs.at("file://" + root, new Configuration());
    journal = new HdfsReplayJournal(hdfs, "rides");
  }

  @AfterEach
  void close() throws IOException {
    hdfs.close();
  }

  @Test
  void anEntryIsReadAsItWasAppended() throws IOException {
    JournalEntry batch = entry(1, Kind.BATCH);

    assertThat(journal.append(batch)).isTrue();

    assertThat(journal.entries()).containsExactly(batch);
  }

  @Test
  void ofTwoEntriesWithOneNumberTheSecondIsLost() throws IOException {
    journal.append(entry(1, Kind.CLAIM));

    assertThat(journal.append(entry(1, Kind.END))).isFalse();
    assertThat(journal.entries()).extracting(JournalEntry::kind).containsExactly(Kind.CLAIM);
  }

  @Test
  void whatWasReplayedIsALineEachInTheFolderThatHiveReadsAndStays() throws IOException {
    // given
    journal.append(entry(1, Kind.CLAIM));
    journal.append(entry(2, Kind.BATCH));
    journal.append(entry(3, Kind.END));
    Replayed replayed = Replayed.of(RESENT, "run", NOW, new Coordinates(0, 99));

    // when
    journal.know(2, List.of(replayed));
    journal.know(2, List.of());
    journal.clearBefore(3);

    // then
    assertThat(journal.isKnown(2)).isTrue();
    assertThat(journal.entries()).extracting(JournalEntry::seq).containsExactly(3L);
    assertThat(journal.replayed()).containsExactly(new Coordinates(2, 17));
    assertThat(
            Files.readString(root.resolve("ops/quarantine_replayed/feed=rides/000000000002.json")))
        .isEqualTo(
            """
            {"kafka_partition":2,"kafka_offset":17,"dt":"2026-04-30","repaired":true,"run":"run",\
            "replayed_at":"2026-05-01T10:00:00.500Z","new_partition":0,"new_offset":99}
            """);
  }

  @Test
  void aFeedThatWasNeverReplayedHasNothing() throws IOException {
    assertThat(journal.entries()).isEmpty();
    assertThat(journal.replayed()).isEmpty();
    assertThat(journal.isKnown(1)).isFalse();
  }

  private static JournalEntry entry(long seq, Kind kind) {
    return new JournalEntry(
        seq,
        kind,
        "run",
        NOW,
        Holder.ofThisProcess(),
        kind == Kind.BATCH ? List.of(RESENT) : List.of(),
        kind == Kind.BATCH ? List.of(new PartitionOffset(0, 98)) : List.of());
  }
}
