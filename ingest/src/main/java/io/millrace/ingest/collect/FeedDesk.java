package io.millrace.ingest.collect;

import io.millrace.ingest.address.Geography;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.Salt;

/** What takes one feed's records: judgement and the way to the broker. */
final class FeedDesk {
  private final Feed feed;
  private final Outlet outlet;
  private final ThreadLocal<Intake> intake;

  FeedDesk(Feed feed, Outlet outlet, Salt salt, Geography geography, int mostRecordBytes) {
    this.feed = feed;
    this.outlet = outlet;
    this.intake = ThreadLocal.withInitial(() -> new Intake(feed, salt, geography, mostRecordBytes));
  }

  Feed feed() {
    return feed;
  }

  Outlet outlet() {
    return outlet;
  }

  /** This thread's judge. */
  Intake intake() {
    return intake.get();
  }
}
