package io.millrace.ingest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.ingest.generate.SeededRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private static final int DRAWS = 200_000;

  @Test
  void everyBundledPlaceIsWholeAndOnEarth() {
    // when
    List<Place> places = Places.bundled().all();

    // then
    assertThat(places).hasSize(360);
    assertThat(new HashSet<>(places)).hasSize(360);
    assertThat(places)
        .allSatisfy(
            place -> {
              assertThat(place.city()).isNotBlank();
              assertThat(place.region()).isNotBlank();
              assertThat(place.country()).matches("[A-Z]{2}");
              assertThat(place.latitude()).isBetween(-90.0, 90.0);
              assertThat(place.longitude()).isBetween(-180.0, 180.0);
              assertThat(place.population()).isPositive();
            });
  }

  @Test
  void aCityIsDrawnByItsPopulation() {
    // given
    Places places = Places.bundled();
    double everybody = places.all().stream().mapToDouble(Place::population).sum();
    Place mumbai =
        places.all().stream().filter(p -> p.city().equals("Mumbai")).findFirst().orElseThrow();

    // when
    SeededRandom random = new SeededRandom(1);
    long drawn =
        Stream.generate(() -> places.pick(random)).limit(DRAWS).filter(mumbai::equals).count();

    // then
    double expected = mumbai.population() / everybody;
    assertThat(drawn / (double) DRAWS).isCloseTo(expected, within(5 * Math.sqrt(expected / DRAWS)));
  }

  @Test
  void aCountryIsDrawnByItsWeightWhateverItsPopulation() {
    // given
    Places places = Places.bundled().ofCountries(Map.of("SE", 3.0, "IN", 1.0));

    // when
    SeededRandom random = new SeededRandom(2);
    long swedish =
        Stream.generate(() -> places.pick(random))
            .limit(DRAWS)
            .filter(p -> p.country().equals("SE"))
            .count();

    // then
    assertThat(places.countries()).containsExactly("IN", "SE");
    assertThat(swedish / (double) DRAWS).isCloseTo(0.75, within(0.005));
  }

  @Test
  void aCountryWithoutPlacesIsRefusedWithThoseThatHaveSome() {
    assertThatThrownBy(() -> Places.bundled().ofCountries(Map.of("DE", 1.0, "XX", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("XX")
        .hasMessageContaining("SE");
  }
}
