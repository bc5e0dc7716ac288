package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code dw.<feed>_now}: each record once, as {@code dw.<feed>} has it, and seconds after it
 * landed. Hours before a boundary come from {@code dw}. Later ones come from {@code raw}, without
 * their duplicates by the rule of curation and with what curation adds. An hour is read from one of
 * the two, so that nothing is there twice wherever the boundary is; whoever publishes {@code
 * dw.<feed>} moves it.
 *
 * @param tables the feed's
 * @param id the field by which duplicates are known
 * @param computed what curation adds, over the landed columns
 */
public record NowView(FeedTables tables, String id, ComputedColumns computed) {

  /** By which a view's name differs from its table's. */
  public static final String ENDING = "_now";

  private static final String PLACE = HiveText.name("millrace_place");

  /**
   * @throws IllegalArgumentException naming columns that curation adds and nothing computes here,
   *     or the other way round
   */
  public NowView {
    List<String> uncomputed = new ArrayList<>();
    List<String> unknown = new ArrayList<>(computed.expressions().keySet());
    for (TableColumn column : tables.curated().columns()) {
      if (tables.raw().column(column.name()).isEmpty() && !unknown.remove(column.name())) {
        uncomputed.add(column.name());
      }
    }
    if (!uncomputed.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "dw.%1$s_now must compute what curation adds to dw.%1$s, no more and no less; missing: %2$s; too many: %3$s"
              .formatted(tables.curated().table(), uncomputed, unknown));
    }
  }

  /** The view of a feed. */
  public static NowView of(Feed feed, FeedTables tables, ComputedColumns computed) {
    return new NowView(tables, feed.idField(), computed);
  }

  /** Database and view. */
  public String fullName() {
    return view().fullName();
  }

  /** The view's name in its database. */
  public String name() {
    return tables.curated().table() + ENDING;
  }

  /** The view beside it without the values of personal fields and of what is computed from one. */
  public MaskedView masked(Feed feed) {
    FeedTable curated = tables.curated();
    return new MaskedView(
        new FeedTable(
            curated.database(),
            name(),
            comment(),
            curated.columns(),
            curated.partitions(),
            curated.storage(),
            curated.owner()),
        computed.personal(feed));
  }

  /** What makes it so, from what is there; a boundary that has been reached stays. */
  public TableChange change(Optional<TableState> there) {
    if (there.isPresent() && !OwnView.isOwn(there.get())) {
      return view().obstructed();
    }
    if (view().isThere(there)) {
      return TableChange.nothing();
    }
    NowBoundary boundary =
        there
            .flatMap(state -> NowBoundary.of(state.parameters()))
            .orElse(NowBoundary.NOTHING_CURATED);
    return new TableChange(
        List.of("%s: %s".formatted(fullName(), there.isPresent() ? "replaced" : "created")),
        List.of(view().create(query(boundary), boundary.properties())),
        List.of());
  }

  /** What it shows with a boundary. */
  public String query(NowBoundary boundary) {
    FeedTable curated = tables.curated();
    FeedTable raw = tables.raw();
    return """
        SELECT
        %s
        FROM %s
        WHERE %s
        UNION ALL
        SELECT
        %s
        FROM (
          SELECT
        %s,
            ROW_NUMBER() OVER (PARTITION BY `dt`, `hour`, %s ORDER BY `kafka_time`, `kafka_partition`, `kafka_offset`) AS %s
          FROM %s
          WHERE %s
        ) `landed`
        WHERE %s = 1"""
        .formatted(
            lines(curated.allColumns().stream().map(c -> HiveText.name(c.name())).toList(), "  "),
            curated.quotedName(),
            boundary.before(),
            lines(curated.allColumns().stream().map(this::landed).toList(), "  "),
            lines(raw.allColumns().stream().map(c -> HiveText.name(c.name())).toList(), "    "),
            HiveText.name(id),
            PLACE,
            raw.quotedName(),
            boundary.since(),
            PLACE);
  }

  private String landed(TableColumn column) {
    String name = HiveText.name(column.name());
    String expression = computed.expressions().get(column.name());
    return expression == null ? name : "%s AS %s".formatted(expression, name);
  }

  private OwnView view() {
    return new OwnView(
        tables.curated().database(),
        name(),
        comment(),
        tables.curated().allColumns(),
        query(NowBoundary.NOTHING_CURATED));
  }

  private String comment() {
    return tables.curated().comment() + " With what landed seconds ago.";
  }

  private static String lines(List<String> expressions, String indent) {
    return expressions.stream().map(e -> indent + e).collect(Collectors.joining(",\n"));
  }
}
