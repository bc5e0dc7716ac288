package io.millrace.warehouse.curate;

import io.millrace.model.feed.FeedVersions;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Folders as the model reads them. */
public record HdfsFolder(FileSystem files) implements FeedVersions.Folder {

  @Override
  public List<String> names(String folder) throws IOException {
    try {
      return Arrays.stream(files.listStatus(new Path(folder)))
          .map(status -> status.getPath().getName())
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public Optional<String> read(String path) throws IOException {
    try (InputStream in = files.open(new Path(path))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }
}
