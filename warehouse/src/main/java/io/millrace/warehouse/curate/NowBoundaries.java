package io.millrace.warehouse.curate;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.Publisher;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.table.NowBoundary;
import io.millrace.warehouse.table.NowView;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the boundary of {@code dw.<feed>_now} over hours that {@code dw.<feed>} has whole. An hour
 * is passed when it is closed, when {@code dw} was made from every batch that brought rows of it,
 * and when it ended longer ago than rows may be late, whoever closed it. The first hour that landed
 * and is not so stops it, however many are behind: they are read from {@code raw}, and no row is
 * missing. Hours that have no rows are passed with the next one that has. It never goes back: what
 * lands in hours before it is seen when they are curated again.
 *
 * <p>A move asks for the days that it passes, and for one more; years are passed in turns.
 */
final class NowBoundaries {

  private static final Logger LOG = LoggerFactory.getLogger(NowBoundaries.class);

  /** So many take less than the lease that is held meanwhile. */
  private static final int MOST_DAYS = 366;

  private final Views views;
  private final SparkPartitions partitions;
  private final FileSystem files;
  private final String root;
  private final Clock clock;

  NowBoundaries(
      Views views, SparkPartitions partitions, FileSystem files, String root, Clock clock) {
    this.views = views;
    this.partitions = partitions;
    this.files = files;
    this.root = root;
    this.clock = clock;
  }

  /**
   * Moves that of a feed as far as it goes, whether the run has published anything or not: one that
   * died before may have. Nobody else publishes to the curated table meanwhile. What fails here
   * leaves the view as it was, and as right: the log says so, and the next run moves it.
   */
  void advance(FeedCuration curation, Publisher publisher, Generation generation) {
    TableName name =
        new TableName(curation.curated().database(), curation.curated().table() + NowView.ENDING);
    try {
      publisher.alone(curation.curated(), generation, () -> advance(curation, name));
    } catch (IOException | PublishException | IllegalArgumentException e) {
      LOG.error("The boundary of {} stays where it was: {}", name, e.getMessage(), e);
    }
  }

  private void advance(FeedCuration curation, TableName name) throws IOException, PublishException {
    Optional<Views.View> view = views.find(name);
    Optional<NowBoundary> boundary = view.flatMap(v -> NowBoundary.of(v.properties()));
    if (boundary.isEmpty()) {
      LOG.warn("There is no view {} of Millrace: it is made by millrace feed apply", name);
      return;
    }
    NowBoundary reached = new NowBoundary(reached(curation, boundary.get().hour()));
    if (reached.equals(boundary.get())) {
      LOG.info("{} goes over from dw to raw at {} as before", name, reached);
      return;
    }
    String query = boundary.get().moved(view.get().query(), reached);
    views.exchange(name, new Views.View(query, reached.properties()));
    LOG.info("{} goes over from dw to raw at {}, it was {}", name, reached, boundary.get());
  }

  private EventHour reached(FeedCuration curation, EventHour from)
      throws IOException, PublishException {
    NavigableSet<PartitionKey> known = partitions.partitions(curation.raw());
    known.addAll(partitions.partitions(curation.curated()));
    Map<LocalDate, List<PartitionKey>> ahead =
        known.tailSet(PartitionKey.of(from), true).stream()
            .collect(Collectors.groupingBy(PartitionKey::day, TreeMap::new, Collectors.toList()));
    EventHour reached = from;
    for (LocalDate day : ahead.keySet().stream().limit(MOST_DAYS).toList()) {
      Map<PartitionKey, Published> landed = partitions.ofDays(curation.raw(), List.of(day));
      Map<PartitionKey, Published> curated = partitions.ofDays(curation.curated(), List.of(day));
      for (PartitionKey hour : ahead.get(day)) {
        Optional<String> lacking =
            lacking(
                curation,
                hour,
                Optional.ofNullable(landed.get(hour)),
                Optional.ofNullable(curated.get(hour)));
        if (lacking.isPresent()) {
          LOG.info("{} of {} is read from raw: it {}", hour, curation.curated(), lacking.get());
          return reached;
        }
        reached = hour.eventHour().next();
      }
    }
    return reached;
  }

  /** What an hour lacks to be read from dw. */
  private Optional<String> lacking(
      FeedCuration curation,
      PartitionKey hour,
      Optional<Published> landed,
      Optional<Published> curated)
      throws IOException {
    if (landed.isEmpty()) {
      // Nothing landed that is still kept: what was curated is all there is.
      return Optional.empty();
    }
    if (curated.isEmpty()) {
      return Optional.of("is not curated");
    }
    OptionalLong last = landed.get().lastSeq();
    if (last.isPresent() && curated.get().lastSeq().orElse(-1) < last.getAsLong()) {
      return Optional.of("was curated before all of it had landed");
    }
    EventHour event = hour.eventHour();
    if (event.end().plus(curation.allowedLateness()).isAfter(clock.instant())
        || !new ClosedFlags(files, root, curation.raw().table()).isClosed(event)) {
      return Optional.of("is still open");
    }
    return Optional.empty();
  }
}
