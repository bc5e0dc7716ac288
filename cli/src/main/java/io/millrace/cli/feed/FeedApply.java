package io.millrace.cli.feed;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.FeedTopics;
import io.millrace.cli.tables.Hive;
import io.millrace.cli.tables.HiveTables;
import io.millrace.cli.tables.Tables;
import io.millrace.cluster.ClusterSettings;
import io.millrace.ingest.topic.TopicPlan;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersion;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.warehouse.publish.Marts;
import io.millrace.warehouse.table.TableChange;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings the cluster to what declarations say: topics, databases, tables and views, folders, and
 * the declaration itself as a version in HDFS. Every step looks what is there and adds what is
 * missing, so that it can be done again at any time, after a crash at any point, and by two at
 * once. The version comes last: landing takes it up, and finds all that it needs.
 */
public final class FeedApply {

  private static final List<String> ZONES = List.of("raw", "dw");

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Console console;
  private final Clock clock;
  private final FeedStore store;
  private final HiveTables tables;

  public FeedApply(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.console = console;
    this.clock = clock;
    this.store = new FeedStore(hdfs);
    this.tables = new HiveTables(settings, checkout);
  }

  /**
   * What is to be done for each of those feeds; nothing is done.
   *
   * @throws CommandFailure naming every obstacle of every feed and of the marts, when there is any
   */
  public List<FeedPlan> plan(List<DeclaredFeed> feeds) throws IOException {
    List<FeedPlan> plans = new ArrayList<>();
    boolean common = tables.commonTablesAreThere();
    try (FeedTopics topics = FeedTopics.open(settings)) {
      for (DeclaredFeed feed : feeds) {
        plans.add(plan(feed, topics, common));
      }
    }
    requirePossible(plans, tables.obstacles());
    return plans;
  }

  /** Makes the topics as declared. */
  public Map<String, List<String>> topics(List<DeclaredFeed> feeds) {
    Map<String, List<String>> done = new LinkedHashMap<>();
    try (FeedTopics topics = FeedTopics.open(settings)) {
      feeds.forEach(feed -> done.put(feed.feed().name(), topics.ensure(feed.feed())));
      topics.ensureLiveMetrics().forEach(console::say);
    }
    return done;
  }

  /** Makes the topics of hosts of fraud rules; that of payments must be there. */
  public void fraudTopics(Feed payments, List<FraudOutputs> outputs) {
    try (FeedTopics topics = FeedTopics.open(settings)) {
      for (FraudOutputs one : outputs) {
        topics.ensureFraud(payments.topic(), one).forEach(console::say);
      }
    }
  }

  /** Makes the topics of alerts of the second stage; that of payments must be there. */
  public void secondAlertTopics(Feed payments) {
    try (FeedTopics topics = FeedTopics.open(settings)) {
      topics.ensureSecondAlerts(payments.topic()).forEach(console::say);
    }
  }

  /**
   * Makes the databases, functions and tables that no feed owns, and the tables of the feeds that
   * the marts read, where they are missing: a mart of a feed that is not applied is empty.
   */
  public void commonTables() throws IOException {
    int statements = new Tables(settings, checkout).apply(hdfs);
    console.say(
        "Databases, functions and tables: %s".formatted(Words.count(statements, "statement")));
    make(readButMissing())
        .forEach((feed, changes) -> changes.forEach(c -> console.say(feed + ": " + c)));
  }

  /** Makes the folders, tables and views as declared, but for those that {@link #left} names. */
  public Map<String, List<String>> tables(List<DeclaredFeed> feeds) throws IOException {
    if (!tables.commonTablesAreThere() || !readButMissing().isEmpty()) {
      commonTables();
    }
    return make(feeds);
  }

  /** The feeds that the marts read and that have no tables. */
  private List<DeclaredFeed> readButMissing() throws IOException {
    List<DeclaredFeed> missing = new ArrayList<>();
    for (DeclaredFeed feed : Declarations.load(checkout.feeds()).all()) {
      if (Marts.FEEDS.contains(feed.feed().name()) && !tables.areThere(feed.feed())) {
        missing.add(feed);
      }
    }
    return missing;
  }

  /**
   * The masked views of each feed that are not made because something of their name is there that
   * is somebody else's, with the way out. Feeds without any are not among them.
   */
  public Map<String, List<String>> left(List<DeclaredFeed> feeds) throws IOException {
    Map<String, List<String>> left = new LinkedHashMap<>();
    for (DeclaredFeed feed : feeds) {
      List<String> ofFeed = tables.left(feed.feed());
      if (!ofFeed.isEmpty()) {
        left.put(feed.feed().name(), ofFeed);
      }
    }
    return left;
  }

