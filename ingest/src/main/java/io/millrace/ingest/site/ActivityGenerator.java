package io.millrace.ingest.site;

import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.model.feed.Feed;
import java.util.List;

/** Generates {@code activity}: the sites' behaviour without HTTP, for volume. */
public final class ActivityGenerator implements Generator {
  private static final double USUAL_PER_SECOND = 20;

  private final Behaviour behaviour;

  public ActivityGenerator(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  @Override
  public String feed() {
    return "activity";
  }

  @Override
  public List<String> counted() {
    return List.of("site", "event_type", "page", "section", "status_code", "country", "city");
  }

  @Override
  public double usualPerSecond() {
    return USUAL_PER_SECOND;
  }

  @Override
  public RecordSource source(Feed feed, Timeline timeline, long seed) {
    return new ActivitySource(behaviour, feed, timeline, seed);
  }
}
