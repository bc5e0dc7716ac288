package io.millrace.cli.workflow;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.oozie.ApplicationFolder;
import io.millrace.cli.oozie.ApplicationFolder.Kind;
import io.millrace.cli.oozie.JobConf;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.tables.HiveTables;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.landing.LandingPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;

/**
 * The bundle of coordinators that run workflows by themselves. Each coordinator of the bundle runs
 * the workflow of its own name.
 */
public final class Schedule {

  private static final String BUNDLE = "warehouse";
  private static final String END = "end";
  private static final String DEFINITIONS = "definitions";
  private static final int MOST = 50;
  private static final int ACTIONS = 1000;

  private static final Set<CoordinatorAction.Status> UNDER_WAY =
      Set.of(
          CoordinatorAction.Status.WAITING,
          CoordinatorAction.Status.READY,
          CoordinatorAction.Status.SUBMITTED,
          CoordinatorAction.Status.RUNNING,
          CoordinatorAction.Status.SUSPENDED);

  /**
   * What is wanted.
   *
   * @param from the first day; without, where the schedule of before is, else today
   * @param feeds the live feeds whose hours are waited for; none for the bundle's own
   * @param set properties to set besides, by name
   */
  public record Request(Optional<LocalDate> from, List<String> feeds, Map<String, String> set) {}

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final OozieServer oozie;
  private final Console console;
  private final Clock clock;

  public Schedule(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.oozie = OozieServer.of(settings);
    this.console = console;
    this.clock = clock;
  }

  /**
   * Deploys the bundle and starts it. One that runs already with the same settings and definitions
   * stays; another is replaced, and the new one goes on with the first hour and day that have not
   * ended.
   *
   * @throws CommandFailure if a feed or a property is unknown, an earlier version made marts
   *     otherwise, or Oozie refuses
   */
  public void turnOn(Request request) throws IOException {
    ApplicationFolder bundle = ApplicationFolder.require(checkout, Kind.BUNDLE, BUNDLE);
    List<ApplicationFolder> coordinators = new ArrayList<>();
    List<WorkflowFolder> workflows = new ArrayList<>();
    for (String name : bundle.coordinators()) {
      coordinators.add(ApplicationFolder.require(checkout, Kind.COORDINATOR, name));
      workflows.add(WorkflowFolder.require(checkout, name));
    }
    requireKnown(request.set(), bundle, coordinators, workflows);
    Properties properties = bundle.properties(settings, hdfs, request.set());
    if (!request.feeds().isEmpty()) {
      FeedSlots.fill(properties, request.feeds());
    }
    List<String> feeds = FeedSlots.feeds(properties);
    requireApplied(feeds);
    disableIdle(properties, request.set().keySet(), feeds);
    properties.setProperty(DEFINITIONS, definitions(bundle, coordinators));
    new HiveTables(settings, checkout).requireMarts();
    Map<Cadence, Instant> starts = starts(request);
    disableEnded(properties, starts);
    console.progress("deploying bundle " + BUNDLE);
    for (WorkflowFolder workflow : workflows) {
      workflow.deploy(checkout, hdfs);
    }
    for (ApplicationFolder coordinator : coordinators) {
      coordinator.upload(hdfs);
    }
    bundle.upload(hdfs);
    console.endProgress();
    start(request, properties, starts);
    warn(feeds);
  }

  /** Ends the bundle, and every run that it has under way. */
  public void turnOff() {
    List<BundleJob> alive = alive();
    if (alive.isEmpty()) {
      console.say("Nothing was scheduled.");
    }
    for (BundleJob job : alive) {
      oozie.order(client -> client.kill(job.getId()));
      console.say("No more scheduled: %s has ended, and what it ran.".formatted(job.getId()));
    }
  }

