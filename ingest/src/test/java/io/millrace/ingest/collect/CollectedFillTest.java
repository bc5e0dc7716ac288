package io.millrace.ingest.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.address.Whereabouts;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.PersonalHash;
import io.millrace.model.privacy.Salt;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the collector fills in of the place where a client's address is. */
class CollectedFillTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private static final PersonalHash HASH =
      new PersonalHash(Salt.parse("test", "0123456789abcdef".repeat(4)));
  private static final String ADDRESS = "5.6.7.8";
  private static final Geography BREST =
      address ->
          address.equals(ADDRESS)
              ? new Whereabouts("FR", "Bretagne", "Brest")
              : Whereabouts.UNKNOWN;

  @Test
  void recordWithoutPlaceGetsThatOfTheAddress() {
    Object[] row = new Object[ACTIVITY.fields().size()];

    fill(BREST, ADDRESS, row);

    assertThat(place(row)).containsExactly("FR", "Bretagne", "Brest");
    assertThat(row[ACTIVITY.indexOf("user_id")]).isEqualTo(HASH.of(ADDRESS));
  }

  @Test
  void recordThatSaysAnythingOfItsPlaceKeepsJustThat() {
    for (String said : new String[] {"country", "region", "city"}) {
      Object[] row = new Object[ACTIVITY.fields().size()];
      row[ACTIVITY.indexOf(said)] = "its own";

      fill(BREST, ADDRESS, row);

      assertThat(place(row)).filteredOn(p -> p != null).containsExactly("its own");
      assertThat(row[ACTIVITY.indexOf(said)]).isEqualTo("its own");
    }
  }

  @Test
  void placeThatIsNotKnownStaysNull() {
    Object[] elsewhere = new Object[ACTIVITY.fields().size()];
    Object[] withoutDatabase = new Object[ACTIVITY.fields().size()];

    fill(BREST, "127.0.0.1", elsewhere);
    fill(Geography.NONE, ADDRESS, withoutDatabase);

    assertThat(place(elsewhere)).containsOnlyNulls();
    assertThat(place(withoutDatabase)).containsOnlyNulls();
    assertThat(withoutDatabase[ACTIVITY.indexOf("user_id")]).isEqualTo(HASH.of(ADDRESS));
  }

  private static void fill(Geography geography, String address, Object[] row) {
    CollectedFill fill = new CollectedFill(ACTIVITY, HASH, geography);
    fill.of(new RequestFacts(Instant.EPOCH, address, null, null));
    fill.fill(row);
  }

  private static Object[] place(Object[] row) {
    return new Object[] {
      row[ACTIVITY.indexOf("country")],
      row[ACTIVITY.indexOf("region")],
      row[ACTIVITY.indexOf("city")]
    };
  }
}
