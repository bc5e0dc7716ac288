package io.millrace.warehouse.run;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The container of YARN that a program runs in. */
public final class YarnContainer {

  private static final Pattern ID = Pattern.compile("container_(?:e\\d+_)?(\\d+_\\d+)_\\d+_\\d+");

  private YarnContainer() {}

  /**
   * The application whose container it is.
   *
   * @param environment the program's environment variables
   */
  public static Optional<String> application(Map<String, String> environment) {
    Matcher id = ID.matcher(environment.getOrDefault("CONTAINER_ID", ""));
    return id.matches() ? Optional.of("application_" + id.group(1)) : Optional.empty();
  }
}
