package io.millrace.warehouse.report;

import io.millrace.warehouse.Days;
import io.millrace.warehouse.hive.HiveQueries;
import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.publish.PublishException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports of days, out of Hive. */
public final class DayReport {

  private DayReport() {}

  /** Asks for the figures of all days, one query for each table of the report. */
  public static List<DayFigures> figures(HiveQueries queries, Days days) throws PublishException {
    Map<LocalDate, ResultTable> traffic = queries.run("traffic", days);
    Map<LocalDate, ResultTable> sessions = queries.run("sessions", days);
    Map<LocalDate, ResultTable> pages = queries.run("pages", days);
    Map<LocalDate, ResultTable> sections = queries.run("sections", days);
    Map<LocalDate, ResultTable> revenue = queries.run("revenue", days);
    Map<LocalDate, ResultTable> orders = queries.run("orders", days);
    Map<LocalDate, ResultTable> products = queries.run("products", days);
    List<DayFigures> figures = new ArrayList<>();
    for (LocalDate day : days.list()) {
      figures.add(
          new DayFigures(
              day,
              traffic.get(day),
              sessions.get(day),
              pages.get(day).ascending("page_rank"),
              sections.get(day).ascending("section_rank"),
              revenue.get(day).descending("revenue"),
              orders.get(day),
              products.get(day).ascending("product_rank")));
    }
    return figures;
  }

  /** The files of a day's report by name; tables without rows have none. */
  public static Map<String, String> files(DayFigures figures) {
    Map<String, ResultTable> tables = new LinkedHashMap<>();
    tables.put("traffic.csv", figures.traffic().having("hour").ascending("hour"));
    tables.put("sessions.csv", figures.sessions());
    tables.put("pages.csv", figures.pages());
    tables.put("sections.csv", figures.sections());
    tables.put("revenue.csv", figures.revenue());
    tables.put("orders.csv", figures.orders().having("hour").ascending("hour"));
    tables.put("products.csv", figures.products());
    tables.values().removeIf(ResultTable::isEmpty);
    Map<String, String> files = new LinkedHashMap<>();
    tables.forEach((name, table) -> files.put(name, CsvFile.of(table)));
    // Last, since it links to the others.
    files.put("index.html", ReportPage.render(figures, List.copyOf(files.keySet())));
    return files;
  }
}
