package io.millrace.cli.audit;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.ingest.generate.Book;
import io.millrace.ingest.generate.Inventory;
import io.millrace.ingest.generate.NotAnInventoryException;
import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.audit.GeneratedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The inventories of generators against which readers' tables are held. */
public final class Inventories {

  private Inventories() {}

  /**
   * Reads files, several of a feed as one.
   *
   * @throws CommandFailure if one is no inventory, or two are of the same records
   * @throws IOException if one cannot be read
   */
  public static List<GeneratedRecords> read(List<Path> files) throws IOException {
    Map<String, Path> seen = new HashMap<>();
    SortedMap<String, GeneratedRecords> byFeed = new TreeMap<>();
    for (Path file : files) {
      Inventory inventory = read(file);
      Path same = seen.put(inventory.feed() + inventory.distinct().idMd5Sum(), file);
      if (same != null && inventory.distinct().records() > 0) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "--inventory: %s and %s are of the same records. Give one of them, of records that were sent to the topic that of the topic."
                .formatted(same, file));
      }
      byFeed.merge(inventory.feed(), records(file, inventory), GeneratedRecords::and);
    }
    return new ArrayList<>(byFeed.values());
  }

  private static Inventory read(Path file) throws IOException {
    try {
      return Inventory.read(file);
    } catch (NotAnInventoryException e) {
      throw notOne(file, e);
    }
  }

  private static GeneratedRecords records(Path file, Inventory inventory) {
    try {
      return new GeneratedRecords(
          inventory.feed(),
          hours(inventory.delivered()),
          hours(inventory.distinct()),
          // broken lines of a file are refused by the replay, and reach no topic
          inventory.runId() == null ? new TreeMap<>() : new TreeMap<>(inventory.malformed()),
          inventory.unacknowledged());
    } catch (DateTimeException e) {
      throw notOne(file, e);
    }
  }

  private static SortedMap<EventHour, Long> hours(Book book) {
    SortedMap<EventHour, Long> hours = new TreeMap<>();
    book.hours()
        .forEach(
            (hour, records) -> {
              int t = hour.indexOf('T');
              hours.put(
                  EventHour.parse(hour.substring(0, Math.max(t, 0)), hour.substring(t + 1)),
                  records);
            });
    return hours;
  }

  private static CommandFailure notOne(Path file, Exception e) {
    return new CommandFailure(
        ExitStatus.USAGE,
        "--inventory: %s is no inventory of a generator. Give what millrace generate left: FILE.inventory.json, or of a topic a file of generated/ in MILLRACE_HOME."
            .formatted(file),
        e);
  }
}
