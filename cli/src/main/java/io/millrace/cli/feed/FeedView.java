package io.millrace.cli.feed;

import io.millrace.cli.Checkout;
import io.millrace.cli.Console;
import io.millrace.cli.TextTable;
import io.millrace.cli.tables.HiveTables;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.InvalidFeedException;
import io.millrace.model.feed.SourceMapping;
import io.millrace.warehouse.table.FeedTable;
import io.millrace.warehouse.table.FeedTables;
import io.millrace.warehouse.table.TableColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Declared feeds as people look at them; with a cluster also what of them is applied. */
public final class FeedView {

  private final Checkout checkout;
  private final Optional<FeedStore> store;
  private final Console console;

  /**
   * @param store what is applied, when there is a cluster
   */
  public FeedView(Checkout checkout, Optional<FeedStore> store, Console console) {
    this.checkout = checkout;
    this.store = store;
    this.console = console;
  }

  /** A line for each feed. */
  public void list(List<DeclaredFeed> feeds) throws IOException {
    TextTable table =
        store.isPresent()
            ? new TextTable("feed", "topic", "partitions", "format", "fields", "sources", "applied")
            : new TextTable("feed", "topic", "partitions", "format", "fields", "sources");
    for (DeclaredFeed declared : feeds) {
      Feed feed = declared.feed();
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  feed.name(),
                  feed.topic(),
                  feed.partitions(),
                  feed.wireFormat().declared(),
                  feed.fields().size(),
                  sources(feed)));
      if (store.isPresent()) {
        cells.add(applied(declared, store.get().versions().newest(feed.name())));
      }
      table.row(cells.toArray());
    }
    table.lines().forEach(console::print);
  }

  /** Everything about one feed. */
  public void show(DeclaredFeed declared) throws IOException {
    Feed feed = declared.feed();
    console.print(feed.name() + ": " + feed.doc());
    console.print("");
    settings(feed).lines().forEach(console::print);
    console.print("");
    schema(feed).lines().forEach(console::print);
    FeedTables tables = HiveTables.declared(checkout, feed);
    for (FeedTable table : tables.all()) {
      console.print("");
      console.print(
          "%s (%s, partitioned by %s)%s"
              .formatted(
                  table.fullName(),
                  table.storage().name().toLowerCase(Locale.ROOT),
                  names(table.partitions()),
                  feed.personalData().isEmpty()
                      ? ""
                      : ", without personal values: " + table.fullName() + "_masked"));
      console.print("  " + columns(table));
    }
    if (store.isPresent()) {
      console.print("");
      versions(declared).forEach(console::print);
    }
  }

  private static TextTable settings(Feed feed) {
    TextTable table = new TextTable("setting", "value");
    table.row("owner", feed.owner());
    table.row(
        "topic",
        "%s, %d partitions, kept %s; dead letters in %s"
            .formatted(feed.topic(), feed.partitions(), feed.retention().topic(), feed.dlqTopic()));
    table.row("wire_format", feed.wireFormat().declared());
    table.row("key", String.join(", then ", feed.key()));
    table.row("event_time", feed.eventTimeField());
    table.row("id", feed.idField());
    table.row("allowed_lateness", feed.allowedLateness());
    table.row("idle_timeout", feed.idleTimeout());
    table.row("far_past, far_future", feed.farPast() + ", " + feed.farFuture());
    table.row("live_start", feed.liveStart().map(Object::toString).orElse("none: replayed only"));
    table.row(
        "retention",
        "raw %s, quarantine %s".formatted(feed.retention().raw(), feed.retention().quarantine()));
    table.row(
        "rules",
        feed.rules().isEmpty()
            ? "none"
            : feed.rules().stream().map(r -> r.name()).collect(Collectors.joining(", ")));
    table.row("sources", sources(feed));
    return table;
  }

  private static TextTable schema(Feed feed) {
    TextTable table = new TextTable("field", "type", "required", "personal", "hive", "meaning");
    for (Field field : feed.fields()) {
      table.row(
          field.name(),
          field.type().name().toLowerCase(Locale.ROOT),
          field.required() ? "yes" : "",
          field.personal() ? feed.personalData().get(field.name()).declared() : "",
          TableColumn.type(field.type()),
          field.doc());
    }
    return table;
  }

  private List<String> versions(DeclaredFeed declared) throws IOException {
    List<FeedVersion> all = store.orElseThrow().versions().all(declared.feed().name());
    if (all.isEmpty()) {
      return List.of("Never applied: millrace feed apply " + declared.feed().name());
    }
    TextTable table = new TextTable("version", "fields", "fingerprint", "");
    for (FeedVersion version : all) {
      boolean newest = version.number() == all.get(all.size() - 1).number();
      table.row(
          FeedPaths.name(version.number()),
          parsed(version).map(f -> "" + f.fields().size()).orElse("-"),
          parsed(version).map(f -> "%016x".formatted(f.fingerprint())).orElse("not readable"),
          !newest
              ? ""
              : declared.isSameAs(version)
                  ? "as declared here"
                  : "differs from what is declared here");
    }
    return table.lines();
  }

  private static Optional<Feed> parsed(FeedVersion version) {
    try {
      return Optional.of(version.parse());
    } catch (InvalidFeedException e) {
      return Optional.empty();
    }
  }

  private static String applied(DeclaredFeed declared, Optional<FeedVersion> newest) {
    return newest
        .map(v -> FeedPaths.name(v.number()) + (declared.isSameAs(v) ? "" : ", changed since"))
        .orElse("never");
  }

  private static String sources(Feed feed) {
    return feed.sources().isEmpty()
        ? "none"
        : feed.sources().values().stream().map(FeedView::source).collect(Collectors.joining(", "));
  }

  private static String source(SourceMapping mapping) {
    return "%s (%s)".formatted(mapping.name(), mapping.format().declared());
  }

  private static String columns(FeedTable table) {
    return table.columns().stream()
        .map(c -> c.name() + " " + c.type())
        .collect(Collectors.joining(", "));
  }

  private static String names(List<TableColumn> columns) {
    return columns.stream().map(TableColumn::name).collect(Collectors.joining(", "));
  }
}
