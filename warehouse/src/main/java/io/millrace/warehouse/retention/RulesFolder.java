package io.millrace.warehouse.retention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.retention.InvalidRetentionException;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionRules;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * How long tables are kept and what is held, as it was put beside a workflow.
 *
 * @param folder where
 * @param keepTimes the text of the one file
 * @param holds the text of the other
 * @param rules what they say
 */
public record RulesFolder(String folder, String keepTimes, String holds, RetentionRules rules) {

  /**
   * Reads both files.
   *
   * @throws PublishException when one is missing, or what it says is wrong: then nothing may be
   *     dropped
   */
  public static RulesFolder read(FileSystem files, String folder)
      throws IOException, PublishException {
    try {
      String keepTimes = text(files, new Path(folder, RetentionJson.KEEP_TIMES));
      String holds = text(files, new Path(folder, RetentionJson.HOLDS));
      return new RulesFolder(folder, keepTimes, holds, RetentionJson.read(keepTimes, holds));
    } catch (InvalidRetentionException e) {
      throw new RefusedException(e.getMessage() + "\nNothing was dropped.", e);
    }
  }

  private static String text(FileSystem files, Path file) throws IOException, PublishException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (FileNotFoundException e) {
      throw new RefusedException(
          "There is no file %s, and without it nothing is dropped. Deploy it: millrace workflow schedule"
              .formatted(file),
          e);
    }
  }
}
