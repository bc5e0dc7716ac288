package io.millrace.warehouse.quality;

import io.millrace.model.quality.InvalidQualityException;
import io.millrace.model.quality.Quality;
import io.millrace.model.quality.QualityJson;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What is asked of tables, as it was put beside a workflow. */
public final class QualityFile {

  private QualityFile() {}

  /**
   * Reads it.
   *
   * @param name of a file; without one nothing is asked
   * @throws PublishException when there is no such file, or what it says is wrong
   */
  public static Quality read(FileSystem files, Optional<String> name)
      throws IOException, PublishException {
    if (name.isEmpty()) {
      return Quality.NONE;
    }
    Path file = new Path(name.get());
    try (InputStream in = files.open(file)) {
      return QualityJson.read(
          file.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      throw new RefusedException("There is no file %s, which --quality names.".formatted(file), e);
    } catch (InvalidQualityException e) {
      throw new RefusedException(e.getMessage(), e);
    }
  }
}
