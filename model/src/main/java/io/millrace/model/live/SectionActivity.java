package io.millrace.model.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.util.List;
import java.util.Set;

/**
 * What visitors do with the parts of pages. An interaction is an event that names a section or an
 * element and is not about a page as a whole: there {@code section} is the site's.
 */
final class SectionActivity extends KeyedView {
  static final ViewShape SHAPE =
      new ViewShape(
          "section_activity",
          "What visitors did with an element of a page in a window",
          PageActivity.WINDOWS,
          List.of(
              new LiveColumn("site", FieldType.STRING, "Site"),
              new LiveColumn("page", FieldType.STRING, "Path of the page"),
              new LiveColumn("section", FieldType.STRING, "Section of the page"),
              new LiveColumn(
                  "element", FieldType.STRING, "Element, empty for the section as a whole")),
          List.of(
              new LiveColumn(
                  "interactions", FieldType.LONG, "Views, clicks and whatever else was done"),
              new LiveColumn("views", FieldType.LONG, "Events section_view"),
              new LiveColumn("clicks", FieldType.LONG, "Events click")));

  private static final int VIEWS = 0;
  private static final int CLICKS = 1;

  private static final Set<String> OF_WHOLE_PAGES =
      Set.of("page_view", "page_leave", "error", "asset", "probe");

  private final ActivityFields fields;
  private final int page;
  private final int section;
  private final int element;

  SectionActivity(Feed feed) {
    super(SHAPE);
    fields = new ActivityFields(feed);
    page = feed.indexOf("page");
    section = feed.indexOf("section");
    element = feed.indexOf("element");
  }

  @Override
  String key(Object[] row) {
    String type = fields.type(row);
    if (type == null || OF_WHOLE_PAGES.contains(type)) {
      return null;
    }
    if (row[page] == null || (row[section] == null && row[element] == null)) {
      return null;
    }
    return DimText.join(
        fields.site(row), (String) row[page], (String) row[section], (String) row[element]);
  }

  @Override
  List<Measure> measures() {
    return List.of(new Count(), new Count());
  }

  @Override
  void measure(Object[] row, long micros, PaneValue pane) {
    switch (fields.type(row)) {
      case "section_view" -> pane.count(VIEWS).increment();
      case "click" -> pane.count(CLICKS).increment();
      default -> {}
    }
  }

  @Override
  Object[] values(PaneValue window) {
    return new Object[] {
      window.events(), window.count(VIEWS).value(), window.count(CLICKS).value()
    };
  }
}
