package io.millrace.model.streaming;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a query works. */
public enum QueryState {
  /** It is being started, or started again with other settings. */
  STARTING,
  /** It takes records. */
  RUNNING,
  /** It failed and is started again after a pause. */
  RETRYING,
  /** It must not go on; a person has to look. */
  STOPPED;

  /** Its name for people and in JSON. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
