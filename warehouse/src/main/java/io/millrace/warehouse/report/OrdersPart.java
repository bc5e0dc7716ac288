package io.millrace.warehouse.report;

import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.report.Blocks.Column;
import io.millrace.warehouse.report.Blocks.Lead;
import java.util.List;

/** What customers ordered: revenue by country, orders and cancellations, products. */
final class OrdersPart {

  private static final int COUNTRIES = 15;
  private static final int PRODUCTS = 12;

  private OrdersPart() {}

  static Html render(DayFigures figures) {
    ResultTable orders = figures.orders();
    ResultTable hours = orders.having("hour");
    Html html = new Html().markup("<h2>Orders</h2>\n");
    html.markup("%s", Blocks.tiles(tiles(orders, orders.lacking("hour").orElseThrow())));
    html.markup(
        "%s", Blocks.card("Sales by hour", "without cancellations, UTC", salesChart(hours)));
    ResultTable revenue = figures.revenue().first(COUNTRIES);
    html.markup("%s", Blocks.card("Revenue by country", "", countries(revenue)));
    html.markup(
        "%s",
        Blocks.card(
            "Products that brought most",
            "the first " + Math.min(PRODUCTS, figures.products().rows().size()),
            products(figures.products().first(PRODUCTS))));
    return html;
  }

  private static List<Html> tiles(ResultTable orders, List<String> day) {
    return List.of(
        Blocks.tile(Numbers.money(orders.number(day, "revenue")), "revenue"),
        Blocks.tile(Numbers.whole(orders.number(day, "orders")), "orders"),
        Blocks.tile(
            Numbers.moneyAverage(orders.number(day, "sales"), orders.number(day, "orders")),
            "mean order value"),
        Blocks.tile(Numbers.whole(orders.number(day, "units")), "units"),
        Blocks.tile(Numbers.whole(orders.number(day, "customers")), "known customers"),
        Blocks.tile(
            Numbers.whole(orders.number(day, "cancellations")),
            "cancellations, " + Numbers.money(orders.number(day, "cancelled_revenue"))));
  }

  private static Html salesChart(ResultTable hours) {
    return Blocks.hours(
        "Sales by hour of the day",
        HourChart.Width.FULL,
        List.of(
            new HourChart.Part(
                "sales", "first", Blocks.byHour(hours, r -> hours.number(r, "sales")))),
        Numbers::whole);
  }

  private static Html countries(ResultTable revenue) {
    return Blocks.table(
        revenue,
        new Lead("Country", r -> revenue.text(r, "country"), r -> revenue.number(r, "revenue")),
        List.of(
            new Column("Revenue", r -> Numbers.money(revenue.number(r, "revenue"))),
            new Column("Orders", r -> Numbers.whole(revenue.number(r, "orders"))),
            new Column("Units", r -> Numbers.whole(revenue.number(r, "units"))),
            new Column(
                "Mean order",
                r -> revenue.known(r, "mean_order_value").map(Numbers::money).orElse("–")),
            new Column("Cancellations", r -> Numbers.whole(revenue.number(r, "cancellations"))),
            new Column("Cancelled", r -> Numbers.money(revenue.number(r, "cancelled_revenue")))));
  }

  private static Html products(ResultTable products) {
    return Blocks.table(
        products,
        new Lead(
            "Product",
            r -> {
              String name = products.text(r, "description");
              return products.text(r, "sku") + (name == null ? "" : "  " + name.strip());
            },
            r -> products.number(r, "revenue")),
        List.of(
            new Column("Revenue", r -> Numbers.money(products.number(r, "revenue"))),
            new Column("Units", r -> Numbers.whole(products.number(r, "units"))),
            new Column("Orders", r -> Numbers.whole(products.number(r, "orders")))));
  }
}
