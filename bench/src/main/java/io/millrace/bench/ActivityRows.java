package io.millrace.bench;

import io.millrace.model.feed.Feed;
import java.util.Random;

/**
 * Rows like those of a visited shop, made beforehand so that making them costs nothing while others
 * are measured. They hold about as much as real ones: 19 of 21 fields, nearly 600 bytes as JSON.
 */
public final class ActivityRows {
  private static final long SEED = 7;
  private static final long FIRST_MICROS = 1_764_547_200_000_000L; // 2025-12-01
  private static final String[] PAGES = {
    "/home", "/products", "/product/4711", "/cart", "/checkout", "/search", "/account"
  };
  private static final String[] SECTIONS = {
    "hero_banner", "product_list", "recommendation_grid", "reviews"
  };
  private static final String[][] PLACES = {
    {"DE", "Berlin", "Berlin"}, {"FR", "Île-de-France", "Paris"}, {"GB", "England", "London"},
    {"US", "New York", "New York City"}, {"JP", "Tōkyō", "Tokyo"}, {"BR", "São Paulo", "São Paulo"}
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0"
        + " Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        + " Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
  };

  private ActivityRows() {}

  /** That many rows, always the same. */
  public static Object[][] of(Feed activity, int count) {
    Random random = new Random(SEED);
    Object[][] rows = new Object[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = row(activity, random, i);
    }
    return rows;
  }

  private static Object[] row(Feed activity, Random random, int number) {
    Object[] row = new Object[activity.fields().size()];
    String[] place = PLACES[random.nextInt(PLACES.length)];
    long visitor = random.nextInt(5_000);
    set(activity, row, "event_id", String.format("%016x%016x", random.nextLong(), (long) number));
    set(activity, row, "event_time", FIRST_MICROS + number * 1_000_003L);
    set(activity, row, "site", "shop-" + visitor % 3 + ".example");
    set(activity, row, "user_id", String.format("u%08d", visitor));
    set(activity, row, "session_id", String.format("%08x-%08x", visitor, random.nextInt(20)));
    set(activity, row, "event_type", random.nextInt(3) == 0 ? "click" : "page_view");
    set(activity, row, "page", PAGES[random.nextInt(PAGES.length)]);
    set(activity, row, "section", SECTIONS[random.nextInt(SECTIONS.length)]);
    set(activity, row, "element", random.nextInt(3) == 0 ? "add_to_cart" : null);
    set(activity, row, "previous_page", PAGES[random.nextInt(PAGES.length)]);
    set(activity, row, "time_on_page_ms", (long) random.nextInt(120_000));
    set(activity, row, "response_time_ms", (long) random.nextInt(900));
    set(activity, row, "status_code", random.nextInt(50) == 0 ? 404 : 200);
    set(activity, row, "bytes", (long) random.nextInt(200_000));
    set(activity, row, "country", place[0]);
    set(activity, row, "region", place[1]);
    set(activity, row, "city", place[2]);
    set(activity, row, "latitude", random.nextInt(90_000_000) / 1e6);
    set(activity, row, "longitude", random.nextInt(180_000_000) / 1e6);
    set(activity, row, "referrer", random.nextInt(4) == 0 ? "https://www.example.org/find" : null);
    set(activity, row, "user_agent", AGENTS[random.nextInt(AGENTS.length)]);
    return row;
  }

  private static void set(Feed activity, Object[] row, String field, Object value) {
    row[activity.indexOf(field)] = value;
  }
}
