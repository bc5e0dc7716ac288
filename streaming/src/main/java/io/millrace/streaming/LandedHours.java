package io.millrace.streaming;

import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.streaming.compact.HourOwner;
import io.millrace.streaming.parquet.Column;
import java.util.List;

/** The hours of a feed's raw table, which its landing writes. */
record LandedHours(FeedLander lander, HourCloser closer, LandingPaths paths) implements HourOwner {

  @Override
  public List<String> tables() {
    return List.of(paths.rawTableName());
  }

  @Override
  public List<Column> columns(String table) {
    return LandedColumns.raw(lander.feed());
  }

  @Override
  public boolean isClosed(String table, EventHour hour) {
    return closer.isClosed(hour);
  }

  @Override
  public boolean replace(StagedCompaction staged) {
    return lander.replace(staged);
  }
}
