package io.millrace.warehouse.report;

import io.millrace.warehouse.hive.ResultTable;
import java.time.LocalDate;

/**
 * What a day's report says, one table a query of hql/reports, in the queries' columns without dt.
 *
 * @param day the day, UTC
 * @param traffic by hour, and the day with hour null
 * @param sessions at most one row
 * @param pages most visited first
 * @param sections most visited first
 * @param revenue by country, the greatest first
 * @param orders by hour, and the day with hour null
 * @param products those that brought most first
 */
public record DayFigures(
    LocalDate day,
    ResultTable traffic,
    ResultTable sessions,
    ResultTable pages,
    ResultTable sections,
    ResultTable revenue,
    ResultTable orders,
    ResultTable products) {

  boolean hasActivity() {
    return !traffic.isEmpty();
  }

  boolean hasOrders() {
    return !orders.isEmpty();
  }
}
