package io.millrace.warehouse.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.feed.FeedPaths;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which field tells a feed's records apart, as it lies beside a deployed workflow: launchers have
 * nothing that reads declarations.
 */
public final class FeedIds {

  /** The file's name. */
  public static final String FILE = "feed-ids.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private FeedIds() {}

  /** The file's text: an object with a field for each feed. */
  public static String json(List<AuditedFeed> feeds) {
    ObjectNode ids = JSON.createObjectNode();
    feeds.forEach(feed -> feed.idField().ifPresent(id -> ids.put(feed.name(), id)));
    return ids.toString();
  }

  /**
   * All feeds that are applied, in order; without an id those that were applied since the file was
   * written.
   *
   * @param root folder of the warehouse
   * @param folder where the file is, if it is
   */
  public static List<AuditedFeed> applied(FileSystem files, String root, String folder)
      throws IOException {
    JsonNode ids = read(files, new Path(folder, FILE));
    WarehouseFiles warehouse = new WarehouseFiles(files, root);
    FeedPaths paths = FeedPaths.under(root);
    List<AuditedFeed> feeds = new ArrayList<>();
    for (String name : warehouse.names(paths.folder())) {
      if (warehouse.names(paths.feed(name)).stream()
          .anyMatch(version -> FeedPaths.numberOf(version).isPresent())) {
        feeds.add(new AuditedFeed(name, Optional.ofNullable(ids.path(name).textValue())));
      }
    }
    feeds.sort((one, other) -> one.name().compareTo(other.name()));
    return feeds;
  }

  private static JsonNode read(FileSystem files, Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return JSON.readTree(new String(in.readAllBytes(), UTF_8));
    } catch (FileNotFoundException e) {
      return JSON.createObjectNode();
    }
  }
}
