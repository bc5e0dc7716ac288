package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.second.EvaluatedPayment;
import io.millrace.model.fraud.second.SecondAlert;
import io.millrace.model.fraud.second.SecondStage;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The second stage over days of payments that the first has evaluated, by the same core as on every
 * other host. Payments are spread by merchant, and by user with the page views; a task goes through
 * its part by event time and holds of it what lies within the rules' windows.
 */
final class SecondAlerts {

  /** The alert of a row of {@link #of}. */
  static final String ALERT = "second_alert";

  /** Whether nothing was missing in what the alert looked at. */
  static final String IS_COMPLETE = "second_is_complete";

  private static final String PAYMENT = "payment";
  private static final String KEY = "key";
  private static final String MICROS = "micros";

  private final RuleFile file;
  private final RuleSet rules;
  private final Collection<LocalDate> days;
  private final int tasks;

  /**
   * @param days of which alerts are given
   * @param tasks over which merchants, and users, are spread
   */
  SecondAlerts(RuleFile file, Collection<LocalDate> days, int tasks) {
    this.file = file;
    this.rules = file.rules();
    this.days = List.copyOf(days);
    this.tasks = tasks;
  }

  /** Whether the rules have any of the second stage. */
  boolean areDeclared() {
    return !rules.secondStage().isEmpty();
  }

  /** Whether one of the rules looks at page views. */
  static boolean needPageViews(RuleSet rules) {
    return !rules.secondStage(SecondStageRule.NoBrowsing.class).isEmpty();
  }

  /** Into how many days before its own a payment's windows may reach; none without such rules. */
  static long daysBack(RuleSet rules) {
    return SecondStage.lookBack(rules.secondStage()).plusDays(1).minusNanos(1).toDays();
  }

  /** The days, and those before them that windows reach back to. */
  NavigableSet<LocalDate> daysLookedAt() {
    NavigableSet<LocalDate> looked = new TreeSet<>(days);
    if (areDeclared()) {
      long back = daysBack(rules);
      days.forEach(day -> looked.addAll(day.minusDays(back).datesUntil(day).toList()));
    }
    return looked;
  }

  /**
   * What the second stage says.
   *
   * @param payments of {@link #daysLookedAt} that are no duplicates, with columns transaction_id,
   *     account_id, event_time, merchant, user_id, has_order, is_refused, is_flagged, is_complete,
   *     dt and any others
   * @param activity gives rows of {@code dw.activity} of the same days, if {@link #needPageViews}
   * @param unseen days of which it has none at all: rules that look at page views say nothing there
   * @return a row for each alert on the days: the columns of the payment, {@link #ALERT} and {@link
   *     #IS_COMPLETE}
   */
  Dataset<Row> of(
      Dataset<Row> payments, Supplier<Dataset<Row>> activity, Collection<LocalDate> unseen) {
    Dataset<Row> bursts =
        evaluated(
            payments.where(col("merchant").isNotNull()).select(columns(payments, "merchant")),
            SecondStageRule.MerchantBurst.class);
    if (!needPageViews(rules)) {
      return bursts;
    }
    Dataset<Row> orders =
        payments
            .where(col("user_id").isNotNull().and(col("has_order")))
            .where(onDays().and(not(isOn(unseen))))
            .select(columns(payments, "user_id"));
    Dataset<Row> unbrowsed =
        evaluated(
            orders.union(pageViews(activity.get(), orders.schema())),
            SecondStageRule.NoBrowsing.class);
    return rules.secondStage(SecondStageRule.MerchantBurst.class).isEmpty()
        ? unbrowsed
        : bursts.union(unbrowsed);
  }

  private Column onDays() {
    return isOn(days);
  }

  private static Column isOn(Collection<LocalDate> days) {
    return col("dt").isin(Scoring.texts(days).toArray());
  }

  private static Column[] columns(Dataset<Row> payments, String key) {
    Column[] all = Arrays.stream(payments.columns()).map(c -> col(c)).toArray(Column[]::new);
    return new Column[] {
      col(key).as(KEY), expr("unix_micros(event_time)").as(MICROS), struct(all).as(PAYMENT)
    };
  }

  /** As live.payment_context takes them: of known users, of a page, of whatever agent. */
  private static Dataset<Row> pageViews(Dataset<Row> activity, StructType as) {
    return activity
        .where("event_type = 'page_view' AND user_id IS NOT NULL AND page IS NOT NULL")
        .select(
            col("user_id").as(KEY),
            expr("unix_micros(event_time)").as(MICROS),
            lit(null).cast(as.apply(PAYMENT).dataType()).as(PAYMENT));
  }

  private Dataset<Row> evaluated(Dataset<Row> keyed, Class<? extends SecondStageRule> kind) {
    StructType schema =
        new StructType()
            .add(PAYMENT, keyed.schema().apply(PAYMENT).dataType())
            .add(ALERT, Scoring.ALERT)
            .add(IS_COMPLETE, DataTypes.BooleanType);
    return keyed
        .repartition(tasks, col(KEY))
        .sortWithinPartitions(MICROS)
        .mapPartitions(new Evaluating(file, kind), Encoders.row(schema))
        .select(PAYMENT + ".*", ALERT, IS_COMPLETE)
        .where(onDays());
  }

  /** What a task does with its part. */
  private record Evaluating(RuleFile file, Class<? extends SecondStageRule> kind)
      implements MapPartitionsFunction<Row, Row> {

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
      RuleSet rules = file.rules();
      return new Alerts(rows, new SecondStage<>(rules.version(), rules.secondStage(kind)));
    }
  }

  /** The alerts of rows, which come by event time. */
  private static final class Alerts implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final SecondStage<Row> stage;
    private final Queue<SecondAlert<Row>> ready = new ArrayDeque<>();

    Alerts(Iterator<Row> rows, SecondStage<Row> stage) {
      this.rows = rows;
      this.stage = stage;
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        Row row = rows.next();
        ready.addAll(stage.advance(row.getLong(1)));
        if (row.isNullAt(2)) {
          stage.pageView(row.getString(0), row.getLong(1));
        } else {
          stage.payment(payment(row.getLong(1), row.getStruct(2)));
        }
      }
      if (ready.isEmpty()) {
        ready.addAll(stage.advance(SecondStage.END));
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      SecondAlert<Row> second = ready.remove();
      return RowFactory.create(
          second.payment().origin(), Scoring.row(second.alert()), second.isComplete());
    }

    private static EvaluatedPayment<Row> payment(long micros, Row row) {
      return new EvaluatedPayment<>(
          row.getAs("transaction_id"),
          row.getAs("account_id"),
          micros,
          row.getAs("merchant"),
          row.getAs("user_id"),
          row.<Boolean>getAs("has_order"),
          row.<Boolean>getAs("is_refused"),
          row.<Boolean>getAs("is_flagged"),
          row.<Boolean>getAs("is_complete"),
          row);
    }
  }
}
