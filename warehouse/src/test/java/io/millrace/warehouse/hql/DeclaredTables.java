package io.millrace.warehouse.hql;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.warehouse.table.AddedColumns;
import io.millrace.warehouse.table.ComputedColumns;
import io.millrace.warehouse.table.DerivedTables;
import io.millrace.warehouse.table.FeedTables;
import io.millrace.warehouse.table.LiveTables;
import io.millrace.warehouse.table.MaskedView;
import io.millrace.warehouse.table.NowView;
import io.millrace.warehouse.table.TableState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables and views that a feed brings, as its declaration and the HiveQL files say.
 *
 * @param computed what curation adds
 */
public record DeclaredTables(Feed feed, FeedTables tables, ComputedColumns computed) {

  /** Of each feed that the project ships. */
  static List<DeclaredTables> all() {
    return FeedCatalog.load(Path.of("../conf/feeds")).feeds().stream()
        .map(DeclaredTables::of)
        .toList();
  }

  /** Of one of them. */
  public static DeclaredTables of(String feed) {
    return of(FeedCatalog.load(Path.of("../conf/feeds")).require(feed));
  }

  /** Of a feed to which curation adds what the files say of its name. */
  public static DeclaredTables of(Feed feed) {
    Path added = Statements.FOLDER.resolve("dw/%s.hql".formatted(feed.name()));
    Path computed = Statements.FOLDER.resolve("now/%s.hql".formatted(feed.name()));
    return new DeclaredTables(
        feed,
        FeedTables.of(
            feed,
            Files.exists(added)
                ? AddedColumns.read(feed.name(), Statements.text(added))
                : List.of()),
        Files.exists(computed)
            ? ComputedColumns.read(feed.name(), Statements.text(computed))
            : ComputedColumns.NONE);
  }

  /** The view with what landed seconds ago. */
  public NowView now() {
    return NowView.of(feed, tables, computed);
  }

  /** Its masked views, without those that there should not be. */
  public List<MaskedView> masked() {
    List<MaskedView> views = new ArrayList<>(tables.views(feed, computed));
    views.add(now().masked(feed));
    views.addAll(LiveTables.views(feed));
    for (String table : DerivedTables.of(feed)) {
      views.add(DerivedTables.view(table, state("dw." + table), feed));
    }
    return views.stream().filter(view -> !view.masked().isEmpty()).toList();
  }

  private static TableState state(String table) {
    return ViewDefinition.all().stream()
        .filter(view -> view.name().equals(table))
        .findFirst()
        .map(ViewDefinition::state)
        .orElseGet(() -> TableDefinition.of(table).state());
  }

  /** The masked view of that name, of those that there should be. */
  public MaskedView masked(String view) {
    return masked().stream()
        .filter(masked -> masked.fullName().equals(view))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no view " + view));
  }
}
