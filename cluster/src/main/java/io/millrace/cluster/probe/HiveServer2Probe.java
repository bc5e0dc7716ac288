package io.millrace.cluster.probe;

import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.apache.hive.jdbc.HiveDriver;

/** HiveServer2 answers a statement over JDBC, which goes through to the metastore. */
final class HiveServer2Probe implements Probe {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final ClusterSettings settings;

  HiveServer2Probe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.HIVESERVER2));
    Properties login = new Properties();
    login.setProperty("user", settings.user());
    String url = settings.jdbcUrl() + ";socketTimeout=" + TIMEOUT_MILLIS;
    try (Connection connection = new HiveDriver().connect(url, login);
        Statement statement = connection.createStatement();
        ResultSet databases = statement.executeQuery("SHOW DATABASES")) {
      if (!databases.next()) {
        throw new NotReadyException("HiveServer2 shows no database");
      }
    }
  }
}
