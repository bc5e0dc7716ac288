package io.millrace.ingest.site;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.WeightedChoice;
import java.util.List;
import java.util.Map;

/** The people who know a site. Who someone is follows from the seed and his number alone. */
public final class Visitors {
  private final SeededRandom people;
  private final double signedIn;
  private final Places places;
  private final List<String> devices;
  private final WeightedChoice device;
  private final List<String> referrers;
  private final WeightedChoice referrer;
  private final Visitor[] met;

  Visitors(Site site, Audience audience, long seed) {
    this.people = new SeededRandom(seed).named("visitors of " + site.host());
    this.signedIn = audience.signedIn();
    this.places = Places.bundled().ofCountries(audience.countries());
    this.devices = List.copyOf(audience.devices().keySet());
    this.device = choice(audience.devices());
    this.referrers = List.copyOf(audience.referrers().keySet());
    this.referrer = choice(audience.referrers());
    this.met = new Visitor[audience.known()];
  }

  /** Any of them. For one thread at a time. */
  public Visitor pick(SeededRandom random) {
    int number = random.below(met.length);
    if (met[number] == null) {
      met[number] = visitor(number);
    }
    return met[number];
  }

  /** The address from which a visit comes; null when it comes from none. */
  public String referrer(SeededRandom random) {
    String drawn = referrers.get(referrer.draw(random));
    return drawn.equals(Audience.DIRECT) ? null : drawn;
  }

  private Visitor visitor(int number) {
    SeededRandom random = people.numbered(number);
    String id = random.id().substring(0, 12);
    String userId = (random.chance(signedIn) ? "user-" : "cookie-") + id;
    return new Visitor(userId, places.pick(random), devices.get(device.draw(random)));
  }

  private static WeightedChoice choice(Map<String, Double> weights) {
    return new WeightedChoice(weights.values().stream().mapToDouble(w -> w).toArray());
  }
}
