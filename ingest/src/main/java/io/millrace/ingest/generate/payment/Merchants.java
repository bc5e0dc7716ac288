package io.millrace.ingest.generate.payment;

import java.util.List;

/** Shops of each city, shops on the web, cash points and payees. Immutable. */
final class Merchants {
  /** Shops of a city where people of that city buy. */
  static final int LOCAL_HABITS = 20;

  /** Shops on the web where people buy. */
  static final int WEB_HABITS = 300;

  /** Shops on the web where only fraud buys. */
  static final int WEB_STRANGE = 200;

  /** Shops on the web that bursts of refused payments go to. */
  static final int WEB_BURSTS = 200;

  static final int PAYEES = 100;

  private static final List<String> KINDS =
      List.of(
          "Market",
          "Fuel",
          "Kitchen",
          "Outfitters",
          "Pharmacy",
          "Electronics",
          "Books",
          "Transit",
          "Cinema",
          "Home");
  private static final List<String> CATEGORIES =
      List.of(
          "groceries",
          "fuel",
          "restaurants",
          "clothing",
          "health",
          "electronics",
          "books",
          "transport",
          "entertainment",
          "home");
  private static final List<String> NAMES =
      List.of("Blue", "Corner", "Harbor", "Old Town", "River", "Sunny", "Union");

  private final Merchant[][] local;
  private final Merchant[] cashPoints;
  private final Merchant[] web = new Merchant[WEB_HABITS + WEB_STRANGE + WEB_BURSTS];
  private final Merchant[] payees = new Merchant[PAYEES];

  /**
   * @param cities how many cities have shops
   */
  Merchants(int cities) {
    local = new Merchant[cities][LOCAL_HABITS + 1];
    cashPoints = new Merchant[cities];
    for (int city = 0; city < cities; city++) {
      for (int shop = 0; shop <= LOCAL_HABITS; shop++) {
        int kind = shop % KINDS.size();
        String name =
            NAMES.get((city + shop) % NAMES.size())
                + " "
                + KINDS.get(kind)
                + " "
                + (10_000 + city * 100 + shop);
        local[city][shop] = new Merchant(name, CATEGORIES.get(kind));
      }
      cashPoints[city] = new Merchant("Cash Point " + (100 + city), "cash");
    }
    for (int i = 0; i < web.length; i++) {
      web[i] = new Merchant("shop-" + (100 + i) + ".example", CATEGORIES.get(i % KINDS.size()));
    }
    for (int i = 0; i < PAYEES; i++) {
      payees[i] = new Merchant("Payee " + (100 + i), "transfer");
    }
  }

  Merchant local(int city, int shop) {
    return local[city][shop];
  }

  /** A shop of that city where none of its people buys. */
  Merchant strangeLocal(int city) {
    return local[city][LOCAL_HABITS];
  }

  Merchant cashPoint(int city) {
    return cashPoints[city];
  }

  Merchant payee(int number) {
    return payees[number];
  }

  Merchant web(int number) {
    return web[number];
  }

  Merchant strangeWeb(int number) {
    return web[WEB_HABITS + number % WEB_STRANGE];
  }

  Merchant burstWeb(int number) {
    return web[WEB_HABITS + WEB_STRANGE + number % WEB_BURSTS];
  }
}
