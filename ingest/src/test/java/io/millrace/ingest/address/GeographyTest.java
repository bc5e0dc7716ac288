package io.millrace.ingest.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where addresses are, by the bundled database and by others. */
class GeographyTest {
  private static final Path BUNDLED = Path.of("../conf/geography.yaml");
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final Feed ACTIVITY = FEEDS.require("activity");

  private static final Geography WORLD = Geography.of(BUNDLED, List.of(ACTIVITY));

  @TempDir Path folder;

  /** Google's, RIPE's, NIC.br's, the University of Tokyo's and a British provider's. */
  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, US",
    "193.0.6.139, NL",
    "200.160.2.3, BR",
    "133.11.0.1, JP",
    "81.2.69.142, GB",
    "::ffff:8.8.8.8, US"
  })
  void addressesAreInTheirCountries(String address, String country) {
    assertThat(WORLD.whereaboutsOf(address)).isEqualTo(new Whereabouts(country, null, null));
  }

  /** Of four of these ranges the bundled database says AU. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.1.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "255.255.255.255", "0.0.0.0", "::1"
      })
  void addressesThatAreNobodysAreNowhere(String address) {
    assertThat(WORLD.whereaboutsOf(address)).isEqualTo(Whereabouts.UNKNOWN);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "-",
        "host.example",
        "8.8.8",
        "8.8.8.8.8",
        "8.8.8.8:80",
        "8.8.8.256",
        "999.1.1.1",
        ".:1",
        "::g",
        "8.8.8.8, 1.1.1.1"
      })
  void whatIsNoAddressIsNowhere(String text) {
    assertThat(WORLD.whereaboutsOf(text)).isEqualTo(Whereabouts.UNKNOWN);
  }

  @Test
  void databaseOfIpv4KnowsNothingOfIpv6() {
    assertThat(WORLD.whereaboutsOf("2001:4860:4860::8888")).isEqualTo(Whereabouts.UNKNOWN);
  }

  @Test
  void whatIsRememberedIsTheAddressOwnPlace() {
    // given far more addresses than are remembered, and what they are when each is asked for once
    Random random = new Random(20261123);
    List<String> addresses = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      addresses.add(
          "%d.%d.%d.%d"
              .formatted(
                  1 + random.nextInt(223),
                  random.nextInt(256),
                  random.nextInt(256),
                  random.nextInt(256)));
    }
    List<Whereabouts> once = addresses.stream().map(WORLD::whereaboutsOf).toList();

    // when the same are asked for twice each by another that has not seen them
    Geography other = Geography.of(BUNDLED, List.of(ACTIVITY));
    List<Whereabouts> first = new ArrayList<>();
    List<Whereabouts> again = new ArrayList<>();
    for (String address : addresses) {
      first.add(other.whereaboutsOf(address));
      again.add(other.whereaboutsOf(address));
    }

    // then
    assertThat(first).isEqualTo(once);
    assertThat(again).isEqualTo(once);
    assertThat(once.stream().map(Whereabouts::country).distinct()).hasSizeGreaterThan(100);
  }

  @Test
  void databasesOfBothLayoutsAreRead() throws Exception {
    Geography nested =
        database(
            new TinyDatabase(6)
                .with(
                    "2a00:1450::/32",
                    Map.of(
                        "country", Map.of("iso_code", "DE"),
                        "subdivisions",
                            List.of(
                                Map.of("names", Map.of("de", "Bayern", "en", "Bavaria")),
                                Map.of("names", Map.of("en", "Upper Bavaria"))),
                        "city", Map.of("names", Map.of("de", "München", "en", "Munich")))));
    Geography flat =
        database(
            new TinyDatabase(4)
                .with(
                    "5.6.0.0/16",
                    Map.of("country_code", "fr", "state1", "Bretagne", "city", "Brest"))
                .with("5.7.0.0/16", Map.of("country_code", "FR", "region", "Bretagne"))
                .with("5.8.0.0/16", Map.of("country_code", "ZZ", "region", "-", "city", " ")));

    assertThat(nested.whereaboutsOf("2a00:1450:4001::1"))
        .isEqualTo(new Whereabouts("DE", "Bavaria", "Munich"));
    assertThat(nested.whereaboutsOf("2a00:1451::1")).isEqualTo(Whereabouts.UNKNOWN);
    assertThat(flat.whereaboutsOf("5.6.7.8")).isEqualTo(new Whereabouts("FR", "Bretagne", "Brest"));
    assertThat(flat.whereaboutsOf("5.7.7.8")).isEqualTo(new Whereabouts("FR", "Bretagne", null));
    assertThat(flat.whereaboutsOf("5.8.7.8")).isEqualTo(Whereabouts.UNKNOWN);
    assertThat(flat.whereaboutsOf("5.9.7.8")).isEqualTo(Whereabouts.UNKNOWN);
  }

  @Test
  void noneFillsInNothing() throws Exception {
    assertThat(opened(settings("database: none\n"))).isSameAs(Geography.NONE);
  }

  @Test
  void feedThatAsksForNoPlacesNeedsNoDatabase() {
    Path missing = folder.resolve("geography.yaml");

    assertThat(Geography.of(missing, List.of(FEEDS.require("orders")))).isSameAs(Geography.NONE);
    assertThatThrownBy(() -> Geography.of(missing, FEEDS.feeds()))
        .isInstanceOf(InvalidGeographyException.class)
        .hasMessageContaining(missing + ": missing; legal: a text file in UTF-8");
  }

  @Test
  void wrongSettingsAreNamed() throws Exception {
    assertRefused(settings("databse: none\n"), "geography.yaml:1: database: missing; legal: a Max");
    assertRefused(settings("databse: none\n"), "geography.yaml:1: databse: unknown setting; legal");
    assertRefused(settings("[none]\n"), "geography.yaml:1: a list; legal: a mapping with");
    assertRefused(
        settings("# nothing\ndatabase: there/is.mmdb\n"),
        "geography.yaml:2: database: %s (there is no such file); legal: a MaxMind DB file"
            .formatted(folder.resolve("there/is.mmdb")));
  }

  @Test
  void fileThatIsNoWholeDatabaseIsNamed() throws Exception {
    byte[] bundled =
        Files.readAllBytes(Path.of("../conf/geography/geo-whois-asn-country-ipv4.mmdb"));
    Path file = folder.resolve("x.mmdb");
    Path settings = settings("database: x.mmdb\n");

    Files.writeString(file, "country,US\n");
    assertRefused(settings, "database: " + file + " (Could not find a MaxMind DB metadata marker");
    Files.write(file, Arrays.copyOf(bundled, bundled.length / 2));
    assertRefused(settings, "database: " + file + " (Could not find a MaxMind DB metadata marker");
    Files.write(file, Arrays.copyOfRange(bundled, bundled.length / 2, bundled.length));
    assertRefused(settings, "database: " + file + " (");
    Files.delete(file);
    new TinyDatabase(4)
        .with("8.0.0.0/8", Map.of("as_organization", "GOOGLE"))
        .writeTo(file, "GeoLite2-ASN");
    assertRefused(
        settings,
        "database: " + file + " (its records have no countries: it is of type GeoLite2-ASN)");
  }

  private Geography database(TinyDatabase database) throws IOException {
    database.writeTo(folder.resolve("tiny.mmdb"), "Tiny");
    return opened(settings("database: tiny.mmdb\n"));
  }

  private static Geography opened(Path settings) {
    return Geography.of(settings, List.of(ACTIVITY));
  }

  private Path settings(String yaml) throws IOException {
    return Files.writeString(folder.resolve("geography.yaml"), yaml);
  }

  private static void assertRefused(Path settings, String words) {
    assertThatThrownBy(() -> opened(settings))
        .isInstanceOf(InvalidGeographyException.class)
        .hasMessageContaining(words);
  }
}
