package io.millrace.ingest.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.model.json.InstantAsText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a position file holds: what is replayed how, and how far each file of it is.
 *
 * @param feed onto which
 * @param source the mapping's name, or null where the feed's only one is taken
 * @param batchSize records of a batch, or null
 * @param maxRecords after how many records it ends, or null
 * @param files begun so far, in that order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Position(
    @JsonProperty(value = "feed", required = true) String feed,
    @JsonProperty("source") String source,
    @JsonProperty("batch_size") Integer batchSize,
    @JsonProperty("max_records") Long maxRecords,
    @JsonProperty(value = "files", required = true) List<FilePosition> files) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new InstantAsText())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  Position {
    files = List.copyOf(files);
  }

  /** Before anything of that plan is done. */
  static Position begin(ReplayPlan plan) {
    return new Position(
        plan.feed().name(),
        plan.source().orElse(null),
        plan.batches().map(Batches::size).orElse(null),
        plan.maxRecords().isPresent() ? plan.maxRecords().getAsLong() : null,
        List.of());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws JsonProcessingException for anything else
   */
  static Position parse(String json) throws JsonProcessingException {
    return MAPPER.readValue(json, Position.class);
  }

  String toJson() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A position holds only text, numbers and times.", e);
    }
  }

  /** How far that file is, if it was begun. */
  Optional<FilePosition> of(String file) {
    return files.stream().filter(f -> f.file().equals(file)).findFirst();
  }

  /** The same with one file's position in place of its last. */
  Position with(FilePosition changed) {
    List<FilePosition> all = new ArrayList<>(files);
    all.removeIf(f -> f.file().equals(changed.file()));
    all.add(changed);
    return new Position(feed, source, batchSize, maxRecords, all);
  }

  /** Records of all files that are acknowledged. */
  long records() {
    return files.stream().mapToLong(f -> f.sent().records()).sum();
  }

  /** What differs from the beginning of another replay; nothing when this is one of the same. */
  List<String> differences(Position begin) {
    List<String> differences = new ArrayList<>();
    compare(differences, "--feed", feed, begin.feed);
    compare(differences, "--source", source, begin.source);
    compare(differences, "--batch-size", batchSize, begin.batchSize);
    compare(differences, "--max-records", maxRecords, begin.maxRecords);
    return differences;
  }

  private static void compare(List<String> differences, String what, Object was, Object is) {
    if (was == null ? is != null : !was.equals(is)) {
      differences.add(what + " was " + shown(was) + " and is " + shown(is));
    }
  }

  private static String shown(Object value) {
    return value == null ? "not given" : value.toString();
  }
}
