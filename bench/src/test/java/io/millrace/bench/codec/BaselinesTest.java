package io.millrace.bench.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.bench.ActivityRows;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.AvroRecordEncoder;
import io.millrace.model.record.RecordEncoder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A comparison is fair only when both sides do the same. */
class BaselinesTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private static final Object[][] ROWS = ActivityRows.of(ACTIVITY, 200);

  @Test
  void jacksonWritesAndReadsWhatWeDo() throws IOException {
    JacksonTree jackson = new JacksonTree(ACTIVITY);
    RecordEncoder ours = new RecordEncoder(ACTIVITY);

    for (Object[] row : ROWS) {
      assertThat(jackson.encode(row)).isEqualTo(ours.encode(row));
      assertThat(jackson.decode(ours.encode(row))).isEqualTo(row);
    }
  }

  @Test
  void avroWritesAndReadsWhatWeDo() throws IOException {
    AvroGeneric avro = new AvroGeneric(ACTIVITY);
    AvroRecordEncoder ours = new AvroRecordEncoder(ACTIVITY);

    for (Object[] row : ROWS) {
      assertThat(avro.encode(row)).isEqualTo(ours.encode(row));
      assertThat(avro.decode(ours.encode(row))).isEqualTo(row);
    }
  }
}
