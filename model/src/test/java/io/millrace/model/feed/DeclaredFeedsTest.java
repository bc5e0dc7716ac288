package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The feeds that the project ships. */
class DeclaredFeedsTest {
  private final FeedCatalog catalog = FeedCatalog.load(Path.of("../conf/feeds"));

  @Test
  void activityHasItsFieldsInOrder() {
    Feed activity = catalog.require("activity");

    assertThat(names(activity))
        .containsExactly(
            ("event_id event_time site user_id session_id event_type page section element"
                    + " previous_page time_on_page_ms response_time_ms status_code bytes country"
                    + " region city latitude longitude referrer user_agent")
                .split(" "));
    assertThat(activity.key()).containsExactly("session_id", "user_id");
    assertThat(required(activity)).containsExactly("event_id", "event_time");
    assertThat(activity.dlqTopic()).isEqualTo("activity.dlq");
  }

  @Test
  void ordersHasItsFieldsInOrder() {
    Feed orders = catalog.require("orders");

    assertThat(names(orders))
        .containsExactly(
            ("customer_id transaction_id transaction_date first_name last_name email phone age"
                    + " gender city state zip_code product_category quantity unit_price"
                    + " total_amount discount final_amount payment_method is_premium_customer"
                    + " customer_since loyalty_points record_id invoice_id sku description country"
                    + " batch_number batch_position producer_timestamp producer_timestamp_str")
                .split(" "));
    assertThat(orders.eventTimeField()).isEqualTo("transaction_date");
    assertThat(orders.idField()).isEqualTo("record_id");
    assertThat(required(orders)).containsExactly("transaction_date", "record_id");
    assertThat(orders.field("unit_price").type()).isEqualTo(FieldType.MONEY);
    assertThat(orders.field("customer_since").type()).isEqualTo(FieldType.DATE);
  }

  @Test
  void unknownFeedIsNamedWithThoseThatExist() {
    assertThatThrownBy(() -> catalog.require("order"))
        .isInstanceOf(UnknownFeedException.class)
        .hasMessage("There is no feed order; declared are activity, orders, transactions.");
  }

  @Test
  void feedSurvivesJavaSerialization() throws Exception {
    for (Feed feed : catalog.feeds()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(feed);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(feed);
      }
    }
  }

  private static List<String> names(Feed feed) {
    return feed.fields().stream().map(Field::name).toList();
  }

  private static List<String> required(Feed feed) {
    return feed.fields().stream().filter(Field::required).map(Field::name).toList();
  }
}
