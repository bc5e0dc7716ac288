package io.millrace.warehouse.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each feed brings the tables and logs of its own live views. */
class LiveTablesTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));

  @Test
  void paymentsBringTheirContextWithALogOfItsOwn() {
    Feed transactions = FEEDS.require("transactions");

    assertThat(LiveTables.of(transactions))
        .extracting(FeedTable::fullName)
        .containsExactly(
            "live.transaction_windows",
            "live.payment_context",
            "live.risk_scores",
            "live.fraud_alerts",
            "live.fraud_second_alerts",
            "live.fraud_browsing_alerts");
    assertThat(LiveTables.logs(transactions))
        .containsExactly("transactions", "payment_context", "fraud", "fraud_second_stage");
    assertThat(LiveTables.browsedView(transactions)).contains("payment_context_browsed");
    assertThat(LiveTables.createBrowsedView().statements().get(0))
        .contains("VIEW IF NOT EXISTS live.payment_context_browsed", "WHERE browsed");
  }

  @Test
  void whatHoldsPersonalValuesHasAMaskedView() {
    assertThat(LiveTables.views(FEEDS.require("transactions")))
        .extracting(MaskedView::fullName, MaskedView::masked)
        .containsExactly(
            tuple("live.transaction_windows_masked", Set.of("user_id")),
            tuple("live.payment_context_masked", Set.of("user_id")),
            tuple("live.risk_scores_masked", Set.of()),
            tuple("live.fraud_alerts_masked", Set.of("explanation")),
            tuple("live.fraud_second_alerts_masked", Set.of("explanation")),
            tuple("live.fraud_browsing_alerts_masked", Set.of("explanation")));
    assertThat(LiveTables.views(FEEDS.require("activity")))
        .isNotEmpty()
        .allMatch(view -> view.masked().isEmpty());
  }

  @Test
  void otherFeedsDoNot() {
    assertThat(LiveTables.logs(FEEDS.require("activity"))).containsExactly("activity");
    assertThat(LiveTables.browsedView(FEEDS.require("activity"))).isEmpty();
    assertThat(LiveTables.of(FEEDS.require("orders")))
        .extracting(FeedTable::table)
        .containsExactly("order_windows");
  }

  @Test
  void rowsAreInTheHourOfTheirFirstColumn() {
    FeedTable context = LiveTables.of(FEEDS.require("transactions")).get(1);

    assertThat(context.columns().get(0).name()).isEqualTo("payment_time");
    assertThat(context.partitions())
        .extracting(TableColumn::comment)
        .containsExactly(
            "Day of payment_time, YYYY-MM-DD, UTC", "Hour of payment_time, 00 to 23, UTC");
  }
}
