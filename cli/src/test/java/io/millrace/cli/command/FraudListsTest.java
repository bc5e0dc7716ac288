package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code millrace fraud detect} makes of lists. Each payment has an account, a merchant, a
 * country and a device of its own unless it is on a list by one; names say which list, and {@code
 * past} that the entry was valid before the payments alone.
 */
class FraudListsTest {

  private static final String RULES =
      """
      version: listed
      base_currency: USD
      rules: {HIGH_AMOUNT: {limit: 100}}
      lists:
        allow:
          - {account: allow-a}
          - {merchant: allow-m}
          - {country: AL}
          - {device: allow-d}
          - {merchant: allow-past, until: 2026-10-01}
        block:
          - {account: block-a, reason: stolen}
          - {merchant: block-m}
          - {country: BL}
          - {device: block-d}
          - {device: block-past, until: 2026-10-01}
        review:
          - {account: review-a, until: 2026-10-02, reason: new customer}
          - {merchant: review-m}
          - {country: RE}
          - {device: review-d}
          - {country: RP, until: 2026-10-01}
          - {device: review-noon, until: "2026-10-01T12:00:00Z"}
      """;

  private static final String LARGE = "101";
  private static final String SMALL = "99";

  @TempDir private Path home;

  @Test
  void anEntryOfAnAccountAMerchantACountryOrADeviceDecidesWhateverTheRulesSay() throws IOException {
    // given
    List<String> payments = new ArrayList<>();
    for (String list : List.of("allow", "block", "review")) {
      String country = list.substring(0, 2).toUpperCase(Locale.ROOT);
      payments.add(payment(list + "-by-account", LARGE, list + "-a", "m1", "US", "d1"));
      payments.add(payment(list + "-by-merchant", LARGE, "a2", list + "-m", "US", "d2"));
      payments.add(payment(list + "-by-country", LARGE, "a3", "m3", country, "d3"));
      payments.add(payment(list + "-by-device", LARGE, "a4", "m4", "US", list + "-d"));
      payments.add(payment(list + "-small", SMALL, "a5", "m5", "US", list + "-d"));
    }
    payments.add(payment("none", LARGE, "a6", "m6", "US", "d6"));
    payments.add(payment("none-small", SMALL, "a6", "m6", "US", "d6"));

    // when
    Found found = detect(payments);

    // then
    assertThat(found.scores())
        .containsExactly(
            "allow-by-account 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "allow-by-merchant 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "allow-by-country 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "allow-by-device 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "allow-small 0 low allow [ALLOW_LIST]",
            "block-by-account 100 critical block [BLOCK_LIST, HIGH_AMOUNT]",
            "block-by-merchant 100 critical block [BLOCK_LIST, HIGH_AMOUNT]",
            "block-by-country 100 critical block [BLOCK_LIST, HIGH_AMOUNT]",
            "block-by-device 100 critical block [BLOCK_LIST, HIGH_AMOUNT]",
            "block-small 100 critical block [BLOCK_LIST]",
            "review-by-account 50 high review [REVIEW_LIST, HIGH_AMOUNT]",
            "review-by-merchant 50 high review [REVIEW_LIST, HIGH_AMOUNT]",
            "review-by-country 50 high review [REVIEW_LIST, HIGH_AMOUNT]",
            "review-by-device 50 high review [REVIEW_LIST, HIGH_AMOUNT]",
            "review-small 50 high review [REVIEW_LIST]",
            "none 40 medium null [HIGH_AMOUNT]",
            "none-small 0 low null []");
    String rule = "101 USD is above the limit of 100 USD";
    assertThat(found.alerts())
        .containsExactly(
            "block-by-account 100 BLOCK_LIST: account block-a is on the block list: stolen",
            "block-by-merchant 100 BLOCK_LIST: merchant block-m is on the block list",
            "block-by-country 100 BLOCK_LIST: country BL is on the block list",
            "block-by-device 100 BLOCK_LIST: device block-d is on the block list",
            "block-small 100 BLOCK_LIST: device block-d is on the block list",
            "review-by-account 50 REVIEW_LIST: account review-a is on the review list until"
                + " 2026-10-02T00:00:00Z: new customer",
            "review-by-account 50 HIGH_AMOUNT: " + rule,
            "review-by-merchant 50 REVIEW_LIST: merchant review-m is on the review list",
            "review-by-merchant 50 HIGH_AMOUNT: " + rule,
            "review-by-country 50 REVIEW_LIST: country RE is on the review list",
            "review-by-country 50 HIGH_AMOUNT: " + rule,
            "review-by-device 50 REVIEW_LIST: device review-d is on the review list",
            "review-by-device 50 HIGH_AMOUNT: " + rule,
            "review-small 50 REVIEW_LIST: device review-d is on the review list",
            "none 40 HIGH_AMOUNT: " + rule);
  }

