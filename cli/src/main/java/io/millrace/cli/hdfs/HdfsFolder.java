package io.millrace.cli.hdfs;

import io.millrace.model.feed.FeedVersions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Folders and small files in HDFS, as the model reads them. */
public record HdfsFolder(Hdfs hdfs) implements FeedVersions.Folder {

  @Override
  public List<String> names(String folder) throws IOException {
    return hdfs.list(folder).stream().map(StoredFile::name).toList();
  }

  @Override
  public Optional<String> read(String path) throws IOException {
    return hdfs.read(path);
  }
}
