package io.millrace.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What Oozie's REST interface tells. */
final class Oozie {

  private final Http http = new Http();
  private final String base;

  Oozie(int port) {
    this.base = "http://127.0.0.1:" + port + "/oozie/v2";
  }

  /**
   * An action of a workflow.
   *
   * @param launcher the YARN application that Oozie started, or an empty text
   * @param children the YARN applications that the launcher started
   * @param retries how often it was tried after the first time
   * @param error why it failed, or an empty text
   */
  record Action(
      String name,
      String type,
      String status,
      String launcher,
      List<String> children,
      int retries,
      String error) {}

  /** A workflow that ran or runs. */
  record Workflow(String id, String name, String status) {}

  /** All workflows, the latest first. */
  List<Workflow> workflows() {
    List<Workflow> all = new ArrayList<>();
    for (JsonNode job : http.json(base + "/jobs?jobtype=wf&len=100").path("workflows")) {
      all.add(
          new Workflow(
              job.path("id").asText(), job.path("appName").asText(), job.path("status").asText()));
    }
    return all;
  }

  /**
   * What Oozie keeps of when a run should have been.
   *
   * @param name of the coordinator
   * @param id of its run
   * @param status {@code MET}, {@code MISS} or what it is before that is known
   */
  record Sla(String name, String id, String status) {}

  /** The records of a coordinator's runs. */
  List<Sla> sla(String coordinator) {
    List<Sla> all = new ArrayList<>();
    String query = "/sla?timezone=UTC&filter=app_name=" + coordinator;
    for (JsonNode run : http.json(base + query).path("slaSummaryList")) {
      all.add(new Sla(coordinator, run.path("id").asText(), run.path("slaStatus").asText()));
    }
    return all;
  }

  List<Action> actions(String workflowId) {
    List<Action> all = new ArrayList<>();
    for (JsonNode action : http.json(base + "/job/" + workflowId + "?show=info").path("actions")) {
      all.add(
          new Action(
              action.path("name").asText(),
              action.path("type").asText(),
              action.path("status").asText(),
              applications(action.path("externalId")).stream().findFirst().orElse(""),
              applications(action.path("externalChildIDs")),
              action.path("userRetryCount").asInt(),
              action.path("errorMessage").asText("")));
    }
    return all;
  }

  private static List<String> applications(JsonNode ids) {
    return Arrays.stream(ids.asText("").split(",", -1))
        .map(id -> id.strip().replaceFirst("^job_", "application_"))
        .filter(id -> id.startsWith("application_"))
        .toList();
  }
}
