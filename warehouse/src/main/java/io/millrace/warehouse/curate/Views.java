package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import java.util.Map;
import java.util.Optional;

/** Views of the metastore, whose query may be exchanged. */
interface Views {

  /**
   * What a view is.
   *
   * @param query as the metastore has it run
   * @param properties its properties
   */
  record View(String query, Map<String, String> properties) {

    public View {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * What is there of that name; empty when there is no such view.
   *
   * @throws PublishException when the metastore does not answer
   */
  Optional<View> find(TableName name) throws PublishException;

  /**
   * Exchanges the query of a view that is there and sets properties, by one change of the
   * metastore. Its columns and other properties stay. A query that has begun goes on as it began.
   *
   * @throws PublishException when the metastore did not take it; the view is the old one then
   */
  void exchange(TableName name, View to) throws PublishException;
}
