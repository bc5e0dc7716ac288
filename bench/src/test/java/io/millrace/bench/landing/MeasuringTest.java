package io.millrace.bench.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {
  @TempDir private Path folder;

  @Test
  void aMarkThatIsStillBeingWrittenIsNotReadYet() throws IOException {
    Path file = folder.resolve("marks");
    assertThat(Mark.read(file)).isEmpty();

    Files.writeString(file, "200 1000 5\n100 2500 7\n30");

    assertThat(Mark.read(file)).containsExactly(new Mark(200, 1000, 5), new Mark(100, 2500, 7));
  }

  @Test
  void theKernelKnowsWhatThisProcessTook() throws IOException {
    ThreadTimes before = ThreadTimes.of(ProcessHandle.current().pid());
    long sum = 0;
    while (ThreadTimes.of(ProcessHandle.current().pid()).since(before).all() < 0.1) {
      for (int i = 0; i < 10_000_000; i++) {
        sum += i ^ sum;
      }
    }
    ThreadTimes times = ThreadTimes.of(ProcessHandle.current().pid()).since(before);

    assertThat(sum).isNotZero();
    assertThat(times.working()).isPositive().isLessThanOrEqualTo(times.all());
  }

  @Test
  void theBaselineHasTheFieldsOfTheFeed() {
    Feed activity = FeedCatalog.load(Path.of("../conf/feeds")).require("activity");

    assertThat(SparkTypes.ddl(activity))
        .startsWith("event_id STRING, event_time TIMESTAMP, site STRING")
        .contains("status_code INT, bytes BIGINT", "latitude DOUBLE");
  }
}
