package io.millrace.cluster.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Port;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** The MapReduce history server describes itself over REST. */
final class HistoryServerProbe implements Probe {
  private static final int TIMEOUT_MILLIS = 5000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClusterSettings settings;

  HistoryServerProbe(ClusterSettings settings) {
    this.settings = settings;
  }

  @Override
  public void check() throws Exception {
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.HISTORYSERVER_RPC));
    OpenPort.require(ClusterSettings.HOST, settings.port(Port.HISTORYSERVER_HTTP));
    URI info = URI.create(settings.httpUrl(Port.HISTORYSERVER_HTTP) + "/ws/v1/history/info");
    HttpURLConnection connection = (HttpURLConnection) info.toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestProperty("Accept", "application/json");
    try {
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new NotReadyException(info + " answers " + connection.getResponseCode());
      }
      try (InputStream body = connection.getInputStream()) {
        JsonNode answer = JSON.readTree(body);
        if (!answer.path("historyInfo").path("startedOn").isNumber()) {
          throw new NotReadyException(info + " does not say when it started");
        }
      }
    } finally {
      connection.disconnect();
    }
  }
}
