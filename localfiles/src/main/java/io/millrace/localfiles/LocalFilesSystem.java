package io.millrace.localfiles;

import org.apache.hadoop.fs.LocalFileSystem;

/** What Hadoop's {@code FileSystem} takes for {@code file:}, by core-site.xml beside it. */
final class LocalFilesSystem extends LocalFileSystem {

  LocalFilesSystem() {
    super(new LocalFiles());
  }
}
