package io.millrace.warehouse.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * The main class of a spark action in cluster mode: Oozie's own, which submits the application and
 * waits for it, and then a look at what its driver said. All that comes back by itself is that it
 * failed.
 */
public final class SparkStepMain {

  private static final String OOZIES_OWN = "org.apache.oozie.action.hadoop.SparkMain";

  /** Spark's client says so of an application that ended otherwise than well. */
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");

  private SparkStepMain() {}

  /**
   * Runs the application.
   *
   * @throws Exception with the reason of a failure that is not tried again
   */
  public static void main(String[] args) throws Exception {
    OozieMain.inLauncher(thrown -> judge(thrown, SparkStepMain::diagnostics))
        .run(OozieMain.named(OOZIES_OWN, args));
  }

  /**
   * Tells why it failed.
   *
   * @param diagnostics of an application by its id; empty where YARN does not tell
   */
  static Failure judge(Throwable thrown, Function<String, Optional<String>> diagnostics) {
    Failure here = Failure.of(thrown);
    Matcher application = APPLICATION.matcher(here.reason());
    if (!application.find()) {
      return here;
    }
    Optional<String> said = diagnostics.apply(application.group());
    Optional<DriverFailure> driver = said.flatMap(DriverFailure::of);
    if (driver.isPresent() && driver.get().isRefusal()) {
      return new Failure(true, driver.get().message());
    }
    return driver
        .map(DriverFailure::sentence)
        .or(() -> said.flatMap(text -> text.lines().filter(line -> !line.isBlank()).findFirst()))
        .map(reason -> new Failure(false, "%s: %s".formatted(here.reason(), reason)))
        .orElse(here);
  }

  private static Optional<String> diagnostics(String application) {
    YarnConfiguration configuration = new YarnConfiguration();
    configuration.addResource(
        new org.apache.hadoop.fs.Path(
            Path.of(System.getProperty("oozie.action.conf.xml")).toUri()));
    try (YarnClient yarn = YarnClient.createYarnClient()) {
      yarn.init(configuration);
      yarn.start();
      return Optional.ofNullable(
          yarn.getApplicationReport(ApplicationId.fromString(application)).getDiagnostics());
    } catch (IOException | YarnException | RuntimeException e) {
      System.err.printf("YARN did not tell why %s failed: %s%n", application, e);
      return Optional.empty();
    }
  }
}
