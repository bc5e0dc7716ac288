package io.millrace.acceptance;

import io.millrace.model.fraud.FraudOutputs;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The streaming application, which {@code conf/streaming.yaml} has as the shadow. YARN makes its
 * next attempt when its driver is killed; when YARN has given it up, it is started as users do.
 */
final class SparkFraudHost implements FraudHost {

  private static final String APPLICATION = "millrace-streaming";
  private static final Set<String> OVER = Set.of("FINISHED", "FAILED", "KILLED");

  private final Millrace millrace;
  private final Yarn yarn;

  SparkFraudHost(Millrace millrace) {
    this.millrace = millrace;
    this.yarn = new Yarn(millrace.port(8088));
  }

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public FraudOutputs outputs() {
    return FraudOutputs.SHADOW;
  }

  @Override
  public void start() {
    millrace.run("stream", "start").orThrow();
  }

  @Override
  public boolean kill() {
    return application().map(this::driver).orElse(List.of()).stream()
        .map(process -> ProcessHandle.of(process.pid()))
        .flatMap(Optional::stream)
        .map(ProcessHandle::destroyForcibly)
        .reduce(false, Boolean::logicalOr);
  }

  @Override
  public void look() {
    if (application().isEmpty()) {
      start();
    }
  }

  @Override
  public void stop() {
    millrace.run("stream", "stop").orThrow();
  }

  private Optional<Yarn.Application> application() {
    return yarn.applications().stream()
        .filter(a -> a.name().equals(APPLICATION) && !OVER.contains(a.state()))
        .findFirst();
  }

  private List<Processes.Running> driver(Yarn.Application application) {
    List<String> masters = yarn.masterContainers(application.id());
    if (masters.isEmpty()) {
      return List.of();
    }
    String newest = masters.get(masters.size() - 1);
    return new Processes(millrace.home())
        .all().stream().filter(process -> process.isJava() && process.names(newest)).toList();
  }
}
