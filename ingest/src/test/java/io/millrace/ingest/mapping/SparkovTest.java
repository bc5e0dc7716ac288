package io.millrace.ingest.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.LineReader;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Payments of the Sparkov generator; the row is of a file that it made, under the MIT licence. */
class SparkovTest {
  private static final String FILE =
      """
      trans_date_trans_time,cc_num,merchant,category,amt,first,last,gender,street,city,state,zip,lat,long,city_pop,job,dob,trans_num,unix_time,merch_lat,merch_long,is_fraud
      2019-01-01 00:01:33,675973213704,"fraud_Greenholt, Jacobi and Gleason",gas_transport,86.12,Kathleen,Coleman,F,25144 Ashley Landing,Briceville,TN,37710,36.1626,-84.2992,1141,Surgeon,1972-03-30,1d1ad89930a694f9d0a67012d8083cac,1546300893,35.740141,-84.294987,0
      """;

  @Test
  void aPaymentFillsWhatItHasAndInventsNothing() throws IOException {
    // given
    Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
    RecordMaker maker =
        new RecordMaker(
            feed,
            feed.sources().get("sparkov"),
            Sha256.newDigest().digest(),
            Optional.empty(),
            Geography.NONE);
    LineReader lines = new LineReader(new ByteArrayInputStream(FILE.getBytes(UTF_8)), 256 * 1024);

    // when
    Mapped header = maker.make(lines.next());
    Mapped payment = maker.make(lines.next());

    // then
    assertThat(header).isInstanceOf(Mapped.Header.class);
    assertThat(new RecordEncoder(feed).encode(((Row) payment).values()))
        .asString(UTF_8)
        .isEqualTo(
            "{\"transaction_id\":\"1d1ad89930a694f9d0a67012d8083cac\","
                + "\"event_time\":\"2019-01-01T00:01:33Z\",\"account_id\":\"675973213704\","
                + "\"amount\":86.12,\"currency\":\"USD\","
                + "\"merchant\":\"fraud_Greenholt, Jacobi and Gleason\","
                + "\"merchant_category\":\"gas_transport\",\"country\":\"US\","
                + "\"latitude\":35.740141,\"longitude\":-84.294987,\"is_fraud\":false}");
  }
}
