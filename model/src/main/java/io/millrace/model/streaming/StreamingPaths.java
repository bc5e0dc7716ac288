package io.millrace.model.streaming;

/**
 * Where the streaming application and those who start and watch it leave notes for each other.
 *
 * @param root the root of all zones, without a slash at its end
 */
public record StreamingPaths(String root) {

  public String folder() {
    return root + "/ops/streaming";
  }

  /** Written by whoever wants the application to end; removed by the application. */
  public String stopRequest(String applicationId) {
    return folder() + "/" + applicationId + ".stop";
  }

  /** Written by the application once all its feeds have started; removed when it ends. */
  public String readyMark(String applicationId) {
    return folder() + "/" + applicationId + ".ready";
  }

  /** What the application says of itself; stays when it ends, until the next is started. */
  public String status(String applicationId) {
    return folder() + "/" + applicationId + ".status";
  }

  /** The applications that are to run, a file each with a {@link WantedApplication}. */
  public String wanted() {
    return folder() + "/wanted";
  }

  public String wanted(String tag) {
    return wanted() + "/" + tag + ".json";
  }
}
