package io.millrace.streaming.compact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.streaming.HdfsFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merged files that wait to replace an hour's: each request is a folder with the files and {@code
 * request.json}, which names what they were made of. A folder without it was not finished. A
 * request outlives the driver that made it; whether it still holds is for landing to say.
 */
final class RequestFolder {

  private static final Logger LOG = LoggerFactory.getLogger(RequestFolder.class);
  private static final String REQUEST = "request.json";
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final HdfsFiles files;
  private final String root;

  RequestFolder(HdfsFiles files, LandingPaths paths) {
    this.files = files;
    this.root = paths.compaction();
  }

  /** A request and its id. */
  record Request(String id, StagedCompaction staged) {}

  private record Text(
      HourFiles before,
      List<String> replaced,
      String folder,
      List<LandedFile> files,
      long stagedMs) {}

  String place(String id) {
    return root + "/" + id;
  }

  /** Makes a request of files that lie in its place. */
  void leave(Request request) {
    StagedCompaction staged = request.staged();
    Text text =
        new Text(
            staged.before(),
            staged.replaced(),
            staged.folder(),
            staged.files(),
            staged.stagedIn().toMillis());
    String path = place(request.id()) + "/" + REQUEST;
    try {
      files.write(path + ".tmp", MAPPER.writeValueAsString(text) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(path, e);
    }
    files.rename(path + ".tmp", path);
  }

  /** Removes a request, answered or given up, with all of its files that are left. */
  void remove(String id) {
    files.delete(place(id));
  }

  /** What an earlier driver has left. What it did not finish is removed. */
  List<Request> left() {
    List<Request> requests = new ArrayList<>();
    for (String id : files.names(root)) {
      Optional<Request> request =
          files.read(place(id) + "/" + REQUEST).flatMap(text -> read(id, text));
      request.ifPresentOrElse(requests::add, () -> remove(id));
    }
    return requests;
  }

  private Optional<Request> read(String id, String json) {
    try {
      Text text = MAPPER.readValue(json, Text.class);
      return Optional.of(
          new Request(
              id,
              new StagedCompaction(
                  text.before(),
                  text.replaced(),
                  text.folder(),
                  text.files(),
                  Duration.ofMillis(text.stagedMs()))));
    } catch (JsonProcessingException e) {
      LOG.warn("{} is no request and is removed: {}", place(id), e.getOriginalMessage());
      return Optional.empty();
    }
  }
}