  private Map<String, List<String>> make(List<DeclaredFeed> feeds) throws IOException {
    Map<String, List<String>> done = new LinkedHashMap<>();
    try (Hive hive = Hive.open(settings)) {
      for (DeclaredFeed feed : feeds) {
        List<String> changes = new ArrayList<>();
        for (String folder : missingFolders(feed.feed())) {
          hdfs.makeFolder(hdfs.root() + folder);
          changes.add("folder /millrace%s: created".formatted(folder));
        }
        changes.addAll(tables.ensure(hive, feed.feed()));
        done.put(feed.feed().name(), changes);
      }
    }
    return done;
  }

  /**
   * Keeps the declarations as new versions where they differ from the newest. Landing goes by what
   * is here.
   *
   * @throws CommandFailure when another process has meanwhile applied one with which a declaration
   *     does not go together
   */
  public Map<String, List<String>> versions(List<DeclaredFeed> feeds) throws IOException {
    new FeedSalt(settings, hdfs).share();
    Map<String, List<String>> done = new LinkedHashMap<>();
    for (DeclaredFeed feed : feeds) {
      store.clearLeftovers(feed.feed().name(), clock.instant());
      done.put(feed.feed().name(), version(feed));
    }
    return done;
  }

  /** The numbers of the declarations in HDFS now, by feed. */
  public Map<String, Integer> newest(List<DeclaredFeed> feeds) throws IOException {
    Map<String, Integer> newest = new LinkedHashMap<>();
    for (DeclaredFeed feed : feeds) {
      newest.put(feed.feed().name(), store.versions().newestNumber(feed.feed().name()));
    }
    return newest;
  }

  private List<String> version(DeclaredFeed feed) throws IOException {
    while (true) {
      Optional<FeedVersion> newest = store.versions().newest(feed.feed().name());
      if (newest.isPresent() && feed.isSameAs(newest.get())) {
        return List.of();
      }
      List<String> obstacles = Compatibility.obstacles(feed, newest);
      if (!obstacles.isEmpty()) {
        throw refused(obstacles);
      }
      int number = newest.map(FeedVersion::number).orElse(0) + 1;
      if (store.add(feed.as(number))) {
        return List.of(kept(number));
      }
      // Somebody else has added one of that number meanwhile: what it says is looked at first.
    }
  }

  private FeedPlan plan(DeclaredFeed declared, FeedTopics topics, boolean common)
      throws IOException {
    Feed feed = declared.feed();
    Optional<FeedVersion> newest = store.versions().newest(feed.name());
    List<String> obstacles = new ArrayList<>(Compatibility.obstacles(declared, newest));
    TopicPlan topicPlan = topics.plan(feed);
    List<String> changes = new ArrayList<>(topicPlan.changes());
    topicPlan.obstacles().forEach(o -> obstacles.add(feed.name() + ": topic " + o));
    missingFolders(feed).forEach(f -> changes.add("folder /millrace%s: created".formatted(f)));
    if (!common) {
      changes.add(
          "databases raw, dw, mart and ops, and the tables that feeds share: created or completed");
    }
    List<String> statements = new ArrayList<>();
    for (TableChange change : tables.plan(feed)) {
      changes.addAll(change.summary());
      statements.addAll(change.statements());
      change.obstacles().forEach(o -> obstacles.add(feed.name() + ": " + o));
    }
    int number = newest.map(FeedVersion::number).orElse(0);
    if (newest.isEmpty() || !declared.isSameAs(newest.get())) {
      number++;
      changes.add(kept(number));
    }
    return new FeedPlan(declared, number, changes, statements, obstacles);
  }

  private List<String> missingFolders(Feed feed) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String zone : ZONES) {
      String folder = "/" + zone + "/" + feed.name();
      if (!hdfs.exists(hdfs.root() + folder)) {
        missing.add(folder);
      }
    }
    return missing;
  }

  private static String kept(int number) {
    return "declaration: kept as version " + FeedPaths.name(number);
  }

  private static void requirePossible(List<FeedPlan> plans, List<String> ofMarts) {
    List<String> obstacles =
        Stream.concat(plans.stream().flatMap(p -> p.obstacles().stream()), ofMarts.stream())
            .toList();
    if (!obstacles.isEmpty()) {
      throw refused(obstacles);
    }
  }

  private static CommandFailure refused(List<String> obstacles) {
    return new CommandFailure(
        ExitStatus.USAGE,
        "%s, so nothing was changed:%n  %s"
            .formatted(
                obstacles.size() == 1 ? "One thing is in the way" : "Things are in the way",
                String.join(System.lineSeparator() + "  ", obstacles)));
  }
}