  @Test
  void allowComesBeforeBlockAndBlockBeforeReviewWhicheverNamesThem() throws IOException {
    Found found =
        detect(
            List.of(
                payment("all", LARGE, "review-a", "block-m", "US", "allow-d"),
                payment("allow-block", LARGE, "block-a", "m", "AL", "d"),
                payment("allow-review", LARGE, "allow-a", "m", "RE", "d"),
                payment("block-review", LARGE, "review-a", "m", "US", "block-d")));

    assertThat(found.scores())
        .containsExactly(
            "all 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "allow-block 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "allow-review 0 low allow [ALLOW_LIST, HIGH_AMOUNT]",
            "block-review 100 critical block [BLOCK_LIST, HIGH_AMOUNT]");
    assertThat(found.alerts())
        .containsExactly("block-review 100 BLOCK_LIST: device block-d is on the block list");
  }

  @Test
  void anEntryIsForPaymentsThatWereMadeBeforeItsEndAlone() throws IOException {
    Found found =
        detect(
            List.of(
                payment("allow-past", LARGE, "a1", "allow-past", "US", "d"),
                payment("block-past", SMALL, "a2", "m", "US", "block-past"),
                payment("review-past", SMALL, "a3", "m", "RP", "d"),
                payment("past-then-next", SMALL, "a4", "allow-past", "RE", "block-past"),
                payment("before", "11:59:59.999Z", SMALL, "a5", "m", "US", "review-noon"),
                payment("at-the-end", "12:00:00Z", SMALL, "a6", "m", "US", "review-noon")));

    assertThat(found.scores())
        .containsExactly(
            "allow-past 40 medium null [HIGH_AMOUNT]",
            "block-past 0 low null []",
            "review-past 0 low null []",
            "past-then-next 50 high review [REVIEW_LIST]",
            "before 50 high review [REVIEW_LIST]",
            "at-the-end 0 low null []");
    assertThat(found.alerts())
        .containsExactly(
            "allow-past 40 HIGH_AMOUNT: 101 USD is above the limit of 100 USD",
            "past-then-next 50 REVIEW_LIST: country RE is on the review list",
            "before 50 REVIEW_LIST: device review-noon is on the review list until"
                + " 2026-10-01T12:00:00Z");
  }

  /**
   * What came out.
   *
   * @param scores id, score, level, list and rules of each payment
   * @param alerts id, score, rule and explanation of each
   */
  private record Found(List<String> scores, List<String> alerts) {}

  private Found detect(List<String> payments) throws IOException {
    Path input = Files.write(home.resolve("in.ndjson"), payments);
    Path rules = Files.writeString(home.resolve("listed.yaml"), RULES);
    Path scores = home.resolve("scores.ndjson");
    Path alerts = home.resolve("alerts.ndjson");
    CommandRun run =
        CommandRun.of(
            home,
            "fraud",
            "detect",
            "--input",
            input.toString(),
            "--rules",
            rules.toString(),
            "--scores",
            scores.toString(),
            "--output",
            alerts.toString());
    assertThat(run.code()).as(run.err()).isZero();
    List<String> scored = new ArrayList<>();
    for (JsonNode row : rows(scores)) {
      List<String> fired = new ArrayList<>();
      row.get("rules").forEach(rule -> fired.add(rule.asText()));
      scored.add(
          "%s %d %s %s %s"
              .formatted(
                  row.get("transaction_id").asText(),
                  row.get("score").asInt(),
                  row.get("level").asText(),
                  row.get("list").asText(),
                  fired));
    }
    List<String> alerted = new ArrayList<>();
    for (JsonNode row : rows(alerts)) {
      alerted.add(
          "%s %d %s: %s"
              .formatted(
                  row.get("transaction_id").asText(),
                  row.get("score").asInt(),
                  row.get("rule").asText(),
                  row.get("explanation").asText()));
    }
    return new Found(scored, alerted);
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(json.readTree(line));
    }
    return rows;
  }

  private static String payment(
      String id, String amount, String account, String merchant, String country, String device) {
    return payment(id, "10:00:00Z", amount, account, merchant, country, device);
  }

  private static String payment(
      String id,
      String time,
      String amount,
      String account,
      String merchant,
      String country,
      String device) {
    return """
           {"transaction_id": "%s", "event_time": "2026-10-01T%s", "amount": %s, "currency": "USD",\
            "account_id": "%s", "merchant": "%s", "country": "%s", "device_id": "%s"}"""
        .formatted(id, time, amount, account, merchant, country, device);
  }
}
