package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.time.Duration;
import java.util.List;

/** Where visitors are. */
final class Geography extends KeyedView {
  static final ViewShape SHAPE =
      new ViewShape(
          "geography",
          "Who was active from a city in a window",
          List.of(WindowSpec.tumbling(Duration.ofMinutes(1))),
          List.of(
              new LiveColumn("country", FieldType.STRING, "Country of the visitors"),
              new LiveColumn("city", FieldType.STRING, "City of the visitors")),
          List.of(
              new LiveColumn("users", FieldType.LONG, "Distinct visitors"),
              new LiveColumn("events", FieldType.LONG, "Events of any type")));

  private static final int USERS = 0;

  private final ActivityFields fields;
  private final int country;
  private final int city;

  Geography(Feed feed) {
    super(SHAPE);
    fields = new ActivityFields(feed);
    country = feed.indexOf("country");
    city = feed.indexOf("city");
  }

  @Override
  String key(Object[] row) {
    return DimText.join((String) row[country], (String) row[city]);
  }

  @Override
  List<Measure> measures() {
    return List.of(new Distinct());
  }

  @Override
  void measure(Object[] row, long micros, PaneValue pane) {
    String visitor = fields.visitor(row);
    if (visitor != null) {
      pane.distinct(USERS).add(visitor);
    }
  }

  @Override
  Object[] values(PaneValue window) {
    return new Object[] {window.distinct(USERS).value(), window.events()};
  }
}
