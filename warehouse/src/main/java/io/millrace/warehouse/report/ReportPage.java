package io.millrace.warehouse.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * A day's report as one HTML page that needs nothing else: styles and charts are within it, and it
 * runs no script. The same figures give the same page.
 */
final class ReportPage {

  private static final DateTimeFormatter LONG =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

  private ReportPage() {}

  /**
   * @param csv names of the files beside it
   */
  static String render(DayFigures figures, List<String> csv) {
    Html html = new Html();
    html.markup(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Daily report, %s</title>
        <style>
        """,
        figures.day());
    html.markup(styles());
    html.markup(
        """
        </style>
        </head>
        <body>
        <main>
        <header>
        <p>Daily report</p>
        <h1>%s</h1>
        <p>%s. All times are UTC.</p>
        </header>
        """,
        title(figures.day()), summary(figures));
    if (figures.hasActivity()) {
      html.markup("%s", ActivityPart.render(figures));
    }
    if (figures.hasOrders()) {
      html.markup("%s", OrdersPart.render(figures));
    }
    html.markup("%s", footer(figures, csv));
    return html.markup("</main>\n</body>\n</html>\n").toString();
  }

  private static String title(LocalDate day) {
    return LONG.format(day);
  }

  private static String summary(DayFigures figures) {
    if (figures.hasActivity() && figures.hasOrders()) {
      return "Activity and orders";
    }
    if (figures.hasActivity()) {
      return "Activity; no orders landed for this day";
    }
    return figures.hasOrders()
        ? "Orders; no activity landed for this day"
        : "Neither activity nor orders landed for this day";
  }

  private static Html footer(DayFigures figures, List<String> csv) {
    Html html = new Html().markup("<footer>\n<dl>\n");
    if (figures.hasActivity()) {
      define(html, "Visitor", "a user, or a session where the user is unknown.");
      define(html, "Session", "one visitor's events until a pause longer than the session gap.");
      define(html, "Programs", "bots, feed readers, tools and requests that name no user agent.");
    }
    if (figures.hasOrders()) {
      define(
          html, "Revenue", "quantity times unit price of all lines; cancellations count negative.");
      define(
          html, "Sales", "the same without cancellations; the mean order value is sales an order.");
    }
    html.markup("</dl>\n");
    if (!csv.isEmpty()) {
      html.markup("<p>The figures as CSV, beside this page:");
      csv.forEach(name -> html.markup(" <a href=\"%s\">%s</a>", name, name));
      html.markup("</p>\n");
    }
    return html.markup("</footer>\n");
  }

  private static void define(Html html, String term, String meaning) {
    html.markup("<dt>%s</dt> <dd>– %s</dd>\n", term, meaning);
  }

  private static String styles() {
    try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
