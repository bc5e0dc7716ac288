package io.millrace.cli.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Words;
import io.millrace.cli.kafka.FeedTopics;
import io.millrace.cli.run.RunTarget;
import io.millrace.ingest.generate.Generation;
import io.millrace.ingest.generate.GenerationProgress;
import io.millrace.ingest.generate.Inventory;
import io.millrace.ingest.generate.LabelsOutput;
import io.millrace.ingest.generate.RecordOutput;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import io.millrace.ingest.generate.TopicOutput;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.publish.RunId;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.Salt;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Generates records and tells how it goes. */
public final class Generate {

  private static final Duration DELIVERY = Duration.ofMinutes(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(90);

  private final GenerationRequest request;
  private final Console console;
  private final Clock clock;
  private final Generation generation;

  /**
   * Prepares it.
   *
   * @throws io.millrace.ingest.generate.InvalidSettingsException when the generator cannot do what
   *     the plan says
   */
  public Generate(GenerationRequest request, Console console, Clock clock) {
    this.request = request;
    this.generation =
        new Generation(
            request.feed(), request.generator(), request.settings(), request.plan(), Ticker.SYSTEM);
    this.console = console;
    this.clock = clock;
  }

  /**
   * Into an output that is not a topic.
   *
   * @param name of the output, for people
   */
  public ExitStatus into(RecordOutput output, String name) throws Exception {
    try (RecordOutput counted = labelled(output)) {
      Instant started = clock.instant();
      return orderly(stop -> tell(run(counted, stop, null), counted, name, started));
    }
  }

  /** Onto the feed's topic, as events that happen now. */
  public ExitStatus live(String brokers, Optional<Salt> salt) throws Exception {
    Feed feed = request.feed();
    makeTopics(brokers);
    try (RecordOutput output =
        labelled(
            new TopicOutput(
                FeedProducer.live(producer(brokers), feed), feed, salt, new Acknowledged()))) {
      Instant started = clock.instant();
      return orderly(
          stop -> tell(run(output, stop, null), output, "topic " + feed.topic(), started));
    }
  }

  /**
   * Onto the feed's topic, as a run with an end that is recorded when all is acknowledged.
   *
   * @param runId for the records' header
   */
  public ExitStatus history(RunTarget target, Optional<Salt> salt, String runId) throws Exception {
    Feed feed = request.feed();
    makeTopics(target.brokers());
    Acknowledged acknowledged = new Acknowledged();
    FeedProducer producer = FeedProducer.ofRun(producer(target.brokers()), feed, runId);
    try (RecordOutput output = labelled(new TopicOutput(producer, feed, salt, acknowledged))) {
      Instant started = clock.instant();
      return orderly(
          stop -> {
            Inventory inventory = run(output, stop, runId);
            if (inventory.end() == Inventory.End.COMPLETE) {
              target.runLog().write(record(runId, started, acknowledged));
            }
            ExitStatus status = tell(inventory, output, "topic " + feed.topic(), started);
            console.say(
                inventory.end() == Inventory.End.COMPLETE
                    ? "  run " + runId
                    : "  run %s has no end recorded, so its hours stay open.".formatted(runId));
            return status;
          });
    }
  }

  /** A new run's id. */
  public static String newRun(Clock clock) {
    return RunId.startedAt(clock.instant());
  }

  private interface Work {
    ExitStatus until(StopSignal stop) throws Exception;
  }

  /** Ctrl-C ends it only when what was made is acknowledged and counted. */
  private ExitStatus orderly(Work work) throws Exception {
    StopSignal stop = new StopSignal();
    return Interruptible.orderly(
        console,
        stop::request,
        LONGEST_END,
        "Not everything was acknowledged in time; there is no inventory.",
        () -> work.until(stop));
  }

  private void makeTopics(String brokers) {
    try (FeedTopics topics = FeedTopics.open(brokers)) {
      topics.ensure(request.feed()).forEach(console::say);
    }
  }

  private RecordOutput labelled(RecordOutput output) throws IOException {
    if (request.labels().isEmpty()) {
      return output;
    }
    Path file = request.labels().get();
    try {
      return new LabelsOutput(output, file, request.feed());
    } catch (FileAlreadyExistsException e) {
      output.close();
      throw existing(file);
    }
  }

  /** The failure of a file that is there already. */
  public static CommandFailure existing(Path file) {
    return new CommandFailure(
        ExitStatus.USAGE, "%s exists already: remove it, or name another.".formatted(file));
  }

  private static ProducerSettings producer(String brokers) {
    return ProducerSettings.of(brokers, "millrace-generate").withDeliveryTimeout(DELIVERY);
  }

  private Inventory run(RecordOutput output, StopSignal stop, String runId) throws IOException {
    Instant started = clock.instant();
    Inventory inventory =
        generation.run(
            output,
            stop,
            request.described(),
            runId,
            progress ->
                console.progress(line(progress, Duration.between(started, clock.instant()))));
    console.endProgress();
    if (request.inventory().isPresent()) {
      Path file = request.inventory().get();
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, inventory.toJson());
    }
    return inventory;
  }

