package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.fraud.RuleText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Seeded payments as they come onto their topic: some again, some late, some broken. */
final class Payments {

  static final Feed FEED = FeedCatalog.load(Path.of("../conf/feeds")).require("transactions");
  static final RuleText RULES = RuleText.load(Path.of("../conf/fraud-rules.yaml"));
  static final int PARTITIONS = 3;

  private static final int ACCOUNTS = 25;
  private static final Instant START = Instant.parse("2026-06-15T08:00:00Z");

  /** When all come onto the topic: in the past on every clock, and never long before the events. */
  static final Instant ARRIVAL = Instant.parse("2026-06-16T00:00:00Z");

  /**
   * A record of the topic.
   *
   * @param key of the record
   * @param value JSON, or broken, or null
   * @param run the id of its run, or null
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  record Sent(int partition, byte[] key, byte[] value, String run) {}

  private final Random random;
  private final List<Sent> sent = new ArrayList<>();
  private Instant now = START;

  private Payments(long seed) {
    this.random = new Random(seed);
  }

  /** So many records. */
  static List<Sent> of(long seed, int count) {
    Payments payments = new Payments(seed);
    while (payments.sent.size() < count) {
      payments.sent.add(payments.next());
    }
    return payments.sent;
  }

  private Sent next() {
    int choice = random.nextInt(100);
    if (choice < 5 && !sent.isEmpty()) {
      return sent.get(random.nextInt(sent.size()));
    }
    Sent payment = payment();
    if (choice < 8) {
      byte[] broken = Arrays.copyOf(payment.value(), payment.value().length / 2);
      return new Sent(payment.partition(), payment.key(), broken, null);
    } else if (choice < 9) {
      return new Sent(payment.partition(), payment.key(), null, null);
    } else if (choice < 11) {
      int elsewhere = (payment.partition() + 1) % PARTITIONS;
      return new Sent(elsewhere, "another".getBytes(UTF_8), payment.value(), null);
    } else if (choice < 14) {
      return new Sent(payment.partition(), payment.key(), payment.value(), "run-1");
    }
    return payment;
  }

  private Sent payment() {
    now = now.plusSeconds(random.nextInt(40));
    boolean late = random.nextInt(12) == 0;
    Instant time = late ? now.minusSeconds(random.nextInt(7_200)) : now;
    int account = random.nextInt(ACCOUNTS);
    String id = "Ä" + account;
    boolean abroad = random.nextInt(10) == 0;
    String json =
        """
        {"transaction_id":"t%d","event_time":"%s","account_id":"%s","amount":"%s","currency":"%s",\
        "merchant":"m%d","merchant_category":"grocery","channel":"%s","status":"approved",\
        "device_id":"d%d","country":"%s","latitude":%s,"longitude":%s}"""
            .formatted(
                sent.size(),
                time,
                id,
                amount(),
                random.nextInt(15) == 0 ? "XXX" : "USD",
                random.nextInt(20),
                random.nextBoolean() ? "card_present" : "online",
                random.nextInt(3),
                abroad ? "JP" : "US",
                abroad ? "35.68" : "40.71",
                abroad ? "139.69" : "-74.01");
    return new Sent(account % PARTITIONS, id.getBytes(UTF_8), json.getBytes(UTF_8), null);
  }

  private String amount() {
    int cents =
        switch (random.nextInt(20)) {
          case 0 -> 450_000 + random.nextInt(500_000);
          case 1, 2, 3 -> 10_000 + random.nextInt(80_000);
          default -> 100 + random.nextInt(10_000);
        };
    return "%d.%02d".formatted(cents / 100, cents % 100);
  }
}
