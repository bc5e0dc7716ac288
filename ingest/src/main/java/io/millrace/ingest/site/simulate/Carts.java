package io.millrace.ingest.site.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the sessions of a site have in their carts. The sessions used last are kept, so that memory
 * does not grow with visitors. For several threads.
 */
final class Carts {
  private static final int MOST_SESSIONS = 10_000;
  private static final int MOST_PRODUCTS = 100;

  private final Map<String, List<Integer>> products =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Integer>> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  /** Puts that product, by number, into the session's cart, unless that is full. */
  synchronized void add(String session, int product) {
    List<Integer> cart = products.computeIfAbsent(session, s -> new ArrayList<>());
    if (cart.size() < MOST_PRODUCTS) {
      cart.add(product);
    }
  }

  /** What is in it. */
  synchronized List<Integer> of(String session) {
    return List.copyOf(products.getOrDefault(session, List.of()));
  }

  /** Empties it; false when it was. */
  synchronized boolean buy(String session) {
    List<Integer> bought = products.remove(session);
    return bought != null && !bought.isEmpty();
  }
}
