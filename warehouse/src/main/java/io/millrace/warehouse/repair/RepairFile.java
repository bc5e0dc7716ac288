package io.millrace.warehouse.repair;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.warehouse.publish.PartitionKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The markers that a repair has taken on, {@code <root>/ops/repairs/<workflow>.json}: its first
 * step writes it, its last takes exactly those away. One that dies between leaves the markers where
 * they are, for the next.
 */
public final class RepairFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path file;

  /**
   * @param workflow the id of Oozie's workflow
   */
  public RepairFile(FileSystem files, String root, String workflow) {
    this.files = files;
    this.file = new Path("%s/ops/repairs/%s.json".formatted(root, workflow));
  }

  /** Writes it, over what an earlier try wrote. */
  public void write(RepairPlan plan) throws IOException {
    ObjectNode text = JSON.createObjectNode();
    plan.hours().stream().map(PartitionKey::toString).forEach(text.putArray("hours")::add);
    plan.days().stream().map(LocalDate::toString).forEach(text.putArray("days")::add);
    ArrayNode markers = text.putArray("markers");
    for (Reopened marker : plan.markers()) {
      markers
          .addObject()
          .put("feed", marker.feed())
          .put("hour", marker.hour().toString())
          .put("seq", marker.seq());
    }
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(text.toString().getBytes(UTF_8));
    }
  }

  /** The markers in it; none if it is not there, as after a last step that was cut off late. */
  public List<Reopened> markers() throws IOException {
    List<Reopened> markers = new ArrayList<>();
    try (InputStream in = files.open(file)) {
      for (JsonNode marker : JSON.readTree(in).path("markers")) {
        markers.add(
            new Reopened(
                marker.path("feed").asText(),
                PartitionKey.parse(marker.path("hour").asText()),
                marker.path("seq").asLong()));
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return markers;
  }

  /** Takes it away: the repair is done. */
  public void remove() throws IOException {
    files.delete(file, false);
  }
}
