package io.millrace.warehouse.quality;

import io.millrace.warehouse.publish.PublishException;
import java.util.List;

/** Whoever answers statements of SQL. */
@FunctionalInterface
public interface Engine {

  /**
   * The rows of an answer, as texts; null for NULL.
   *
   * @throws PublishException when the statement is refused, with the reason
   */
  List<List<String>> rows(String sql) throws PublishException;
}
