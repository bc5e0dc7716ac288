package io.millrace.warehouse.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a table of operations that jobs write themselves: {@code
 * <root>/ops/<table>/dt=/<name>.json}, JSON objects line by line, each file replaced whole. What
 * cannot be written is logged and no more: what readers see of the warehouse does not depend on it.
 */
public final class OpsFiles {

  private static final Logger LOG = LoggerFactory.getLogger(OpsFiles.class);

  /** Whoever takes statements of HiveQL. */
  @FunctionalInterface
  public interface Metastore {
    void execute(String statement) throws Exception;
  }

  private final FileSystem files;
  private final FileContext renames;
  private final Path folder;
  private final String table;
  private final Metastore metastore;

  /**
   * @param table its name in the database ops
   */
  public OpsFiles(
      FileSystem files, Configuration configuration, String root, String table, Metastore metastore)
      throws IOException {
    this.files = files;
    this.folder = files.makeQualified(new Path(root + "/ops/" + table));
    this.renames = FileContext.getFileContext(folder.toUri(), configuration);
    this.table = "ops." + table;
    this.metastore = metastore;
  }

  boolean exists(LocalDate day, String name) {
    try {
      return files.exists(file(day, name));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Writes a file, in place of what it was.
   *
   * @return whether that could be done; why not is in the log
   */
  public boolean write(LocalDate day, String name, List<String> rows) {
    Path file = file(day, name);
    Path aside = new Path(file.getParent(), "." + file.getName());
    try {
      files.mkdirs(file.getParent());
      try (FSDataOutputStream out = files.create(aside, true)) {
        out.write((String.join("\n", rows) + "\n").getBytes(UTF_8));
      }
      renames.rename(aside, file, Options.Rename.OVERWRITE);
      return true;
    } catch (IOException e) {
      LOG.warn("{} does not say what this run did, {}: {}", table, file, e.toString());
      return false;
    }
  }

  /**
   * Makes readers find a day's files.
   *
   * @return whether that could be done; why not is in the log
   */
  public boolean addPartition(LocalDate day) {
    try {
      metastore.execute(
          "ALTER TABLE %s ADD IF NOT EXISTS PARTITION (dt = '%s') LOCATION '%s'"
              .formatted(table, day, new Path(folder, "dt=" + day)));
      return true;
    } catch (Exception e) {
      LOG.warn("{} does not show runs of {}: {}", table, day, e.toString());
      return false;
    }
  }

  private Path file(LocalDate day, String name) {
    return new Path(folder, "dt=%s/%s.json".formatted(day, name));
  }
}