  private RunRecord record(String runId, Instant started, Acknowledged acknowledged) {
    String content = request.feed().name() + request.described();
    return new RunRecord(
        runId,
        request.feed().name(),
        "generate " + request.feed().name(),
        HexFormat.of().formatHex(Sha256.newDigest().digest(content.getBytes(UTF_8))),
        started,
        clock.instant(),
        acknowledged.records(),
        0,
        acknowledged.ranges());
  }

  private ExitStatus tell(Inventory inventory, RecordOutput output, String name, Instant started) {
    Duration took = Duration.between(started, clock.instant());
    long all = inventory.kinds().values().stream().mapToLong(Long::longValue).sum();
    double seconds = Math.max(0.001, took.toMillis() / 1000.0);
    console.say(
        "%s -> %s: %s in %s, %s a second"
            .formatted(
                request.feed().name(),
                name,
                kinds(inventory, all),
                Words.of(took),
                Words.count(Math.round(all / seconds))));
    request.inventory().ifPresent(file -> console.say("  inventory: " + file));
    return switch (inventory.end()) {
      case COMPLETE -> ExitStatus.OK;
      case STOPPED -> {
        console.say("  stopped before its end; the inventory counts what is there.");
        yield ExitStatus.INTERRUPTED;
      }
      case FAILED -> {
        console.say(
            "millrace: The generation failed: %s %s. Remove the cause and begin again."
                .formatted(output.failure().getMessage(), reached(inventory)));
        yield ExitStatus.FAILED;
      }
    };
  }

  private static String reached(Inventory inventory) {
    return "What is counted is there; %s more may have arrived"
        .formatted(Words.count(inventory.unacknowledged(), "record"));
  }

  private static String kinds(Inventory inventory, long all) {
    StringBuilder text = new StringBuilder(Words.count(all, "record"));
    StringBuilder parts = new StringBuilder();
    for (String kind : List.of("late", "duplicate", "malformed")) {
      long count = inventory.kinds().get(kind);
      if (count > 0) {
        parts
            .append(parts.isEmpty() ? "" : ", ")
            .append(Words.count(count))
            .append(" ")
            .append(kind);
      }
    }
    return parts.isEmpty()
        ? text.toString()
        : text.append(" (").append(parts).append(")").toString();
  }

  private static String line(GenerationProgress progress, Duration elapsed) {
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    Instant event = Instant.ofEpochSecond(Math.floorDiv(progress.eventMicros(), 1_000_000L));
    return "%s, %s a second, events of %s"
        .formatted(
            Words.count(progress.sent(), "record"),
            Words.count(Math.round(progress.sent() / seconds)),
            event);
  }
}
