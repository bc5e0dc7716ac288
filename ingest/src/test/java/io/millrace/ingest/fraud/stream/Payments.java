package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.generate.Disturbance;
import io.millrace.ingest.generate.DisturbedSource;
import io.millrace.ingest.generate.Generated;
import io.millrace.ingest.generate.Kind;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.record.WireEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Seeded payments as they come onto their topic: some again, some late, some broken. */
final class Payments {
  static final Feed FEED = FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
  static final RuleText RULES = RuleText.load(Path.of("../conf/fraud-rules.yaml"));

  private static final int ACCOUNTS = 300;
  private static final double PER_SECOND = 0.05;

  /**
   * A record of the topic.
   *
   * @param key the account in UTF-8
   * @param value in the feed's wire format, or broken
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Sent(byte[] key, byte[] value) {}

  private Payments() {}

  /** So many payments of 300 accounts, and what is sent again and broken beside them. */
  static List<Sent> of(Feed feed, long seed, int payments) {
    RecordSource clean =
        new PaymentGenerator(FraudSettings.even(0.05), OptionalInt.of(ACCOUNTS))
            .source(feed, new Timeline(Instant.parse("2026-10-01T00:00:00Z"), PER_SECOND), seed);
    int[] left = {payments};
    RecordSource source =
        new DisturbedSource(
            () -> left[0]-- > 0 ? clean.next() : null, new Disturbance(0.05, 0.05, 0.01), seed);
    WireEncoder encoder = WireEncoder.of(feed);
    List<Sent> sent = new ArrayList<>();
    for (Generated record = source.next(); record != null; record = source.next()) {
      byte[] value = encoder.encode(record.row());
      byte[] key = feed.keyOf(record.row()).orElseThrow().getBytes(UTF_8);
      sent.add(new Sent(key, record.kind() == Kind.MALFORMED ? broken(value) : value));
    }
    return sent;
  }

  private static byte[] broken(byte[] value) {
    return Arrays.copyOf(value, value.length / 2);
  }
}