  private Map<Cadence, Instant> starts(Request request) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Map<Cadence, Instant> starts = new EnumMap<>(Cadence.class);
    for (Cadence cadence : Cadence.values()) {
      starts.put(cadence, cadence.firstDue(request.from().orElse(today), today));
    }
    return starts;
  }

  /**
   * Leaves out coordinators that have nothing to do without a feed that is not waited for.
   *
   * @param set the properties that somebody has set, which count
   * @param feeds those that are waited for
   */
  static void disableIdle(Properties properties, Set<String> set, List<String> feeds) {
    for (Cadence cadence : Cadence.values()) {
      boolean isIdle = cadence.feed().isPresent() && !feeds.contains(cadence.feed().get());
      if (isIdle && !set.contains(cadence.enabledProperty())) {
        properties.setProperty(cadence.enabledProperty(), "false");
      }
    }
  }

  /**
   * Leaves out coordinators whose first run would be due when the schedule has ended: Oozie refuses
   * them.
   *
   * @throws CommandFailure if nothing is left
   */
  static void disableEnded(Properties properties, Map<Cadence, Instant> starts) {
    Instant end = instant(properties.getProperty(END));
    for (Map.Entry<Cadence, Instant> start : starts.entrySet()) {
      Instant due =
          Optional.ofNullable(properties.getProperty(start.getKey().startProperty()))
              .map(Schedule::instant)
              .orElse(start.getValue());
      if (!due.isBefore(end)) {
        properties.setProperty(start.getKey().enabledProperty(), "false");
      }
    }
    if (starts.keySet().stream()
        .allMatch(c -> "false".equals(properties.getProperty(c.enabledProperty())))) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "Nothing would ever run: the schedule ends at %s (--set end), and no run that is enabled is due before."
              .formatted(properties.getProperty(END)));
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "'%s' is no time such as 2026-01-31T00:00Z, as %s and the starts of coordinators must be."
              .formatted(text, END),
          e);
    }
  }

  private void start(Request request, Properties properties, Map<Cadence, Instant> starts) {
    List<BundleJob> alive = alive();
    for (BundleJob job : alive) {
      BundleJob whole = oozie.ask(client -> client.getBundleJobInfo(job.getId()));
      if (alive.size() == 1 && isSame(properties, JobConf.read(whole.getConf()), request.from())) {
        console.say("Scheduled already: " + job.getId());
        return;
      }
      if (request.from().isEmpty()) {
        starts.replaceAll((cadence, due) -> firstUnended(whole, cadence).orElse(due));
      }
    }
    starts.forEach(
        (cadence, due) -> properties.putIfAbsent(cadence.startProperty(), Cadence.text(due)));
    for (BundleJob job : alive) {
      oozie.order(client -> client.kill(job.getId()));
      console.say("Replaces %s, which has ended.".formatted(job.getId()));
    }
    String id = oozie.ask(client -> client.run(properties));
    console.say(
        "Scheduled: %s, from %s on. See: millrace workflow status %s"
            .formatted(id, Cadence.DAILY.dayOf(starts.get(Cadence.DAILY)), id));
  }

  /** Whether a bundle that runs is what is wanted, from whichever day on unless one is named. */
  static boolean isSame(Properties wanted, Map<String, String> there, Optional<LocalDate> from) {
    return wanted.stringPropertyNames().stream()
            .filter(name -> !name.equals(Cadence.DAILY.startProperty()))
            .allMatch(name -> wanted.getProperty(name).equals(there.get(name)))
        && from.map(day -> Cadence.text(Cadence.DAILY.due(day)))
            .map(due -> due.equals(there.get(Cadence.DAILY.startProperty())))
            .orElse(true);
  }

  private Optional<Instant> firstUnended(BundleJob bundle, Cadence cadence) {
    for (CoordinatorJob coordinator : bundle.getCoordinators()) {
      if (coordinator.getAppName().equals(cadence.coordinator())) {
        CoordinatorJob job =
            oozie.ask(
                client -> client.getCoordJobInfo(coordinator.getId(), null, 1, ACTIONS, "asc"));
        Optional<Instant> underWay =
            job.getActions().stream()
                .filter(action -> UNDER_WAY.contains(action.getStatus()))
                .map(action -> action.getNominalTime().toInstant())
                .min(Instant::compareTo);
        return underWay.or(
            () -> Optional.ofNullable(job.getNextMaterializedTime()).map(Date::toInstant));
      }
    }
    return Optional.empty();
  }

  private List<BundleJob> alive() {
    return oozie.ask(client -> client.getBundleJobsInfo(OozieServer.alive(BUNDLE), 1, MOST));
  }

  private void requireApplied(List<String> feeds) throws IOException {
    List<String> applied = new FeedStore(hdfs).versions().feeds();
    List<String> unknown = feeds.stream().filter(feed -> !applied.contains(feed)).toList();
    if (!unknown.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "No feed %s has been applied; there are: %s. Name the live ones with --feeds, or apply it: millrace feed apply %s"
              .formatted(String.join(", ", unknown), String.join(", ", applied), unknown.get(0)));
    }
  }

  /** A feed without live records closes no hours, so that its days would wait for ever. */
  private void warn(List<String> feeds) throws IOException {
    for (String feed : feeds) {
      if (!hdfs.exists(new LandingPaths(hdfs.root(), feed).liveClosedUntil())) {
        console.say(
            "Feed %s has closed no live hour yet. Hours and days wait until it has: it needs live records, or live_start in its declaration. Without it: --feeds"
                .formatted(feed));
      }
    }
  }

  private static void requireKnown(
      Map<String, String> set,
      ApplicationFolder bundle,
      List<ApplicationFolder> coordinators,
      List<WorkflowFolder> workflows)
      throws IOException {
    bundle.requireGood(set);
    SortedSet<String> known = new TreeSet<>(bundle.parameters());
    for (ApplicationFolder coordinator : coordinators) {
      known.addAll(coordinator.parameters());
    }
    for (WorkflowFolder workflow : workflows) {
      known.addAll(workflow.application().parameters());
    }
    known.removeAll(Set.of(Cadence.DAILY.startProperty(), "days", "hours", "feeds"));
    for (String name : set.keySet()) {
      if (!known.contains(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "The schedule has no property '%s'; it has: %s."
                .formatted(name, String.join(", ", known)));
      }
    }
  }

  /** What tells other definitions from those that run: Oozie keeps its own copy of them. */
  private static String definitions(ApplicationFolder bundle, List<ApplicationFolder> coordinators)
      throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bundle.definition().getBytes(StandardCharsets.UTF_8));
      for (ApplicationFolder coordinator : coordinators) {
        digest.update(coordinator.definition().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
