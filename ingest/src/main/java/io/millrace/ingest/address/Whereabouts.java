package io.millrace.ingest.address;

import io.millrace.model.geo.PlacePart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where an address is, as far as is known.
 *
 * @param country by ISO 3166-1 alpha-2, or null
 * @param region its name, in English where the database has several, or null
 * @param city likewise
 */
public record Whereabouts(String country, String region, String city) {

  /** Of an address of which nothing is known. */
  public static final Whereabouts UNKNOWN = new Whereabouts(null, null, null);

  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

  /** What databases say of networks of no country; never assigned by ISO 3166. */
  private static final String NO_COUNTRY = "ZZ";

  /** What is known of that part, or null. */
  public String part(PlacePart part) {
    return switch (part) {
      case COUNTRY -> country;
      case REGION -> region;
      case CITY -> city;
    };
  }

  /**
   * What a database's record says. There are two layouts: nested, as in GeoLite2 and DB-IP ({@code
   * country.iso_code}, {@code subdivisions[0].names.en}, {@code city.names.en}), and flat ({@code
   * country_code}, {@code state1} or {@code region}, {@code city}). Of either, all may be missing.
   */
  static Whereabouts of(Map<?, ?> fields) {
    String country = country(text(fields.get("country_code")));
    String region = text(fields.get("state1"));
    String city = text(fields.get("city"));
    return new Whereabouts(
        country != null ? country : country(text(member(fields.get("country"), "iso_code"))),
        region != null ? region : region(fields),
        city != null ? city : english(fields.get("city")));
  }

  private static String region(Map<?, ?> fields) {
    String flat = text(fields.get("region"));
    boolean listed = fields.get("subdivisions") instanceof List<?> l && !l.isEmpty();
    return flat == null && listed ? english(((List<?>) fields.get("subdivisions")).get(0)) : flat;
  }

  private static String country(String text) {
    String code = text == null ? "" : text.toUpperCase(Locale.ROOT);
    return COUNTRY.matcher(code).matches() && !code.equals(NO_COUNTRY) ? code : null;
  }

  private static String english(Object named) {
    return text(member(member(named, "names"), "en"));
  }

  private static Object member(Object of, String name) {
    return of instanceof Map<?, ?> map ? map.get(name) : null;
  }

  /** Null for what is no text, and for how databases write that they do not know. */
  private static String text(Object value) {
    return value instanceof String text && !text.isBlank() && !text.equals("-") ? text : null;
  }
}
