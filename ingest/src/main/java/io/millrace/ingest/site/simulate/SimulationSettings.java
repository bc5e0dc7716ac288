package io.millrace.ingest.site.simulate;

import io.millrace.ingest.site.Behaviour;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is simulated.
 *
 * @param sites how many of the described ones, the first of them
 * @param users visitors on each site at any moment
 * @param collector where their tags post to, such as {@code http://127.0.0.1:8095}
 * @param seed decides who visits and what they want
 * @param duration after which it ends; empty for never
 * @param speed how many times faster than real visitors these are; 1 is real time
 * @param firstPort of the first site, the others follow; one that is taken is replaced by any free
 */
public record SimulationSettings(
    int sites,
    int users,
    URI collector,
    long seed,
    Optional<Duration> duration,
    double speed,
    int firstPort) {
  /** Of one site. */
  public static final int MOST_USERS = 1_000;

  private static final double GREATEST_SPEED = 1_000;
  private static final int GREATEST_PORT = 65_535;

  /**
   * Everything that is wrong with them, each as a sentence with the value and what is legal; empty
   * when they are right.
   *
   * @param behaviour whose sites are meant
   */
  public List<String> problems(Behaviour behaviour) {
    List<String> problems = new ArrayList<>();
    int described = behaviour.sites().size();
    if (sites < 1 || sites > described) {
      problems.add("--sites is %d; legal: 1 to %d, those described".formatted(sites, described));
    }
    if (users < 1 || users > MOST_USERS) {
      problems.add("--users is %d; legal: 1 to %d".formatted(users, MOST_USERS));
    }
    if (!isHttp(collector)) {
      problems.add(
          "--collector is %s; legal: an address such as http://127.0.0.1:8095"
              .formatted(collector));
    }
    if (duration.isPresent() && duration.get().compareTo(Duration.ofSeconds(1)) < 0) {
      problems.add("--duration is %s; legal: PT1S or longer".formatted(duration.get()));
    }
    if (!(speed > 0 && speed <= GREATEST_SPEED)) {
      problems.add("--speed is %s; legal: above 0, at most %s".formatted(speed, GREATEST_SPEED));
    }
    if (firstPort < 1 || firstPort + sites > GREATEST_PORT) {
      problems.add("the sites' first port is %d; legal: a port below 65,535".formatted(firstPort));
    }
    return problems;
  }

  private static boolean isHttp(URI uri) {
    boolean scheme = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    return scheme && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null;
  }
}
