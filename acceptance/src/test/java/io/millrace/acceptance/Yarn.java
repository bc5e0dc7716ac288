package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What the resource manager's REST interface tells. */
final class Yarn {

  private final Http http = new Http();
  private final String base;

  Yarn(int port) {
    this.base = "http://127.0.0.1:" + port + "/ws/v1/cluster";
  }

  /** An application at some moment. */
  record Application(
      String id, String name, String queue, String state, String end, String type, int containers) {

    static Application of(JsonNode app) {
      return new Application(
          app.path("id").asText(),
          app.path("name").asText(),
          app.path("queue").asText().replaceFirst("^root\\.", ""),
          app.path("state").asText(),
          app.path("finalStatus").asText(),
          app.path("applicationType").asText(),
          app.path("runningContainers").asInt());
    }
  }

  /** Every application that the resource manager remembers. */
  List<Application> applications() {
    List<Application> all = new ArrayList<>();
    http.json(base + "/apps").path("apps").path("app").forEach(a -> all.add(Application.of(a)));
    return all;
  }

  Application application(String id) {
    return Application.of(http.json(base + "/apps/" + id).path("app"));
  }

  /** The streaming application that runs. */
  Application streaming() {
    return applications().stream()
        .filter(a -> a.name().equals("millrace-streaming") && a.state().equals("RUNNING"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No streaming application runs: " + applications()));
  }

  /** The containers of an application's masters, one for each attempt, in order. */
  List<String> masterContainers(String applicationId) {
    List<String> containers = new ArrayList<>();
    JsonNode attempts =
        http.json(base + "/apps/" + applicationId + "/appattempts")
            .path("appAttempts")
            .path("appAttempt");
    attempts.forEach(attempt -> containers.add(attempt.path("containerId").asText()));
    containers.sort(null);
    return containers;
  }
}
