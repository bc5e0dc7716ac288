package io.millrace.cli.workflow;

import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.WorkflowJob;
import org.apache.oozie.client.rest.JsonToBean;
import org.apache.oozie.client.rest.JsonUtils;
import org.json.simple.JSONObject;
import org.json.simple.JSONValue;

/** Jobs as Oozie's REST interface tells them, read by its own client. */
final class Jobs {

  static final String ID = "0000003-260101000000000-oozie-root-W";
  static final String COORDINATOR = "0000001-260101000000000-oozie-root-C";

  private Jobs() {}

  static WorkflowJob workflow(String status, String... actions) {
    String json =
        """
        {"id": "%s", "appName": "daily", "status": "%s", "run": 1, "parentId": null,
         "startTime": "Thu, 01 Jan 2026 00:10:00 GMT", "endTime": "Thu, 01 Jan 2026 00:12:30 GMT",
         "conf": "<configuration><property><name>days</name><value>2015-05-17,2015-05-18</value></property><property><name>oozie.coord.application.path</name><value>/c</value></property><property><name>oozie.wf.rerun.skip.nodes</name><value>curate</value></property></configuration>",
         "actions": [%s]}
        """
            .formatted(ID, status, String.join(",", actions));
    return JsonToBean.createWorkflowJob((JSONObject) JSONValue.parse(json));
  }

  /**
   * A workflow of that name.
   *
   * @param conf what it was submitted with, which lists do not tell
   */
  static WorkflowJob workflow(
      String id, String name, WorkflowJob.Status status, Instant made, Optional<Properties> conf) {
    String json =
        """
        {"id": "%s", "appName": "%s", "status": "%s", "run": 0, "createdTime": "%s", "conf": "%s",
         "actions": []}
        """
            .formatted(
                id,
                name,
                status,
                JsonUtils.formatDateRfc822(Date.from(made)),
                conf.map(Jobs::xml).orElse(""));
    return JsonToBean.createWorkflowJob((JSONObject) JSONValue.parse(json));
  }

  private static String xml(Properties conf) {
    StringBuilder xml = new StringBuilder("<configuration>");
    for (String name : conf.stringPropertyNames()) {
      xml.append(
          "<property><name>%s</name><value>%s</value></property>"
              .formatted(name, conf.getProperty(name)));
    }
    return xml.append("</configuration>").toString();
  }

  static String action(String name, String status) {
    return """
        {"name": "%s", "type": "spark", "status": "%s", "userRetryCount": 1,
         "externalId": "application_17_0001", "externalChildIDs": "job_17_0002,application_17_0003",
         "startTime": "Thu, 01 Jan 2026 00:10:00 GMT", "endTime": "Thu, 01 Jan 2026 00:11:00 GMT",
         "errorCode": "JA018", "errorMessage": "1 problem in the funnels:\\n  funnels.yaml:3: steps.\\n\\tat x"}
        """
        .formatted(name, status);
  }

  static String start() {
    return """
        {"name": ":start:", "type": ":START:", "status": "OK"}""";
  }

  static CoordinatorJob coordinator(String... actions) {
    String json =
        """
        {"coordJobId": "%s", "coordJobName": "daily", "status": "RUNNING",
         "startTime": "Fri, 02 Jan 2026 00:00:00 GMT",
         "nextMaterializedTime": "Sun, 04 Jan 2026 00:00:00 GMT",
         "actions": [%s]}
        """
            .formatted(COORDINATOR, String.join(",", actions));
    return JsonToBean.createCoordinatorJob((JSONObject) JSONValue.parse(json));
  }

  static String coordinatorAction(int number, String status, String missing) {
    return """
        {"id": "%s@%d", "actionNumber": %d, "status": "%s", "missingDependencies": "%s",
         "nominalTime": "Fri, 02 Jan 2026 00:00:00 GMT"}
        """
        .formatted(COORDINATOR, number, number, status, missing);
  }
}
