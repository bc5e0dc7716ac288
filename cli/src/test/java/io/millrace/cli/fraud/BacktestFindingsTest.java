package io.millrace.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacktestFindingsTest {

  private static final String RULES =
      "rule,old_alerts,new_alerts,both,only_new,only_old,old_alerts_on_fraud,new_alerts_on_fraud\n"
          + "HIGH_AMOUNT,5,5,5,0,0,1,1\n";
  private static final Set<String> SECOND_STAGE = Set.of("MERCHANT_BURST", "NO_BROWSING");

  @Test
  void whereNothingDiffersNoPaymentHasOtherAlerts() {
    assertThat(last(findings("MERCHANT_BURST,2,2,2,0,0,0,0\n", List.of())))
        .isEqualTo("No payment has other alerts of the first stage than before: /b");
  }

  @Test
  void rulesOfTheSecondStageThatDifferAreNamed() {
    String differing = "MERCHANT_BURST,2,4,2,2,0,0,0\nNO_BROWSING,3,1,1,0,2,0,0\n";

    assertThat(findings(differing, List.of()))
        .endsWith(
            "No payment has other alerts of the first stage than before: /b",
            "Alerts of the second stage differ (MERCHANT_BURST, NO_BROWSING); how many: /b/rules.csv");
    assertThat(
            findings(
                differing.lines().findFirst().orElseThrow(),
                List.of(
                    Map.of(
                        "change",
                        "alerted now",
                        "payments",
                        "3",
                        "labelled_payments",
                        "2",
                        "fraud_payments",
                        "1"))))
        .endsWith(
            "3 payments alerted now, 1 of them fraud of the 2 with a label.",
            "Each of them, and why: /b/differences.csv",
            "Alerts of the second stage differ (MERCHANT_BURST); how many: /b/rules.csv");
  }

  @Test
  void rulesOfTheFirstStageThatDifferAreNotTakenForTheSecond() {
    assertThat(findings("GREAT_AMOUNT,0,1,0,1,0,0,0\n", List.of()))
        .noneMatch(line -> line.contains("second stage"));
  }

  @Test
  void daysWithoutPageViewsAreNamedWithWhatToDo() {
    List<Map<String, String>> days =
        FindingRows.rows(
            "dt,payments,old_alerted_payments,new_alerted_payments,both,fraud_payments,old_alerted_fraud,new_alerted_fraud,without_page_views\n"
                + "2026-01-01,5,0,0,0,0,0,0,true\n"
                + "2026-01-02,5,0,0,0,0,0,0,true\n"
                + "2026-01-03,5,0,0,0,0,0,0,false\n");

    assertThat(
            last(
                new BacktestFindings("/b", List.of(), List.of(), days, List.of(), SECOND_STAGE)
                    .lines()))
        .isEqualTo(
            "dw.activity has nothing of 2026-01-01..2026-01-02: rules of kind no_browsing say nothing there. If there was any, curate it and run this again: millrace workflow run daily --days 2026-01-01..2026-01-02");
  }

  private static List<String> findings(String more, List<Map<String, String>> changes) {
    return new BacktestFindings(
            "/b", List.of(), FindingRows.rows(RULES + more), List.of(), changes, SECOND_STAGE)
        .lines();
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1);
  }
}
