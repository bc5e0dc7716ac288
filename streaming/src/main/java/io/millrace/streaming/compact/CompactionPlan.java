package io.millrace.streaming.compact;

import io.millrace.model.streaming.CompactionSettings;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Compacts the hours of one owner beside a feed's landing. */
public final class CompactionPlan implements FeedCompanion.Plan {

  private final String name;
  private final FeedContext context;
  private final HourOwner owner;
  private final HourBacklog backlog;
  private final Supplier<HourDirectory> directories;
  private final Semaphore turn;

  /**
   * @param name the name that people know it by
   * @param backlog which hours got files, as their owner says
   * @param directories opens a connection to the metastore
   * @param turn of one permit, which all of an application's compactions share
   */
  public CompactionPlan(
      String name,
      FeedContext context,
      HourOwner owner,
      HourBacklog backlog,
      Supplier<HourDirectory> directories,
      Semaphore turn) {
    this.name = name;
    this.context = context;
    this.owner = owner;
    this.backlog = backlog;
    this.directories = directories;
    this.turn = turn;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public FeedCompanion start() {
    CompactionSettings settings = context.settings().streaming().compaction();
    HourMerge merge =
        new HourMerge(
            new JavaSparkContext(context.spark().sparkContext()),
            name + "-" + UUID.randomUUID(),
            context.clock());
    HourDirectory directory = directories.get();
    return new CompactionCompanion(
        name,
        new Compactor(owner, backlog, directory, context.files(), merge, settings, context.clock()),
        merge,
        directory,
        settings,
        turn,
        context.clock());
  }
}
