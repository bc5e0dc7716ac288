package io.millrace.streaming.fraud;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.TopicOffset;
import io.millrace.model.streaming.FraudSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.live.LiveQuery;
import io.millrace.streaming.live.LiveStart;
import io.millrace.streaming.live.ReadProgress;
import io.millrace.streaming.live.ScratchFolder;
import io.millrace.streaming.live.TopicSource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an attempt together from what is committed on Kafka. */
final class FraudBeginning implements LiveQuery.Beginning {

  private static final Logger LOG = LoggerFactory.getLogger(FraudBeginning.class);

  /** Makes the producer of an attempt; a test has one that breaks. */
  @FunctionalInterface
  interface Producers {
    Producer<byte[], byte[]> producer(String brokers, FraudOutputs outputs);
  }

  /**
   * What it reads and writes.
   *
   * @param brokers host:port, comma-separated
   * @param paths of the live log whose scratch it uses
   */
  record Place(String brokers, FraudOutputs outputs, HdfsFiles files, LandingPaths paths) {}

  private final String name;
  private final Supplier<Declaration> declared;
  private final Supplier<RuleText> rules;
  private final SparkSession spark;
  private final Place place;
  private final Producers producers;
  private final FraudSettings settings;
  private final Clock clock;
  private RulePromotion known;

  /**
   * @param rules in effect where none were ever promoted
   */
  FraudBeginning(
      String name,
      Supplier<Declaration> declared,
      Supplier<RuleText> rules,
      SparkSession spark,
      Place place,
      Producers producers,
      FraudSettings settings,
      Clock clock) {
    this.name = name;
    this.declared = declared;
    this.rules = rules;
    this.spark = spark;
    this.place = place;
    this.producers = producers;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Declaration> declarations() {
    return List.of(declared.get());
  }

  @Override
  public FraudAttempt attempt(List<Declaration> declarations) throws Exception {
    Declaration declaration = declarations.get(0);
    FraudResources resources = open(declaration.feed());
    try {
      resources.scratch().clearOthers();
      return start(declaration, inEffect(resources.rules()), resources);
    } catch (Exception e) {
      resources.close();
      throw e;
    }
  }

  /** The rules that were promoted last; where those of the file are others, that is said once. */
  private RulePromotion inEffect(RulesTopic topic) throws InterruptedException {
    RuleText file = rules.get();
    RulePromotion inEffect = topic.inEffect(file);
    inEffect.text().parse();
    if (!inEffect.equals(known)) {
      known = inEffect;
      LOG.info("{}: evaluates by rules {}, promoted at {}", name, known.version(), known.at());
      if (!known.yaml().equals(file.yaml())) {
        LOG.warn(
            "{}: {}", name, place.outputs().otherRules(known, file.file(), file.parse().version()));
      }
    }
    return inEffect;
  }

  /** First the driver before this one can commit no more, then it is asked what it committed. */
  private FraudResources open(Feed feed) {
    ScratchFolder scratch =
        new ScratchFolder(place.files(), place.paths(), UUID.randomUUID().toString());
    BatchPublisher publisher =
        new BatchPublisher(
            producers.producer(place.brokers(), place.outputs()), place.outputs(), feed.topic());
    try {
      OutputLease lease = OutputLease.take(place.brokers(), place.outputs(), feed.topic(), clock);
      try {
        return new FraudResources(
            new TopicSource(place.brokers(), feed.topic(), settings.maxOffsets()),
            publisher,
            lease,
            RulesTopic.open(name, place.brokers(), place.outputs()),
            scratch);
      } catch (RuntimeException e) {
        lease.close();
        throw e;
      }
    } catch (RuntimeException e) {
      publisher.close();
      throw e;
    }
  }

  private FraudAttempt start(
      Declaration declaration, RulePromotion promotion, FraudResources resources)
      throws InterruptedException, TimeoutException {
    String topic = declaration.feed().topic();
    Map<Integer, Long> first = resources.source().firstOffsets();
    List<TopicOffset> committed =
        resources.lease().committed(topic, first.keySet()).entrySet().stream()
            .map(at -> new TopicOffset(topic, at.getKey(), at.getValue()))
            .toList();
    Map<Integer, Long> start = LiveStart.offsets(committed, first, resources.source().endOffsets());
    SparkSession session = FraudQuery.session(spark, settings.tasks());
    // the query's thread inherits it: the rules and landing share the executors
    session.sparkContext().setLocalProperty("spark.scheduler.pool", name);
    AccountsTopic.Accounts accounts =
        new AccountsTopic(place.brokers(), place.outputs().accounts())
            .accounts(session, first.size(), resources.scratch().path() + "/accounts", clock);
    resources.lease().renew();
    LOG.info("{}: goes on at {}", name, start);
    ReadProgress progress = new ReadProgress();
    session.sparkContext().register(progress, name);
    FraudAttempt attempt =
        new FraudAttempt(name, resources, progress, start, promotion, accounts.rules(), clock);
    attempt.runs(
        FraudQuery.start(
            name,
            FraudQuery.outcomes(
                resources.source().load(session, start),
                accounts.states(),
                declaration,
                promotion.text(),
                progress),
            settings.trigger(),
            resources.scratch().path() + "/checkpoint",
            (rows, number) -> attempt.take(rows)));
    return attempt;
  }
}
