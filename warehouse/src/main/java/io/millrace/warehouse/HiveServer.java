package io.millrace.warehouse;

import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * HiveServer2, as small programs without Spark ask it.
 *
 * @param url its address: {@code jdbc:hive2://127.0.0.1:10000/}
 * @param user who asks it
 */
record HiveServer(String url, String user) {

  /**
   * What is done with a connection.
   *
   * @param <E> what it throws besides
   */
  interface Work<E extends Exception> {
    void run(Connection connection) throws IOException, PublishException, E;
  }

  /**
   * Does something with a connection, which is closed behind it.
   *
   * @throws PublishException also when it does not answer; Oozie shows the sentence as the action's
   *     error
   */
  <E extends Exception> void connected(Work<E> work) throws IOException, PublishException, E {
    try (Connection connection = DriverManager.getConnection(url, user, "")) {
      work.run(connection);
    } catch (SQLException e) {
      throw new PublishException(
          "HiveServer2 at %s did not answer: %s".formatted(url, e.getMessage()), e);
    }
  }
}
