package io.millrace.ingest.generate.order;

import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.model.feed.Feed;
import java.util.List;

/** Generates order lines of a shop in the United States. */
public final class OrderGenerator implements Generator {
  /** How many lines are made unless told otherwise. */
  public static final long USUAL_COUNT = 1_200;

  private static final double LINES_A_DAY = 40;

  @Override
  public String feed() {
    return "orders";
  }

  @Override
  public List<String> counted() {
    return List.of(
        "state",
        "city",
        "product_category",
        "quantity",
        "payment_method",
        "gender",
        "is_premium_customer");
  }

  @Override
  public double usualPerSecond() {
    return LINES_A_DAY / 86_400;
  }

  @Override
  public RecordSource source(Feed feed, Timeline timeline, long seed) {
    return new OrderSource(feed, timeline, seed);
  }
}
