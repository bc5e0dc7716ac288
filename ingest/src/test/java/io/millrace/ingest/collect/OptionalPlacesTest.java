package io.millrace.ingest.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.address.InvalidGeographyException;
import io.millrace.ingest.address.Whereabouts;
import io.millrace.model.declaration.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionalPlacesTest {

  private static final Whereabouts FRANCE = new Whereabouts("FR", null, null);

  private final List<String> said = new ArrayList<>();

  @Test
  void damageLeavesPlacesOutAndIsSaidOnce() {
    // given a database of which one address is damaged
    Geography damaged =
        address -> {
          if (address.equals("192.0.43.8")) {
            throw new InvalidGeographyException(
                List.of(new Problem("places.mmdb", "", "damaged: pointer", "a whole file")));
          }
          return FRANCE;
        };
    Geography places = new OptionalPlaces(damaged, said::add);

    // then
    assertThat(places.whereaboutsOf("192.0.43.8")).isEqualTo(Whereabouts.UNKNOWN);
    assertThat(places.whereaboutsOf("192.0.43.8")).isEqualTo(Whereabouts.UNKNOWN);
    assertThat(places.whereaboutsOf("2.3.4.5")).isEqualTo(FRANCE);
    assertThat(said).hasSize(1).first().asString().contains("places.mmdb", "damaged: pointer");
  }
}
