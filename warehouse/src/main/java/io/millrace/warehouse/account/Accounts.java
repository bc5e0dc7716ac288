package io.millrace.warehouse.account;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.curate.DayTables.DayRows;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.SeenTable;
import io.millrace.warehouse.publish.TableName;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Keeps {@code dw.account_features}, by {@code dw.account_days}, from {@code dw.transactions}. All
 * that is known of an account until a day depends on every day before, so a day whose payments are
 * others than they were changes all later ones that there are; one that says the same changes none.
 */
public final class Accounts {

  /** The feed that they are known from. */
  public static final String FEED = "transactions";

  private static final TableName PAYMENTS = new TableName("dw", FEED);
  private static final TableName ACCOUNT_DAYS = new TableName("dw", "account_days");
  private static final TableName FEATURES = new TableName("dw", "account_features");

  /** Each row of account_days is looked at once for each of them. */
  private static final int DAYS_AT_A_TIME = 16;

  private final DayTables tables;

  public Accounts(DayTables tables) {
    this.tables = tables;
  }

  /**
   * Computes days, and the later ones that change with them.
   *
   * @param days that have just been curated
   * @throws PublishException when a table is missing or the metastore refuses; each day is whole,
   *     and running it again finishes it
   */
  public void run(Collection<LocalDate> days) throws IOException, PublishException {
    tables.require(List.of(PAYMENTS, ACCOUNT_DAYS, FEATURES));
    SeenTable seen = tables.see(ACCOUNT_DAYS);
    Dataset<Row> there = tables.read(ACCOUNT_DAYS);
    Dataset<Row> fresh = AccountDays.of(tables.read(PAYMENTS, days)).persist();
    try {
      NavigableSet<LocalDate> ends = new TreeSet<>(days);
      if (differ(fresh, there.where(isOf(days)))) {
        ends.addAll(tables.days(FEATURES).tailSet(ends.first(), false));
      }
      Dataset<Row> known = there.where(not(isOf(days))).unionByName(fresh);
      // Account days last: if the run dies before, the next one finds them changed as this one did.
      tables.replaceTogether(
          seen,
          new DayRows(FEATURES, features(known, ends), ends, List.of("account_id")),
          new DayRows(ACCOUNT_DAYS, List.of(fresh), days, List.of("account_id")));
    } finally {
      fresh.unpersist();
    }
  }

  private static List<Dataset<Row>> features(Dataset<Row> known, NavigableSet<LocalDate> ends) {
    return groups(ends).stream()
        .map(
            group ->
                AccountFeatures.of(
                    known.where(col("dt").leq(group.get(group.size() - 1).toString())), group))
        .toList();
  }

  private static boolean differ(Dataset<Row> fresh, Dataset<Row> there) {
    return !fresh.exceptAll(there).isEmpty() || !there.exceptAll(fresh).isEmpty();
  }

  private static List<List<LocalDate>> groups(NavigableSet<LocalDate> days) {
    List<LocalDate> all = List.copyOf(days);
    List<List<LocalDate>> groups = new ArrayList<>();
    for (int i = 0; i < all.size(); i += DAYS_AT_A_TIME) {
      groups.add(all.subList(i, Math.min(all.size(), i + DAYS_AT_A_TIME)));
    }
    return groups;
  }

  private static Column isOf(Collection<LocalDate> days) {
    return col("dt").isin(days.stream().map(LocalDate::toString).toArray());
  }
}
