package io.millrace.ingest.generate.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Place;
import io.millrace.ingest.site.Places;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Cities of the United States with postal codes that are of their states. */
final class Cities {
  private static final String FILE = "zip-prefixes.tsv";
  private static final int CODES_A_CITY = 12;

  private final Places places = Places.bundled().ofCountries(Map.of("US", 1.0));
  private final Map<String, Prefixes> ofState = read();

  /** One of them, by population. */
  Place pick(SeededRandom random) {
    return places.pick(random);
  }

  /** One of the postal codes of that city: all of a city begin alike. */
  String zipCode(Place place, SeededRandom random) {
    Prefixes prefixes = ofState.get(place.region());
    int spread = Math.floorMod(place.city().hashCode(), prefixes.last - prefixes.first + 1);
    return String.format(
        Locale.ROOT, "%03d%02d", prefixes.first + spread, 1 + random.below(CODES_A_CITY));
  }

  private static Map<String, Prefixes> read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(Cities.class.getResourceAsStream(FILE), UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(Prefixes::of)
          .collect(Collectors.toMap(Prefixes::state, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the bundled " + FILE, e);
    }
  }

  /** The first three digits of a state's postal codes. */
  private record Prefixes(String state, int first, int last) {
    static Prefixes of(String line) {
      String[] column = line.split("\t", -1);
      return new Prefixes(column[0], Integer.parseInt(column[1]), Integer.parseInt(column[2]));
    }
  }
}
