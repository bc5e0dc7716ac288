package io.millrace.warehouse.launch;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/**
 * How often Oozie tries an action, which Oozie alone knows.
 *
 * @param action empty when the launcher was not told where to ask
 */
record Tries(Optional<URI> action) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Where the launcher's properties lie, in its working directory. */
  private static final Path LAUNCHER = Path.of("launcher.xml");

  /** Of the action that this JVM is the launcher of. */
  static Tries ofThisAction() {
    Configuration launcher = new Configuration(false);
    launcher.addResource(new org.apache.hadoop.fs.Path(LAUNCHER.toUri()));
    return new Tries(
        action(
            launcher.get("oozie.launcher.callback.url", ""),
            System.getProperty("oozie.action.id", ""),
            System.getProperty("user.name", "")));
  }

  /**
   * Where Oozie tells of an action.
   *
   * @param callback where the launcher tells Oozie that it has ended
   */
  static Optional<URI> action(String callback, String id, String user) {
    int end = callback.indexOf("/callback?");
    return end < 0 || id.isEmpty()
        ? Optional.empty()
        : Optional.of(
            URI.create(
                "%s/v2/job/%s?show=info&user.name=%s"
                    .formatted(
                        callback.substring(0, end),
                        id,
                        URLEncoder.encode(user, StandardCharsets.UTF_8))));
  }

  /** Whether Oozie tries it again after this one; also when it does not tell. */
  boolean another() {
    if (action.isEmpty()) {
      return true;
    }
    try {
      return isLeft(
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(action.get()).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      System.err.printf("Oozie did not tell whether there is another try: %s%n", e);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Whether an action has another try.
   *
   * @param json what Oozie tells of it
   */
  static boolean isLeft(String json) {
    OptionalInt done = number(json, "userRetryCount");
    OptionalInt most = number(json, "userRetryMax");
    return done.isEmpty() || most.isEmpty() || done.getAsInt() < most.getAsInt();
  }

  private static OptionalInt number(String json, String name) {
    Matcher number = Pattern.compile("\"%s\"\\s*:\\s*(\\d{1,9})".formatted(name)).matcher(json);
    return number.find() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
  }
}
