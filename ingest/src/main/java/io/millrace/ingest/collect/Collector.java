package io.millrace.ingest.collect;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.collect.spool.Spool;
import io.millrace.ingest.collect.spool.SpoolBudget;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.privacy.Salt;
import io.undertow.Undertow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * An HTTP server that puts what it is sent on Kafka. It answers 202 only when the broker has
 * acknowledged every record of the request, and while the broker does not, keeps records durably on
 * disk, answers 200, and replays them in order.
 */
public final class Collector implements AutoCloseable {
  private static final int WORKERS = 16;
  private static final Duration LINGER = Duration.ofMillis(2);
  private static final int BATCH_BYTES = 128 * 1024;

  private final CollectorSettings settings;
  private final SpoolFolder folder;
  private final ExecutorService workers;
  private final SortedMap<String, FeedDesk> desks = new TreeMap<>();
  private final Gate gate;
  private final InFlight inFlight;
  private final Undertow server;

  private Collector(
      CollectorSettings settings,
      CollectorPlace place,
      FeedCatalog feeds,
      Salt salt,
      Geography geography,
      Clock clock,
      Consumer<String> say)
      throws IOException {
    this.settings = settings;
    Limits limits = settings.limits();
    SpoolBudget budget = new SpoolBudget(limits.spoolBytes());
    inFlight = new InFlight(limits.requests(), limits.requestsBytes());
    gate = gate(settings, inFlight, clock);
    folder = SpoolFolder.lock(place.spool());
    workers = Executors.newFixedThreadPool(WORKERS, new WorkerThreads());
    Geography places = new OptionalPlaces(geography, say);
    for (Feed feed : feeds.feeds()) {
      Spool spool = Spool.open(place.spool().resolve(feed.name()), budget);
      tellWhatWasLeft(feed, spool, say);
      Broker broker = new Broker(producerSettings(place, settings), feed);
      Outlet outlet = new Outlet(feed.name(), broker, spool, workers, clock, say);
      desks.put(feed.name(), new FeedDesk(feed, outlet, salt, places, limits.recordBytes()));
    }
    Metrics metrics = new Metrics();
    Router router =
        new Router(
            desks,
            settings.pixelFeed(),
            new RecordsHandler(settings, gate, workers, metrics, say),
            new OriginPolicy(settings.access().origins()),
            metrics,
            new HealthReport(gate, budget),
            inFlight,
            budget);
    server = Listener.build(settings, place.port(), router);
  }

  /**
   * Starts one. It takes records at once, whether the broker is there or not.
   *
   * @param salt by which addresses are hashed, and what feeds declare as personal
   * @param geography by which the places of addresses are filled in
   * @param say told what an operator should know, a sentence at a time, by any thread
   * @throws CollectorStartException when its port is taken or its spool cannot be used
   * @throws io.millrace.ingest.collect.spool.DamagedSpoolException when its spool is damaged
   */
  public static Collector start(
      CollectorSettings settings,
      CollectorPlace place,
      FeedCatalog feeds,
      Salt salt,
      Geography geography,
      Clock clock,
      Consumer<String> say) {
    Collector collector;
    try {
      collector = new Collector(settings, place, feeds, salt, geography, clock, say);
    } catch (IOException e) {
      throw new CollectorStartException(
          "The spool " + place.spool() + " cannot be used: " + e.getMessage(), e);
    }
    collector.desks.values().forEach(desk -> desk.outlet().start());
    try {
      collector.server.start();
    } catch (RuntimeException e) {
      collector.close();
      throw new CollectorStartException(
          "Nothing can listen on %s:%d (%s). Look what does: ss -ltnp"
              .formatted(settings.listen(), place.port(), e.getMessage()),
          e);
    }
    return collector;
  }

  private static Gate gate(CollectorSettings settings, InFlight inFlight, Clock clock) {
    Limits limits = settings.limits();
    Optional<RateLimiter> rate =
        limits.ratePerSecond() == 0
            ? Optional.empty()
            : Optional.of(
                new RateLimiter(
                    limits.ratePerSecond(), limits.rateBurst(), limits.rateClients(), clock));
    return new Gate(
        settings.access().apiKeys().map(ApiKeys::read),
        rate,
        new ClientAddress(settings.access().trustedProxies()),
        inFlight,
        clock);
  }

  private static ProducerSettings producerSettings(
      CollectorPlace place, CollectorSettings settings) {
    // A send that waits holds a worker: rather the spool than all of them waiting.
    Duration block = settings.timeouts().acknowledge().dividedBy(2);
    return ProducerSettings.of(place.brokers(), "millrace-collect")
        .withDeliveryTimeout(settings.timeouts().acknowledge())
        .withBlockTimeout(block)
        .withBatches(BATCH_BYTES, LINGER);
  }

  private static void tellWhatWasLeft(Feed feed, Spool spool, Consumer<String> say) {
    if (spool.cutBytes() > 0) {
      say.accept(
          "%s: %d bytes that an earlier process did not finish writing were cut off the spool; nobody was told that they are stored."
              .formatted(feed.name(), spool.cutBytes()));
    }
    if (!spool.isEmpty()) {
      say.accept(
          "%s: %d records wait in the spool from before; they go first."
              .formatted(feed.name(), spool.entries()));
    }
  }

  /** The port that it listens on. */
  public int port() {
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** How each feed's way to the broker is, by name. */
  public List<OutletState> outlets() {
    return desks.values().stream().map(desk -> desk.outlet().state()).toList();
  }

  /**
   * Ends it: new requests are answered 503, those under way finish within the drain time, and what
   * the broker has not acknowledged by then goes to the spool.
   */
  @Override
  public void close() {
    gate.close();
    try {
      inFlight.awaitNone(settings.timeouts().drain().toMillis());
      for (FeedDesk desk : desks.values()) {
        desk.outlet().close();
      }
      server.stop();
      folder.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      workers.shutdown();
    }
  }
}
