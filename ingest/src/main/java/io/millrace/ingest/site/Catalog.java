package io.millrace.ingest.site;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.WeightedChoice;
import java.util.ArrayList;
import java.util.List;

/** What a site sells: the same for the same site, whatever the seed. Immutable. */
public final class Catalog {
  private static final int FIRST_ID = 1_000;

  private final List<Product> products = new ArrayList<>();
  private final WeightedChoice popularity;

  public Catalog(Site site) {
    double[] weights = new double[site.products()];
    SeededRandom random = new SeededRandom(0).named(site.host());
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.pow(i + 1, -site.popularity());
      StringBuilder name = new StringBuilder();
      for (List<String> words : site.names()) {
        name.append(name.length() == 0 ? "" : " ").append(random.pick(words));
      }
      long cents = site.price().drawCents(random);
      products.add(
          new Product(FIRST_ID + i, name.toString(), random.pick(site.categories()), cents));
    }
    popularity = new WeightedChoice(weights);
  }

  public int size() {
    return products.size();
  }

  /** The product of that number, from 0. */
  public Product product(int number) {
    return products.get(number);
  }

  /** The number of the product with that id, or −1. */
  public int numberOf(int id) {
    int number = id - FIRST_ID;
    return number >= 0 && number < products.size() ? number : -1;
  }

  /** The number of a product, the popular ones more often. */
  public int pick(SeededRandom random) {
    return popularity.draw(random);
  }

  /**
   * Something that is sold.
   *
   * @param id in its page's path
   * @param name that people read
   * @param category it belongs to
   * @param cents its price in hundredths
   */
  public record Product(int id, String name, String category, long cents) {}
}
