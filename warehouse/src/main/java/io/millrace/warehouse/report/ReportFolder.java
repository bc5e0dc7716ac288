package io.millrace.warehouse.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Where reports lie: {@code <root>/reports/dt=YYYY-MM-DD/}. Every file is written aside and takes
 * its place by one rename over the old one, so that a reader has the old or the new one, whole.
 */
public final class ReportFolder {

  private static final String ASIDE = "_next";

  private final FileSystem files;
  private final FileContext renames;
  private final Path folder;

  public ReportFolder(FileSystem files, Configuration configuration, String root)
      throws IOException {
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/reports"));
    this.renames = FileContext.getFileContext(folder.toUri(), configuration);
  }

  /**
   * Replaces a day's report.
   *
   * @param contents by file name; files of an older report that are not among them are removed
   * @return the day's folder
   */
  public Path write(LocalDate day, Map<String, String> contents) throws IOException {
    Path place = new Path(folder, "dt=" + day);
    Path aside = new Path(new Path(folder, ASIDE), day + "-" + UUID.randomUUID());
    files.mkdirs(place);
    try {
      for (Map.Entry<String, String> file : contents.entrySet()) {
        try (FSDataOutputStream out = files.create(new Path(aside, file.getKey()), true)) {
          out.write(file.getValue().getBytes(UTF_8));
        }
      }
      for (String name : contents.keySet()) {
        renames.rename(new Path(aside, name), new Path(place, name), Options.Rename.OVERWRITE);
      }
    } finally {
      files.delete(aside, true);
    }
    for (FileStatus old : files.listStatus(place)) {
      if (!contents.containsKey(old.getPath().getName())) {
        files.delete(old.getPath(), true);
      }
    }
    return place;
  }
}
