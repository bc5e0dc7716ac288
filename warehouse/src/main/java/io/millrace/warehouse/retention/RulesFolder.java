package io.millrace.warehouse.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.retention.InvalidRetentionException;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionRules;
import io.millrace.warehouse.publish.PublishException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** How long tables are kept and what is held, as it was put beside a workflow. */
public final class RulesFolder {

  private RulesFolder() {}

  /**
   * Reads both files.
   *
   * @throws PublishException when one is missing, or what it says is wrong: then nothing may be
   *     dropped
   */
  public static RetentionRules read(FileSystem files, String folder)
      throws IOException, PublishException {
    try {
      return RetentionJson.read(
          text(files, new Path(folder, RetentionJson.KEEP_TIMES)),
          text(files, new Path(folder, RetentionJson.HOLDS)));
    } catch (InvalidRetentionException e) {
      throw new PublishException(e.getMessage() + "\nNothing was dropped.", e);
    }
  }

  private static String text(FileSystem files, Path file) throws IOException, PublishException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (FileNotFoundException e) {
      throw new PublishException(
          "There is no file %s, and without it nothing is dropped. Deploy it: millrace workflow schedule"
              .formatted(file),
          e);
    }
  }
}
