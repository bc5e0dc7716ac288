package io.millrace.ingest.site;

import java.util.List;

/**
 * A shop.
 *
 * @param host its name, the {@code site} of its records
 * @param title what it calls itself
 * @param weight its share of the visits in generated records, relative to the others
 * @param products how many it sells
 * @param popularity exponent of Zipf's law by which products are looked at
 * @param price of a product
 * @param categories that products belong to
 * @param names the words of products' names: one of each list, in this order
 */
public record Site(
    String host,
    String title,
    double weight,
    int products,
    double popularity,
    LogNormal price,
    List<String> categories,
    List<List<String>> names) {
  public Site {
    categories = List.copyOf(categories);
    names = List.copyOf(names);
  }
}
