package io.millrace.warehouse.customer;

import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

/**
 * Keeps {@code dw.customer_days}, of which {@code dw.customers} is made, from {@code dw.orders}.
 */
public final class Customers {

  /** The feed that they are known from. */
  public static final String FEED = "orders";

  private static final TableName ORDERS = new TableName("dw", FEED);
  private static final TableName CUSTOMER_DAYS = new TableName("dw", "customer_days");

  private final DayTables tables;

  public Customers(DayTables tables) {
    this.tables = tables;
  }

  /**
   * Computes days. No other day depends on them.
   *
   * @param days that have just been curated
   * @throws PublishException when a table is missing or the metastore refuses; the days are whole,
   *     as they were or new
   */
  public void run(Collection<LocalDate> days) throws IOException, PublishException {
    tables.require(List.of(ORDERS, CUSTOMER_DAYS));
    Instant asOf = tables.now();
    tables.replace(
        CUSTOMER_DAYS,
        asOf,
        CustomerDays.of(tables.read(ORDERS, days)),
        days,
        "customer_id",
        "seen_first");
  }
}
