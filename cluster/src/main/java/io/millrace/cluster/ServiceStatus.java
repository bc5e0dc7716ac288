package io.millrace.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one daemon at one moment.
 *
 * @param service the service's name
 * @param state see {@link State}
 * @param pid the process, present while it lives
 * @param ports the ports it listens on (or would), the main one first
 * @param residentBytes resident memory of the process, present while it lives
 * @param uptime since the process began, present while it lives
 */
public record ServiceStatus(
    String service,
    State state,
    OptionalLong pid,
    List<Integer> ports,
    OptionalLong residentBytes,
    Optional<Duration> uptime) {

  /** The states of a daemon. */
  public enum State {
    /** The process lives and has answered its readiness probe since it was started. */
    RUNNING,
    /** The process lives but has not answered its readiness probe yet. */
    STARTING,
    /** Never started, or stopped by {@code down}. */
    STOPPED,
    /** It was started and not stopped, yet its process is gone: its log says why. */
    FAILED
  }
}
