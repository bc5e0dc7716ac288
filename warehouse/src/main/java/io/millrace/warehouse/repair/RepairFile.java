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
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What a repair has taken on, {@code <root>/ops/repairs/<workflow>.json}: its first step writes it,
 * its last takes away markers of it and no others. One that dies between leaves the markers where
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
    text.put("left", plan.left()).put("later", plan.later());
    try (FSDataOutputStream out = files.create(file, true)) {
      out.write(text.toString().getBytes(UTF_8));
    }
  }

  /**
   * The plan in it; an empty one if it is not there, as after a last step that was cut off late.
   */
  public RepairPlan plan() throws IOException {
    List<Reopened> markers = new ArrayList<>();
    NavigableSet<PartitionKey> hours = new TreeSet<>();
    NavigableSet<LocalDate> days = new TreeSet<>();
    try (InputStream in = files.open(file)) {
      JsonNode text = JSON.readTree(in);
      text.path("hours").forEach(hour -> hours.add(PartitionKey.parse(hour.asText())));
      text.path("days").forEach(day -> days.add(LocalDate.parse(day.asText())));
      for (JsonNode marker : text.path("markers")) {
        markers.add(
            new Reopened(
                marker.path("feed").asText(),
                PartitionKey.parse(marker.path("hour").asText()),
                marker.path("seq").asLong()));
      }
      return new RepairPlan(
          markers, hours, days, text.path("left").asInt(), text.path("later").asInt());
    } catch (FileNotFoundException e) {
      return new RepairPlan(List.of(), hours, days, 0, 0);
    }
  }

  /** Takes it away: the repair is done. */
  public void remove() throws IOException {
    files.delete(file, false);
  }
}
