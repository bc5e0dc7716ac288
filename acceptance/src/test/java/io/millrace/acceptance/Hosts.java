package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.acceptance.KilledHost.Ending;
import io.millrace.acceptance.SortedRows.Difference;
import io.millrace.model.fraud.FraudModel;
import io.millrace.model.fraud.FraudOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code acceptance/hosts}. */
@Command(
    name = "hosts",
    description = {
      "Generated payments, late, repeated and broken ones among them, are evaluated by all hosts of"
          + " fraud rules: from the topic by millrace fraud run and by the streaming application,"
          + " both of which are killed on the way, by workflow fraud from the warehouse, and by"
          + " millrace fraud detect from a file of the topic's records. Scores and alerts are"
          + " compared row by row, byte by byte, with those of the file.",
      "With --model the rules have a model beside them, which asks for every feature that models can"
          + " look at; it must fire.",
      "Without --rate the payments are on the topic before a host begins, and the hosts come one"
          + " after the other; with it, both hosts of the topic run beside each other while payments"
          + " come. Brings up a cluster of its own. conf/streaming.yaml has other settings meanwhile,"
          + " and conf/fraud-rules.yaml with --model.",
      "Ends with 0 when all rows are equal, 1 when some are not, a host was killed less often than"
          + " asked, fewer tasks of workflow fraud than asked had payments to evaluate, or the model"
          + " never fired, 2 after wrong arguments."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class Hosts implements Callable<Integer> {

  private static final String TOPIC = "transactions";
  private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
  private static final double LATE = 0.03;
  private static final double REPEATED = 0.02;
  private static final double BROKEN = 0.01;
  private static final Duration LONGEST = Duration.ofHours(3);
  private static final Duration LONGEST_LOG = Duration.ofMinutes(3);
  private static final int REFUSED_LINES = 8;
  private static final String MODEL_ALERT = "\"rule\":\"%s\"".formatted(FraudModel.NAME);

  private static final String STREAMING =
      """
      fraud:
        host: shadow
        tables: none
      live:
        views: none
      """;

  /** The hosts beside that of the file, with which they are compared. */
  private enum Kind {
    KAFKA,
    SPARK,
    BATCH
  }

  /**
   * What a host made of the payments.
   *
   * @param note about it
   */
  private record Made(String host, Path scores, Path alerts, Duration took, String note) {}

  @Option(
      names = "--payments",
      defaultValue = "1000000",
      description = "How many; repeated and broken ones come on top. Default: ${DEFAULT-VALUE}.")
  private long payments;

  @Option(
      names = "--seed",
      defaultValue = "42",
      description = "Decides payments and kills. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--days",
      defaultValue = "5",
      description = "Days that the payments span. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--fraud",
      defaultValue = "0.02",
      description = "Share of payments that are fraud. Default: ${DEFAULT-VALUE}.")
  private double fraud;

  @Option(
      names = "--kills",
      defaultValue = "2",
      description = "How often each host of the topic is killed. Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description =
          "Payments a second that come while the hosts of the topic run; 0, the default, for all"
              + " before them.")
  private int rate;

  @Option(
      names = "--tasks",
      defaultValue = "4",
      description = "Of workflow fraud; each must have payments. Default: ${DEFAULT-VALUE}.")
  private int tasks;

  @Option(names = "--model", description = "The rules have a model beside them.")
  private boolean isModelled;

  @Option(names = "--hosts", split = ",", description = "Only these of: ${COMPLETION-CANDIDATES}.")
  private Set<Kind> kinds = EnumSet.allOf(Kind.class);

  @Option(
      names = "--port-offset",
      defaultValue = "14500",
      description = "Added to the ports of all daemons. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Mixin private LeaveUp leaveUp;

  private final Path folder = Checkout.target().resolve("hosts/rows");
  private Millrace millrace;
  private boolean isWrong;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Hosts()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    emptyFolder();
    millrace = Millrace.fresh(Checkout.target().resolve("hosts/home"), portOffset);
    ConfFile settings = ConfFile.streaming(STREAMING);
    ConfFile rules =
        ConfFile.fraudRules(isModelled ? ModelledRules.read() : ModelledRules.bundled());
    LeaveUp.Ending end = leaveUp.orDown(millrace);
    try (settings;
        rules;
        end) {
      say("%,d payments of %d days, seed %d, %d kills each", payments, days, seed, kills);
      timed("the cluster is up", () -> millrace.run("up").orThrow());
      timed("the feed is applied", () -> millrace.run("feed", "apply", TOPIC).orThrow());
      List<Made> made = new ArrayList<>();
      if (rate == 0) {
        awaitSent(generate());
        for (FraudHost host : hosts()) {
          made.add(made(host, killed(host, () -> true)));
        }
      } else {
        made.addAll(besideEachOther());
      }
      if (kinds.contains(Kind.BATCH)) {
        made.add(batch());
      }
      return compare(file(), made) && !isWrong ? 0 : 1;
    } finally {
      millrace.endAll();
    }
  }

  private List<FraudHost> hosts() {
    return Stream.of(new KafkaFraudHost(millrace), new SparkFraudHost(millrace))
        .filter(host -> kinds.contains(Kind.valueOf(host.name().toUpperCase(Locale.ROOT))))
        .toList();
  }

  private Millrace.Running generate() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "generate",
                TOPIC,
                "--start",
                FIRST.toString(),
                "--duration",
                "PT%dH".formatted(24 * days),
                "--count",
                Long.toString(payments),
                "--seed",
                Long.toString(seed),
                "--fraud",
                Double.toString(fraud),
                "--late",
                Double.toString(LATE),
                "--duplicates",
                Double.toString(REPEATED),
                "--malformed",
                Double.toString(BROKEN),
                "--inventory",
                inventory().toString()));
    if (rate > 0) {
      arguments.addAll(List.of("--rate", Integer.toString(rate)));
    }
    return millrace.start(arguments.toArray(String[]::new));
  }

  private void awaitSent(Millrace.Running generator) throws IOException {
    Outcome outcome = generator.await(LONGEST).orThrow();
    JsonNode counted = new ObjectMapper().readTree(inventory().toFile());
    say(
        "%,d payments are on the topic, repeated ones among them, and %,d broken records; %.1f s",
        delivered(), counted.path("kinds").path("malformed").asLong(), seconds(outcome.took()));
  }

  private Path inventory() {
    return folder.resolve("inventory.json");
  }

  private long delivered() throws IOException {
    return new ObjectMapper()
        .readTree(inventory().toFile())
        .path("delivered")
        .path("records")
        .asLong();
  }

  private List<Made> besideEachOther() throws IOException, InterruptedException {
    List<FraudHost> hosts = hosts();
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, hosts.size()));
    try {
      Millrace.Running generator = generate();
      List<Future<Ending>> endings =
          hosts.stream().map(host -> threads.submit(() -> killed(host, generator::ended))).toList();
      awaitSent(generator);
      List<Made> made = new ArrayList<>();
      for (int i = 0; i < hosts.size(); i++) {
        made.add(made(hosts.get(i), endings.get(i).get()));
      }
      return made;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a host failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Ending killed(FraudHost host, BooleanSupplier allSent) throws InterruptedException {
    try (TopicPosition position = new TopicPosition(brokers(), TOPIC, host.outputs().group())) {
      return new KilledHost(host, position, payments, kills, seed).run(allSent);
    }
  }

  /** Ends the host and takes what its topics have for readers of committed records. */
  private Made made(FraudHost host, Ending ending) throws IOException, InterruptedException {
    if (host instanceof SparkFraudHost) {
      awaitLanded();
    }
    host.stop();
    if (ending.recoveries().size() < kills) {
      isWrong = true;
      say(
          "NOT ENOUGH: %s had caught up after %d kills; more --payments last longer",
          host.name(), ending.recoveries().size());
    }
    FraudOutputs outputs = host.outputs();
    Made made =
        new Made(
            host.name(),
            rows("scores", host.name()),
            rows("alerts", host.name()),
            ending.took(),
            "killed %d times, up to %.1f s without a commit"
                .formatted(ending.recoveries().size(), seconds(ending.longestRecovery())));
    say(
        "%s: %,d scores and %,d alerts are read from its topics",
        host.name(),
        new Topic(brokers(), outputs.scores()).dump(made.scores()),
        new Topic(brokers(), outputs.alerts()).dump(made.alerts()));
    return made;
  }

  private void awaitLanded() throws IOException, InterruptedException {
    if (!kinds.contains(Kind.BATCH)) {
      return;
    }
    long expected = delivered();
    long deadline = System.nanoTime() + LONGEST.toNanos();
    try (Hive hive = hive()) {
      long landed = 0;
      while (landed < expected) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("only %,d of %,d landed".formatted(landed, expected));
        }
        TimeUnit.SECONDS.sleep(2);
        landed = hive.number("SELECT count(*) FROM raw.transactions");
      }
      say("%,d payments have landed", landed);
    }
  }

  /** From what has landed: curated first, which is not counted, then evaluated. */
  private Made batch() throws IOException, InterruptedException {
    if (!kinds.contains(Kind.SPARK)) {
      FraudHost landing = new SparkFraudHost(millrace);
      landing.start();
      awaitLanded();
      landing.stop();
    }
    String span = FIRST + ".." + FIRST.plusDays(days - 1L);
    Outcome curated = run("workflow", "run", "daily", "--days", span, "--set", "only=curate");
    say("the days are curated; %.1f s", seconds(curated.took()));
    Outcome evaluated = run("workflow", "run", "fraud", "--days", span, "--set", "tasks=" + tasks);
    say("workflow fraud has run; %.1f s", seconds(evaluated.took()));
    BusyTasks busy = busyTasks();
    busy.complaint()
        .ifPresent(
            complaint -> {
              isWrong = true;
              say("%s", complaint);
            });
    Made made =
        new Made(
            "batch",
            rows("scores", "batch"),
            rows("alerts", "batch"),
            evaluated.took(),
            "%s; curated in %.1f s before".formatted(busy, seconds(curated.took())));
    try (Hive hive = hive()) {
      say(
          "batch: %,d scores and %,d alerts are read from Hive",
          BatchRows.write(hive, "dw.risk_scores", BatchRows.SCORE, made.scores()),
          BatchRows.write(hive, "dw.fraud_alerts", BatchRows.ALERT, made.alerts()));
    }
    leaveFirstStage(made.alerts());
    return made;
  }

  /** As the driver's log has it, which YARN collects when the application has ended. */
  private BusyTasks busyTasks() throws InterruptedException {
    String application =
        new Yarn(millrace.port(8088))
            .applications().stream()
                .filter(a -> a.name().startsWith("millrace-fraud"))
                .map(Yarn.Application::id)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    long deadline = System.nanoTime() + LONGEST_LOG.toNanos();
    BusyTasks busy = inLog(application);
    while (!busy.isKnown() && System.nanoTime() < deadline) {
      TimeUnit.SECONDS.sleep(5);
      busy = inLog(application);
    }
    return busy;
  }

  private BusyTasks inLog(String application) {
    Outcome log = millrace.run("yarn", "logs", "-applicationId", application, "-am", "ALL");
    return BusyTasks.of(tasks, log.out());
  }

  /** Evaluates the topic's records from a file, in the order of each partition. */
  private Made file() throws IOException {
    Path recorded = folder.resolve("recorded.ndjson");
    long records = new Topic(brokers(), TOPIC).dump(recorded);
    Made made =
        new Made(
            "file",
            rows("scores", "file"),
            rows("alerts", "file"),
            Duration.ZERO,
            "%,d records".formatted(records));
    Outcome outcome =
        millrace
            .start(
                "fraud",
                "detect",
                "--input",
                recorded.toString(),
                "--output",
                made.alerts().toString(),
                "--scores",
                made.scores().toString())
            .await(LONGEST);
    if (outcome.exitCode() != 0 && outcome.exitCode() != REFUSED_LINES) {
      outcome.orThrow();
    }
    leaveFirstStage(made.alerts());
    say("the file of %,d records is evaluated; %.1f s", records, seconds(outcome.took()));
    return new Made(made.host(), made.scores(), made.alerts(), outcome.took(), made.note());
  }

  /** Drops alerts of the second stage, which are on none of the topics that are compared. */
  private static void leaveFirstStage(Path alerts) throws IOException {
    Files.write(
        alerts,
        Files.readAllLines(alerts).stream()
            .filter(line -> !line.contains("\"rule\":\"MERCHANT_BURST\""))
            .toList());
  }

  private boolean compare(Made file, List<Made> others) throws IOException, InterruptedException {
    SortedRows scores = SortedRows.of(file.scores());
    SortedRows alerts = SortedRows.of(file.alerts());
    long again = scores.sameIds();
    say("");
    say("%-6s %12s %10s %9s", "host", "scores", "alerts", "seconds");
    say(
        "%-6s %,12d %,10d %9.1f  %s; %,d scored again under an id of before, which the warehouse has"
            + " once",
        file.host(),
        scores.from(scores).rows(),
        alerts.from(alerts).rows(),
        seconds(file.took()),
        file.note(),
        again);
    boolean equal = true;
    for (Made other : others) {
      Difference ofScores = SortedRows.of(other.scores()).from(scores);
      Difference ofAlerts = SortedRows.of(other.alerts()).from(alerts);
      boolean same = ofScores.isNone() && ofAlerts.isNone();
      say(
          "%-6s %,12d %,10d %9.1f  %s; %s",
          other.host(),
          ofScores.rows(),
          ofAlerts.rows(),
          seconds(other.took()),
          same ? "equal" : "NOT EQUAL",
          other.note());
      show("scores", ofScores);
      show("alerts", ofAlerts);
      equal &= same;
    }
    say(equal ? "All rows are equal." : "NOT EQUAL.");
    boolean fired = !isModelled || hasFired(file);
    return equal && fired;
  }

  /** Rows that are equal say nothing of a model that never fires. */
  private boolean hasFired(Made file) throws IOException {
    try (Stream<String> alerts = Files.lines(file.alerts())) {
      long ofModel = alerts.filter(alert -> alert.contains(MODEL_ALERT)).count();
      say(
          ofModel > 0
              ? "%,d of the file's alerts are the model's."
              : "THE MODEL NEVER FIRED; more --payments or --fraud give it more to see.",
          ofModel);
      return ofModel > 0;
    }
  }

  private static void show(String what, Difference difference) {
    if (!difference.isNone()) {
      say(
          "    %s: %,d missing, %,d additional, %,d of those there twice",
          what, difference.missing(), difference.additional(), difference.twice());
      difference.shown().forEach(row -> say("      %s", row));
    }
  }

  private Path rows(String what, String host) {
    return folder.resolve("%s-%s.ndjson".formatted(what, host));
  }

  private Outcome run(String... arguments) {
    return millrace.start(arguments).await(LONGEST).orThrow();
  }

  private interface Step {
    void take();
  }

  private static void timed(String done, Step step) {
    long began = System.nanoTime();
    step.take();
    say("%s; %.1f s", done, seconds(Duration.ofNanos(System.nanoTime() - began)));
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  private Hive hive() {
    return new Hive(millrace.port(10000));
  }

  private String brokers() {
    return "127.0.0.1:" + millrace.port(9092);
  }

  private void emptyFolder() throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
