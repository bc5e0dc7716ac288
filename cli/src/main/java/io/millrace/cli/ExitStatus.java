package io.millrace.cli;

import io.millrace.cluster.ClusterException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every exit code of {@code millrace}. Pass-through commands end with their client's own code. */
public enum ExitStatus {
  OK(0, "done, or as it should be"),
  FAILED(1, "the work was begun and failed"),
  USAGE(2, "an argument or a setting is wrong; nothing was done"),
  NOT_FIT(
      3, "something needed is missing (Java, memory, disk, a port, a file); nothing was started"),
  SERVICE_FAILED(4, "a service did not start; what this start had started was stopped again"),
  BUSY(5, "the same is running or being done already; nothing was done"),
  NOT_RUNNING(6, "the cluster, or the application asked for, is not running"),
  UNBALANCED(7, "the audit found records or files that do not add up"),
  REFUSALS(8, "lines were refused, or would be if it were no dry run; the others were dealt with"),
  INTERRUPTED(130, "ended by Ctrl-C");

  private final int code;
  private final String meaning;

  ExitStatus(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number that the process ends with. */
  public int code() {
    return code;
  }

  /** What it says, for the help. */
  public String meaning() {
    return meaning;
  }

  /** The status that the supervisor asks for. */
  public static int of(ClusterException e) {
    return e.exitCode();
  }

  /** Code to meaning, in order, as the help lists them. */
  public static Map<String, String> list() {
    Map<String, String> list = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(status -> list.put(" " + status.code, status.meaning));
    return list;
  }
}
