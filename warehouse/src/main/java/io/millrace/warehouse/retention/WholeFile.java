package io.millrace.warehouse.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** Small files that readers find as they were or as they are, and nothing between. */
final class WholeFile {

  private WholeFile() {}

  /** Writes a file in place of what it was. */
  static void replace(FileSystem files, Path file, String text) throws IOException {
    Path aside = new Path(file.getParent(), "." + file.getName());
    try (FSDataOutputStream out = files.create(aside, true)) {
      out.write(text.getBytes(UTF_8));
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(aside, file, Options.Rename.OVERWRITE);
  }
}
