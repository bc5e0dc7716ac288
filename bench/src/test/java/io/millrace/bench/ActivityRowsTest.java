package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RecordEncoder;
import io.millrace.model.record.Valid;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityRowsTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");

  @Test
  void everyRowIsOneThatTheFeedAccepts() {
    RecordDecoder decoder = new RecordDecoder(ACTIVITY);
    RecordEncoder encoder = new RecordEncoder(ACTIVITY);

    assertThat(List.of(ActivityRows.of(ACTIVITY, 1_000)))
        .allSatisfy(
            row ->
                assertThat(decoder.decode(encoder.encode(row), Long.MAX_VALUE / 2))
                    .isInstanceOf(Valid.class));
  }

  @Test
  void rowsAreAlwaysTheSame() {
    assertThat(ActivityRows.of(ACTIVITY, 100)).isDeepEqualTo(ActivityRows.of(ACTIVITY, 100));
  }
}
