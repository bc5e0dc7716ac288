package io.millrace.ingest.site.simulate;

import io.millrace.ingest.site.Catalog;
import io.millrace.ingest.site.Catalog.Product;
import io.millrace.ingest.site.Page;
import io.millrace.ingest.site.PageArea;
import io.millrace.ingest.site.Shop;
import io.millrace.ingest.site.Transition;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A site's pages as HTML: each section and element carries its name in a data attribute, by which
 * the collector's tag tells what was seen and clicked.
 */
final class PageHtml {
  private static final int CARDS = 12;
  private static final Set<String> LISTS = Set.of("product_list", "recommendation_grid");
  private static final String FILLER = "All that is shown here is made up. ";

  private final Shop shop;
  private final List<Page> pages;
  private final URI collector;

  PageHtml(Shop shop, List<Page> pages, URI collector) {
    this.shop = shop;
    this.pages = pages;
    this.collector = collector;
  }

  /**
   * A page.
   *
   * @param product that it is of; negative for others
   * @param cart what the session has in its cart
   * @param bytes how long it should be; a page that has more to say is longer
   */
  String of(Page page, int product, List<Integer> cart, long bytes) {
    StringBuilder html = new StringBuilder((int) bytes);
    head(html, title(page, product));
    html.append("<body data-page=\"").append(escaped(page.name())).append("\">\n<nav>");
    for (Page other : pages) {
      if (!other.isOfProduct()) {
        html.append("<a href=\"").append(other.path()).append("\">").append(escaped(other.name()));
        html.append("</a> ");
      }
    }
    html.append("</nav>\n<h1>").append(escaped(title(page, product))).append("</h1>\n");
    for (PageArea area : page.areas()) {
      section(html, page, area, product, cart);
    }
    fill(html, bytes);
    return html.append("</body>\n</html>\n").toString();
  }

  /** What is sent in place of a page. */
  String ofError(int status) {
    StringBuilder html = new StringBuilder(1024);
    String title = status == 404 ? "There is no such page" : "Something went wrong";
    head(html, title);
    html.append("<body data-page=\"error\">\n<h1>").append(title).append("</h1>\n<p>Status ");
    html.append(status).append(". <a href=\"").append(pages.get(0).path()).append("\">Home</a>");
    return html.append("</p>\n</body>\n</html>\n").toString();
  }

  private void head(StringBuilder html, String title) {
    html.append("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>");
    html.append(escaped(title)).append(" - ").append(escaped(shop.site().title()));
    html.append("</title>\n<script async src=\"").append(escaped(collector.toString()));
    html.append("/v1/tag.js\" data-feed=\"activity\" data-site=\"");
    html.append(escaped(shop.site().host())).append("\"></script></head>\n");
  }

  private String title(Page page, int product) {
    return product < 0 ? page.name() : shop.catalog().product(product).name();
  }

  private void section(
      StringBuilder html, Page page, PageArea area, int product, List<Integer> cart) {
    html.append("<section data-section=\"").append(escaped(area.name())).append("\">\n");
    Set<String> elements = new TreeSet<>(area.elements());
    for (Transition transition : page.next()) {
      if (area.name().equals(transition.section())) {
        elements.add(transition.element());
      }
    }
    for (String element : elements) {
      element(html, element, product);
    }
    if (LISTS.contains(area.name())) {
      int first = Math.max(0, product);
      for (int i = 0; i < Math.min(CARDS, shop.catalog().size()); i++) {
        card(html, (first + i) % shop.catalog().size());
      }
    }
    if (area.name().equals("cart_items")) {
      cart.forEach(number -> card(html, number));
    }
    html.append("</section>\n");
  }

  private void element(StringBuilder html, String element, int product) {
    String button =
        "<button data-element=\"" + escaped(element) + "\">" + escaped(element) + "</button>\n";
    if (element.equals(SiteServer.ADD_TO_CART) && product >= 0) {
      html.append("<form method=\"post\" action=\"").append(SiteServer.CART);
      html.append("\"><input type=\"hidden\" name=\"product\" value=\"");
      html.append(shop.catalog().product(product).id()).append("\">").append(button);
      html.append("</form>\n");
    } else if (element.equals(SiteServer.PLACE_ORDER)) {
      html.append("<form method=\"post\" action=\"").append(SiteServer.CHECKOUT).append("\">");
      html.append(button).append("</form>\n");
    } else {
      html.append(button);
    }
  }

  private void card(StringBuilder html, int number) {
    Catalog catalog = shop.catalog();
    Product product = catalog.product(number);
    for (Page page : pages) {
      if (page.isOfProduct()) {
        html.append("<a data-element=\"product_card\" href=\"");
        html.append(page.path().replace(Page.ID, String.valueOf(product.id()))).append("\">");
        html.append(escaped(product.name())).append(" (").append(escaped(product.category()));
        html.append(String.format(Locale.ROOT, ") %.2f</a>\n", product.cents() / 100.0));
      }
    }
  }

  private static void fill(StringBuilder html, long bytes) {
    long missing = bytes - html.length() - "<p></p>\n</body>\n</html>\n".length();
    if (missing > 0) {
      html.append("<p>").append(FILLER.repeat((int) (missing / FILLER.length() + 1)));
      html.setLength((int) (html.length() - (FILLER.length() - missing % FILLER.length())));
      html.append("</p>\n");
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
