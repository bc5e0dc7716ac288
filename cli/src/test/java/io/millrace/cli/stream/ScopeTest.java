package io.millrace.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.model.streaming.StreamingSettings.Applications;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScopeTest {

  private static final List<String> FEEDS = List.of("activity", "orders");
  private static final Scope ORDERS = new Scope(Optional.of("orders"));

  @Test
  void oneApplicationLandsAllFeeds() {
    assertThat(Scope.of(Applications.ONE, List.of(), FEEDS)).containsExactly(Scope.ALL);
  }

  @Test
  void orEachFeedHasItsOwnAndSomeCanBeChosen() {
    assertThat(Scope.of(Applications.PER_FEED, List.of(), FEEDS)).hasSize(2);
    assertThat(Scope.of(Applications.PER_FEED, List.of("orders"), FEEDS)).containsExactly(ORDERS);
    assertThat(ORDERS.name()).isEqualTo("millrace-streaming-orders");
  }

  @Test
  void withOneApplicationNoFeedCanBeChosen() {
    assertThatThrownBy(() -> Scope.of(Applications.ONE, List.of("orders"), FEEDS))
        .hasMessageContaining("orders cannot be started or stopped alone")
        .hasMessageContaining("applications: per_feed");
  }

  @Test
  void aFeedThatIsNotDeclaredIsNamedWithThoseThatAre() {
    assertThatThrownBy(() -> Scope.of(Applications.PER_FEED, List.of("order"), FEEDS))
        .hasMessage("There is no feed 'order'; there are: activity, orders.");
    assertThatThrownBy(() -> GapOrders.require(List.of("order"), FEEDS))
        .hasMessage("--accept-gap order: there is no such feed; there are: activity, orders.");
  }

  @Test
  void anApplicationOfAllFeedsMeetsEveryOther() {
    assertThat(Scope.ALL.overlaps(ORDERS)).isTrue();
    assertThat(ORDERS.overlaps(Scope.ALL)).isTrue();
    assertThat(ORDERS.overlaps(new Scope(Optional.of("activity")))).isFalse();
    assertThat(ORDERS.lands("activity")).isFalse();
  }

  @Test
  void whatDoesNotFitIntoTheQueueIsRefusedWithTheSizes() {
    QueueRoom room = new QueueRoom("streaming", 4096, 0);
    var yarn = StreamingSettings.of(Map.of()).yarn();

    room.require(1, yarn);
    assertThatThrownBy(() -> room.require(2, yarn))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("4096 MiB, of which 0 are taken; 2 applications of 3072 MiB")
        .satisfies(e -> assertThat(((CommandFailure) e).status()).isEqualTo(ExitStatus.NOT_FIT));
  }

  @Test
  void whatIsSetIsHandedOnAsArguments() {
    Map<String, String> values = Map.of("max_offsets", "7", "yarn.driver_memory", "1GiB");

    assertThat(new StreamConf(values, StreamingSettings.of(values)).arguments())
        .containsExactly("--max-offsets", "7", "--yarn.driver-memory", "1GiB");
  }
}
