package io.millrace.ingest.site.simulate;

import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.site.Behaviour;
import io.millrace.ingest.site.FunnelCount;
import io.millrace.ingest.site.PageChain;
import io.millrace.ingest.site.Shop;
import io.millrace.ingest.site.Site;
import io.millrace.ingest.site.Visitor;
import io.millrace.ingest.site.Walk;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sites and their visitors. Each site has as many visitors as asked for at any moment: one who
 * leaves is replaced at once. {@link #stop} lets all leave and gives their tags some seconds to
 * post what they still have.
 */
public final class Simulation implements AutoCloseable {
  private static final int CLIENT_THREADS = 2;
  private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Behaviour behaviour;
  private final SimulationSettings settings;
  private final Clock clock;
  private final SimulationLoop loop;
  private final SimulationCounts counts = new SimulationCounts();
  private final FunnelCount funnel;
  private final ExecutorService clientThreads;
  private final HttpClient http;
  private final List<SiteServer> sites = new ArrayList<>();
  private final List<BrowsedVisit> visits = new ArrayList<>();
  private final SeededRandom visitSeeds;
  private final long begunNanos = System.nanoTime();
  private long visitNumber;
  private boolean stopping;
  private volatile int active;
  private volatile int leastActive = Integer.MAX_VALUE;
  private volatile int mostActive;

  private Simulation(Behaviour behaviour, SimulationSettings settings, Clock clock) {
    this.behaviour = behaviour;
    this.settings = settings;
    this.clock = clock;
    this.loop = new SimulationLoop(settings.speed());
    this.funnel = new FunnelCount(behaviour.funnel());
    this.visitSeeds = new SeededRandom(settings.seed()).named("simulated visits");
    this.clientThreads =
        Executors.newFixedThreadPool(
            CLIENT_THREADS,
            task -> {
              Thread thread = new Thread(task, "browsers");
              thread.setDaemon(true);
              return thread;
            });
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(clientThreads)
            .build();
  }

  /**
   * Starts the sites and sends their visitors.
   *
   * @param settings without problems
   * @param clock that events are dated by
   */
  public static Simulation start(Behaviour behaviour, SimulationSettings settings, Clock clock) {
    Simulation simulation = new Simulation(behaviour, settings, clock);
    try {
      simulation.openSites();
    } catch (RuntimeException e) {
      simulation.close();
      throw e;
    }
    simulation.loop.execute(simulation::sendVisitors);
    return simulation;
  }

  /** Host to address, in the order of the description. */
  public List<OpenSite> sites() {
    return sites.stream().map(s -> new OpenSite(s.shop().site(), s.origin())).toList();
  }

  /** How it goes. */
  public SimulationReport report() {
    List<SimulationReport.Step> steps = new ArrayList<>();
    double[] expected = new PageChain(behaviour).conversions();
    long before = funnel.visits();
    for (int i = 0; i < expected.length; i++) {
      long reached = funnel.reached(i);
      String page = behaviour.pages().get(behaviour.funnel().steps().get(i)).name();
      steps.add(new SimulationReport.Step(page, before, reached, expected[i]));
      before = reached;
    }
    return new SimulationReport(
        Duration.ofNanos(System.nanoTime() - begunNanos),
        active,
        leastActive == Integer.MAX_VALUE ? 0 : leastActive,
        mostActive,
        counts.visits.get(),
        counts.answers.get(),
        counts.errors.get(),
        counts.unanswered.get(),
        counts.missing.get(),
        counts.byType(),
        counts.posts.get(),
        counts.acknowledged.get(),
        counts.refused.get(),
        counts.putOff.get(),
        counts.failedPosts.get(),
        counts.dropped.get(),
        counts.waiting(),
        steps);
  }

  /**
   * Waits, at most so long.
   *
   * @throws IllegalStateException when the simulation itself has failed
   */
  public void await(Duration atMost) throws InterruptedException {
    try {
      loop.broken().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // that is as it should be
    } catch (ExecutionException e) {
      throw new IllegalStateException("The simulation failed: " + e.getCause(), e.getCause());
    }
  }

  /**
   * Lets all visitors leave and waits until their tags have posted what they have, at most so long.
   * The sites stay open until {@link #close}.
   */
  public void stop(Duration atMost) throws InterruptedException {
    CompletableFuture<Void> drained = new CompletableFuture<>();
    loop.execute(
        () -> {
          stopping = true;
          visits.forEach(BrowsedVisit::breakOff);
          lookWhetherDrained(drained);
        });
    try {
      drained.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // what is left over is counted as waiting
    }
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    loop.close();
    sites.forEach(SiteServer::close);
    clientThreads.shutdownNow();
  }

  private void openSites() {
    for (int i = 0; i < settings.sites(); i++) {
      Site site = behaviour.sites().get(i);
      int port = settings.firstPort() + i;
      Shop shop = Shop.of(behaviour, site, "http://" + site.host(), settings.seed());
      sites.add(
          new SiteServer(
              behaviour, shop, settings.collector(), settings.seed(), settings.speed(), port));
    }
  }

  private void sendVisitors() {
    for (SiteServer site : sites) {
      for (int user = 0; user < settings.users(); user++) {
        int slot = visits.size();
        visits.add(visit(site, slot));
        visits.get(slot).begin();
      }
    }
    sample();
  }

  private BrowsedVisit visit(SiteServer site, int slot) {
    SeededRandom random = visitSeeds.numbered(visitNumber++);
    Visitor visitor = site.shop().visitors().pick(random);
    URI endpoint = URI.create(settings.collector() + "/v1/activity");
    return new BrowsedVisit(
        new BrowsedVisit.Surroundings(loop, counts, funnel, clock),
        site.shop(),
        visitor,
        Walk.begin(behaviour, site.shop(), random),
        new Browser(http, site.origin(), visitor.userAgent()),
        new Tag(http, endpoint, visitor.userAgent(), loop, counts),
        random,
        () -> replace(site, slot));
  }

  private void replace(SiteServer site, int slot) {
    if (!stopping) {
      visits.set(slot, visit(site, slot));
      visits.get(slot).begin();
    }
  }

  private void sample() {
    if (!stopping) {
      active = (int) visits.stream().filter(BrowsedVisit::isUnderWay).count();
      leastActive = Math.min(leastActive, active);
      mostActive = Math.max(mostActive, active);
      loop.afterReal(BETWEEN_SAMPLES, this::sample);
    }
  }

  private void lookWhetherDrained(CompletableFuture<Void> drained) {
    if (counts.waiting() == 0) {
      drained.complete(null);
    } else {
      loop.afterReal(BETWEEN_LOOKS, () -> lookWhetherDrained(drained));
    }
  }

  /**
   * A site that answers.
   *
   * @param site as described
   * @param origin where
   */
  public record OpenSite(Site site, URI origin) {}
}
