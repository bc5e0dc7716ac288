package io.millrace.warehouse.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.LandingPaths;
import io.millrace.model.retention.DropOrder;
import io.millrace.model.retention.RetentionJson;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropOrdersTest {

  private static final String HOLDS = "{\"holds\": []}";

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private FileSystem files;
  private DropOrders orders;

  @BeforeEach
  void setUp() throws Exception {
    files = FileSystem.newInstanceLocal(new Configuration());
    orders = new DropOrders(catalog, files, root.toString());
    Files.createDirectories(root.resolve("feeds/orders/v0001"));
    Files.createDirectories(root.resolve("feeds/activity/v0001"));
  }

  @Test
  void eachFeedGetsAnOrderWithTheRulesThatItWasGivenByAndALaterOneTakesItsPlace() throws Exception {
    catalog.create(new TableName("ops", "retention"), Map.of());

    assertThat(orders.leave(rules("{}"), run("g1")))
        .isEqualTo(new DropOrders.Ordered(List.of("activity", "orders"), List.of()));
    orders.leave(rules("{\"tables\": {}}"), run("g2"));

    Path order = Path.of(new LandingPaths(root.toString(), "orders").dropOrder());
    assertThat(DropOrder.parse(Files.readString(order)))
        .hasValueSatisfying(
            read -> {
              assertThat(read.rules()).isEqualTo("/rules");
              assertThat(read.keepTimes()).isEqualTo("{\"tables\": {}}");
              assertThat(read.holds()).isEqualTo(HOLDS);
              assertThat(read.teller().generation()).isEqualTo("g2");
            });
  }

  @Test
  void liveLogsGetAnOrderOnlyWhileALiveTableIsNotKeptForEver() throws Exception {
    // given
    catalog.create(new TableName("ops", "retention"), Map.of());
    Files.createDirectories(root.resolve("ops/live/fraud/published"));
    Files.createDirectories(root.resolve("ops/live/health_orders/published"));
    Path order = Path.of(LandingPaths.live(root.toString(), "fraud").dropOrder());
    String limited = "{\"tables\": {\"live.risk_scores\": \"P90D\"}}";

    // when, then
    assertThat(orders.leave(rules(limited), run("g1")).liveLogs())
        .containsExactly("fraud", "health_orders");
    assertThat(DropOrder.parse(Files.readString(order)))
        .hasValueSatisfying(read -> assertThat(read.keepTimes()).isEqualTo(limited));

    // when nobody has followed it and all is kept for ever again
    assertThat(orders.leave(rules("{}"), run("g2")).liveLogs()).isEmpty();

    // then
    assertThat(order).doesNotExist();
  }

  @Test
  void withoutTheTableThatTellsWhatIsDroppedThereIsNoOrder() {
    assertThatThrownBy(() -> orders.leave(rules("{}"), run("g1")))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("ops.retention");
    assertThat(root.resolve("ops")).doesNotExist();
  }

  @Test
  void ordersAreFollowedSoonWhileTheStreamIsReady() throws Exception {
    assertThat(orders.areFollowed()).isFalse();

    Files.createDirectories(root.resolve("ops/streaming"));
    Files.createFile(root.resolve("ops/streaming/application_1.ready"));

    assertThat(orders.areFollowed()).isTrue();
  }

  private static RulesFolder rules(String keepTimes) {
    return new RulesFolder("/rules", keepTimes, HOLDS, RetentionJson.read(keepTimes, HOLDS));
  }

  private static JobRun run(String generation) {
    return JobRun.begun(
        "retention",
        new Caller(Optional.empty(), 0),
        new Generation(generation),
        List.of(),
        Optional.empty(),
        Instant.EPOCH);
  }
}
