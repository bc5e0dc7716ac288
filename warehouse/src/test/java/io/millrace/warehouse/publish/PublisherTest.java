package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {

  private static final TableName ORDERS = new TableName("dw", "orders");
  private static final TableName COUNTS = new TableName("mart", "order_counts");
  private static final PartitionKey TEN = PartitionKey.parse("2015-05-17T10");
  private static final PartitionKey ELEVEN = PartitionKey.parse("2015-05-17T11");

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private Publisher publisher;

  @BeforeEach
  void createTable() throws IOException {
    catalog.create(ORDERS, Map.of());
    publisher = at(Clock.systemUTC());
  }

  @Test
  void anHourLiesInItsOwnFolderAndTheOtherHoursOfItsDayStay() throws Exception {
    publish("g1", Map.of(TEN, OptionalLong.of(1), ELEVEN, OptionalLong.of(1)));

    publish("g2", Map.of(TEN, OptionalLong.of(2)));

    assertThat(catalog.location(ORDERS, TEN)).endsWith("/dw/orders/dt=2015-05-17/hour=10/g2");
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/dw/orders/dt=2015-05-17/hour=11/g1");
    assertThat(root.resolve("dw/orders/dt=2015-05-17/hour=10/g1/part-0")).hasContent("g1");
  }

  @Test
  void whatWasMadeFromLessThanWhatIsThereIsNotSwappedIn() throws Exception {
    publish("newer", Map.of(TEN, OptionalLong.of(7), ELEVEN, OptionalLong.of(7)));

    Map<PartitionKey, PartitionFiles> published =
        publish("older", Map.of(TEN, OptionalLong.of(6), ELEVEN, OptionalLong.of(8)));

    assertThat(published).containsOnlyKeys(ELEVEN);
    assertThat(catalog.location(ORDERS, TEN)).endsWith("/newer");
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/older");
    assertThat(root.resolve("dw/orders/dt=2015-05-17/hour=10/older")).doesNotExist();
  }

  @Test
  void whatWasMadeFromTheSameAndWhatDoesNotTellIsSwappedIn() throws Exception {
    publish("first", Map.of(TEN, OptionalLong.of(7), ELEVEN, OptionalLong.of(7)));

    publish("again", Map.of(TEN, OptionalLong.of(7), ELEVEN, OptionalLong.empty()));

    assertThat(catalog.location(ORDERS, TEN)).endsWith("/again");
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/again");
  }

  @Test
  void anHourThatIsReplacedGoesAfterTheGraceAndTheOthersOfItsDayStay() throws Exception {
    publish("g1", Map.of(TEN, OptionalLong.of(1), ELEVEN, OptionalLong.of(1)));
    publish("g2", Map.of(TEN, OptionalLong.of(2)));

    at(Clock.offset(Clock.systemUTC(), Duration.ofHours(25)))
        .sweep(ORDERS, new Generation("later"));

    Path day = root.resolve("dw/orders/dt=2015-05-17");
    assertThat(day.resolve("hour=10/g1")).doesNotExist();
    assertThat(day.resolve("hour=10/g2/part-0")).hasContent("g2");
    assertThat(day.resolve("hour=11/g1/part-0")).hasContent("g1");
  }

  @Test
  void newHoursAreSwappedInBehindThoseThatAreReplaced() throws Exception {
    // given the last two of nine days
    Map<PartitionKey, OptionalLong> hours = hours(9);
    Map<PartitionKey, OptionalLong> last = new TreeMap<>(hours);
    last.keySet().removeIf(hour -> hour.day().getDayOfMonth() < 8);
    publish("g1", last);

    // when it dies among the second hundred
    catalog.failAfter(150);
    assertThatThrownBy(() -> publish("g2", hours)).hasMessage("stopped");
    catalog.failAfter(Integer.MAX_VALUE);

    // then
    assertThat(last.keySet())
        .extracting(hour -> catalog.location(ORDERS, hour))
        .allMatch(location -> location.endsWith("/g2"));
    assertThat(catalog.partitions(ORDERS)).hasSizeBetween(last.size() + 1, hours.size() - 1);
  }

  @Test
  void hoursOfLaterBatchesAreSwappedInBehindThoseThatGoWithThemAndBeforeNewOnes() throws Exception {
    // given nine days without the second, and more of the first
    Map<PartitionKey, OptionalLong> hours = hours(9);
    Map<PartitionKey, OptionalLong> first = new TreeMap<>(hours);
    first.keySet().removeIf(hour -> hour.day().getDayOfMonth() == 2);
    publish("g1", first);
    hours.replaceAll(
        (hour, lastSeq) -> hour.day().getDayOfMonth() == 1 ? OptionalLong.of(2) : lastSeq);

    // when it dies among the second hundred
    catalog.failAfter(150);
    assertThatThrownBy(() -> publish("g2", hours)).hasMessage("stopped");
    catalog.failAfter(Integer.MAX_VALUE);

    // then
    assertThat(generations(1)).containsOnly("g1");
    assertThat(generations(3)).containsOnly("g2");
    assertThat(generations(2)).isEmpty();

    // when it dies once more, among the last
    catalog.failAfter(hours.size());
    assertThatThrownBy(() -> publish("g3", hours)).hasMessage("stopped");
    catalog.failAfter(Integer.MAX_VALUE);

    // then
    assertThat(generations(1)).containsOnly("g3");
    assertThat(generations(9)).containsOnly("g3");
    assertThat(generations(2)).hasSizeBetween(1, 23);
  }

  /** Those in which the hours of a day lie that are there. */
  private List<String> generations(int dayOfMonth) throws PublishException {
    return catalog.partitions(ORDERS).stream()
        .filter(hour -> hour.day().getDayOfMonth() == dayOfMonth)
        .map(hour -> catalog.location(ORDERS, hour))
        .map(location -> location.substring(location.lastIndexOf('/') + 1))
        .toList();
  }

  @Test
  void moreHoursThanAreSwappedAtOnceAreAllSwappedIn() throws Exception {
    // given hours of ten days
    Map<PartitionKey, OptionalLong> hours = hours(10);
    publish("g1", hours);

    // when it dies among the second hundred, and is repeated
    catalog.failAfter(150);
    assertThatThrownBy(() -> publish("g2", hours)).hasMessage("stopped");
    catalog.failAfter(Integer.MAX_VALUE);
    assertThat(hours.keySet())
        .extracting(hour -> catalog.location(ORDERS, hour))
        .anyMatch(location -> location.endsWith("/g1"))
        .anyMatch(location -> location.endsWith("/g2"));
    Map<PartitionKey, PartitionFiles> published =
        publisher.publish(ORDERS, new Generation("g2"), written(Instant.now(), hours));

    // then
    assertThat(published.keySet()).isEqualTo(hours.keySet());
    assertThat(hours.keySet())
        .extracting(hour -> catalog.location(ORDERS, hour))
        .allMatch(location -> location.endsWith("/g2"));
  }

  /** All hours of some days, each made of one batch. */
  private static Map<PartitionKey, OptionalLong> hours(int days) {
    Map<PartitionKey, OptionalLong> hours = new TreeMap<>();
    for (int hour = 0; hour < 24 * days; hour++) {
      hours.put(
          PartitionKey.parse("2015-05-%02dT%02d".formatted(1 + hour / 24, hour % 24)),
          OptionalLong.of(1));
    }
    return hours;
  }

  @Test
  void ofTwoThatWereMadeFromTheSameBatchesTheOneThatBeganLaterStays() throws Exception {
    // given two runs that know of the same last batch, though one read before an earlier batch came
    Instant before = Instant.now().minusSeconds(60);
    Instant after = before.plusSeconds(1);
    publish("more", after, Map.of(TEN, OptionalLong.of(7), ELEVEN, OptionalLong.empty()));

    // when the one that read less comes last
    Map<PartitionKey, PartitionFiles> published =
        publish("less", before, Map.of(TEN, OptionalLong.of(7), ELEVEN, OptionalLong.empty()));

    // then
    assertThat(published).isEmpty();
    assertThat(catalog.location(ORDERS, TEN)).endsWith("/more");
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/more");

    // when it is run again
    publish("again", after.plusSeconds(1), Map.of(ELEVEN, OptionalLong.empty()));

    // then
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/again");
  }

  @Test
  void laterBatchesCountMoreThanALaterBeginning() throws Exception {
    Instant before = Instant.now().minusSeconds(60);
    publish("less", before.plusSeconds(1), Map.of(TEN, OptionalLong.of(7)));

    publish("more", before, Map.of(TEN, OptionalLong.of(8)));

    assertThat(catalog.location(ORDERS, TEN)).endsWith("/more");
  }

  @Test
  void aPartitionThatDoesNotTellOrTellsOfATimeToComeIsReplaced() throws Exception {
    Path old = Files.createDirectories(root.resolve("dw/orders/dt=2015-05-17/hour=10/old"));
    Published untold = new Published(old.toUri().toString(), OptionalLong.empty());
    catalog.create(ORDERS, Map.of(TEN, untold));
    publish("ahead", Instant.now().plusSeconds(3600), Map.of(ELEVEN, OptionalLong.empty()));

    publish("new", Map.of(TEN, OptionalLong.empty(), ELEVEN, OptionalLong.empty()));

    assertThat(catalog.location(ORDERS, TEN)).endsWith("/new");
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/new");
  }

  @Test
  void aPartitionWhoseNoteIsCutOffIsReplaced() throws Exception {
    publish("cut", Map.of(TEN, OptionalLong.empty(), ELEVEN, OptionalLong.empty()));
    Path day = root.resolve("dw/orders/dt=2015-05-17");
    Files.write(overwritten(day.resolve("hour=10/cut/_as_of")), new byte[0]);
    Files.writeString(overwritten(day.resolve("hour=11/cut/_as_of")), "2026-11-");

    publish("new", Instant.EPOCH, Map.of(TEN, OptionalLong.empty(), ELEVEN, OptionalLong.empty()));

    assertThat(catalog.location(ORDERS, TEN)).endsWith("/new");
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/new");
  }

  /** Without the checksum that Hadoop's local file system keeps beside it. */
  private static Path overwritten(Path note) throws IOException {
    Files.deleteIfExists(note.resolveSibling("." + note.getFileName() + ".crc"));
    return note;
  }

  @Test
  void publishedAgainByTheSameGenerationAPartitionIsAsOfTheFirstTime() throws Exception {
    Instant before = Instant.now().minusSeconds(60);
    publish("g1", before, Map.of(TEN, OptionalLong.empty()));

    publisher.publish(
        ORDERS, new Generation("g1"), written(Instant.now(), Map.of(TEN, OptionalLong.empty())));

    assertThat(root.resolve("dw/orders/dt=2015-05-17/hour=10/g1/_as_of"))
        .hasContent(before.toString());
  }

  @Test
  void ofPartitionsThatBelongTogetherNoneIsSwappedInWhereOneStays() throws Exception {
    Instant before = Instant.now().minusSeconds(60);
    publish("more", before.plusSeconds(1), Map.of(ELEVEN, OptionalLong.empty()));
    Map<PartitionKey, OptionalLong> both =
        Map.of(TEN, OptionalLong.empty(), ELEVEN, OptionalLong.empty());
    write("less", both);

    assertThatThrownBy(
            () ->
                publisher.publishTogether(
                    new Generation("less"),
                    List.of(new WrittenTable(ORDERS, written(before, both))),
                    publisher.see(ORDERS),
                    (table, places) -> {}))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining(ELEVEN.name() + " of dw.orders stays");
    assertThat(catalog.partitions(ORDERS)).containsExactly(ELEVEN);
    assertThat(catalog.location(ORDERS, ELEVEN)).endsWith("/more");
    assertThat(root.resolve("dw/orders/dt=2015-05-17/hour=10")).doesNotExist();
  }

  @Test
  void whatWasMadeOfATableThatAnotherRunHasChangedSinceIsNotSwappedIn() throws Exception {
    publish("first", Map.of(TEN, OptionalLong.empty()));
    SeenTable seen = publisher.see(ORDERS);

    // when another hour comes
    publish("other", Map.of(ELEVEN, OptionalLong.empty()));
    assertChanged(seen, "hour=11", "was in no folder");

    // when that which was there is replaced
    seen = publisher.see(ORDERS);
    publish("newer", Map.of(TEN, OptionalLong.empty()));
    assertChanged(seen, "hour=10", "/first, and is in");

    // then nothing of it is there, and who looks again may
    assertThat(catalog.location(ORDERS, TEN)).endsWith("/newer");
    Map<PartitionKey, OptionalLong> ten = Map.of(TEN, OptionalLong.empty());
    SeenTable again = publisher.see(ORDERS);
    write("again", ten);
    publisher.publishTogether(
        new Generation("again"),
        List.of(new WrittenTable(ORDERS, written(again.asOf(), ten))),
        again,
        (table, places) -> {});
    assertThat(catalog.location(ORDERS, TEN)).endsWith("/again");
  }

  @Test
  void noOtherRunComesBetweenTwoTablesThatAreSwappedInTogether() throws Exception {
    // given two runs that have read the same
    catalog.create(COUNTS, Map.of());
    publish("there", Map.of(TEN, OptionalLong.empty()));
    SeenTable seen = publisher.see(ORDERS);
    List<WrittenTable> first = together("first", seen.asOf());
    List<WrittenTable> second = together("second", seen.asOf());
    List<TableName> told = new ArrayList<>();
    ExecutorService other = Executors.newSingleThreadExecutor();
    CompletableFuture<Void> ended = new CompletableFuture<>();

    // when one of them has swapped in its first table, and the other begins with its own
    catalog.afterSwapOf(
        COUNTS,
        () -> {
          other.execute(
              () -> {
                try {
                  at(Clock.systemUTC())
                      .publishTogether(
                          new Generation("second"), second, seen, (table, places) -> {});
                  ended.complete(null);
                } catch (Exception e) {
                  ended.completeExceptionally(e);
                }
              });
          assertThat(ended)
              .failsWithin(Duration.ofSeconds(1))
              .withThrowableOfType(TimeoutException.class);
        });
    try {
      publisher.publishTogether(
          new Generation("first"), first, seen, (table, places) -> told.add(table));

      // then the other waits for both, and changes neither
      assertThat(ended)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .withMessageContaining("of dw.orders is not what this run had read of it");
    } finally {
      other.shutdownNow();
    }
    assertThat(told).containsExactly(COUNTS, ORDERS);
    assertThat(catalog.location(COUNTS, TEN)).endsWith("/first");
    assertThat(catalog.location(ORDERS, TEN)).endsWith("/first");
    assertThat(root.resolve("ops/leases")).isEmptyDirectory();
  }

  @Test
  void nothingIsSwappedInWhereOneOfTheTablesCannotBePutInItsPlace() throws Exception {
    catalog.create(COUNTS, Map.of());
    SeenTable seen = publisher.see(ORDERS);
    List<WrittenTable> both = together("both", seen.asOf());
    Files.createFile(root.resolve("dw/orders/dt=2015-05-17"));

    assertThatThrownBy(
            () ->
                publisher.publishTogether(
                    new Generation("both"), both, seen, (table, places) -> {}))
        .isInstanceOf(IOException.class);
    assertThat(catalog.partitions(COUNTS)).isEmpty();
    assertThat(catalog.partitions(ORDERS)).isEmpty();
  }

  private List<WrittenTable> together(String generation, Instant asOf) throws IOException {
    Map<PartitionKey, OptionalLong> ten = Map.of(TEN, OptionalLong.empty());
    write(COUNTS, generation, ten);
    write(ORDERS, generation, ten);
    return List.of(
        new WrittenTable(COUNTS, written(asOf, ten)), new WrittenTable(ORDERS, written(asOf, ten)));
  }

  private void assertChanged(SeenTable seen, String partition, String how) throws Exception {
    Map<PartitionKey, OptionalLong> ten = Map.of(TEN, OptionalLong.empty());
    write("late", ten);
    assertThatThrownBy(
            () ->
                publisher.publishTogether(
                    new Generation("late"),
                    List.of(new WrittenTable(ORDERS, written(Instant.now(), ten))),
                    seen,
                    (table, places) -> {}))
        .isInstanceOf(PublishException.class)
        .isNotInstanceOf(RefusedException.class)
        .hasMessageContaining(partition + " of dw.orders is not what this run had read of it")
        .hasMessageContaining(how);
  }

  @Test
  void whenAPartitionWasMadeIsNotCountedAmongItsFiles() throws Exception {
    Map<PartitionKey, PartitionFiles> published = publish("g1", Map.of(TEN, OptionalLong.of(1)));

    assertThat(published.get(TEN).files()).isEqualTo(1);
    assertThat(published.get(TEN).bytes()).isEqualTo("g1".length());
  }

  private Publisher at(Clock clock) throws IOException {
    return new Publisher(
        catalog,
        FileSystem.getLocal(new Configuration()),
        root.toString(),
        Duration.ofHours(24),
        clock);
  }

  private Map<PartitionKey, PartitionFiles> publish(
      String generation, Map<PartitionKey, OptionalLong> lastSeqs) throws Exception {
    return publish(generation, Instant.now(), lastSeqs);
  }

  private Map<PartitionKey, PartitionFiles> publish(
      String generation, Instant asOf, Map<PartitionKey, OptionalLong> lastSeqs) throws Exception {
    write(generation, lastSeqs);
    return publisher.publish(ORDERS, new Generation(generation), written(asOf, lastSeqs));
  }

  private void write(String generation, Map<PartitionKey, OptionalLong> hours) throws IOException {
    write(ORDERS, generation, hours);
  }

  private void write(TableName table, String generation, Map<PartitionKey, OptionalLong> hours)
      throws IOException {
    for (PartitionKey hour : hours.keySet()) {
      Path folder =
          Files.createDirectories(
              root.resolve(
                  "%s/%s/_next/%s/%s"
                      .formatted(table.database(), table.table(), generation, hour.name())));
      Files.writeString(folder.resolve("part-0"), generation);
    }
  }

  private static Map<PartitionKey, Written> written(
      Instant asOf, Map<PartitionKey, OptionalLong> lastSeqs) {
    Map<PartitionKey, Written> written = new TreeMap<>();
    lastSeqs.forEach((hour, lastSeq) -> written.put(hour, Written.of(1, asOf, "orders", lastSeq)));
    return written;
  }
}
