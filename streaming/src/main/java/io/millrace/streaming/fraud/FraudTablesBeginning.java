package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveLog;
import io.millrace.streaming.live.LiveQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** Goes on filling the tables of scores and alerts where their log ends. */
final class FraudTablesBeginning implements LiveQuery.Beginning {

  private final String name;
  private final Supplier<Declaration> declared;
  private final String brokers;
  private final FraudOutputs outputs;
  private final Supplier<PartitionCatalog> catalogs;
  private final Function<PartitionCatalog, LiveLog> logs;
  private final Configuration configuration;
  private final Duration commit;
  private final Clock clock;

  /**
   * @param catalogs connects an attempt, which closes it
   * @param logs the tables' live log
   * @param commit how often rows go to the tables
   */
  FraudTablesBeginning(
      String name,
      Supplier<Declaration> declared,
      String brokers,
      FraudOutputs outputs,
      Supplier<PartitionCatalog> catalogs,
      Function<PartitionCatalog, LiveLog> logs,
      Configuration configuration,
      Duration commit,
      Clock clock) {
    this.name = name;
    this.declared = declared;
    this.brokers = brokers;
    this.outputs = outputs;
    this.catalogs = catalogs;
    this.logs = logs;
    this.configuration = configuration;
    this.commit = commit;
    this.clock = clock;
  }

  @Override
  public List<Declaration> declarations() {
    return List.of(declared.get());
  }

  @Override
  public LiveQuery.Attempt attempt(List<Declaration> declarations) {
    PartitionCatalog catalog = catalogs.get();
    try {
      LiveCommitter committer =
          LiveCommitter.open(
              logs.apply(catalog), configuration, clock, UUID.randomUUID().toString());
      OutputReader reader = OutputReader.open(brokers, outputs, committer.rebuildFrom());
      return new FraudTablesAttempt(name, reader, committer, catalog, commit, clock);
    } catch (RuntimeException e) {
      catalog.close();
      throw e;
    }
  }
}
