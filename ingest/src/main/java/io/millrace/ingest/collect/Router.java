package io.millrace.ingest.collect;

import io.millrace.ingest.collect.spool.SpoolBudget;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Leads each request to what serves it. */
final class Router implements HttpHandler {
  private static final String VERSION = "/v1/";
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final SortedMap<String, FeedDesk> desks;
  private final FeedDesk pixelDesk;
  private final RecordsHandler records;
  private final OriginPolicy origins;
  private final StaticFiles files = new StaticFiles();
  private final Metrics metrics;
  private final HealthReport health;
  private final InFlight inFlight;
  private final SpoolBudget spool;

  Router(
      SortedMap<String, FeedDesk> desks,
      String pixelFeed,
      RecordsHandler records,
      OriginPolicy origins,
      Metrics metrics,
      HealthReport health,
      InFlight inFlight,
      SpoolBudget spool) {
    this.desks = desks;
    this.pixelDesk = desks.get(pixelFeed);
    this.records = records;
    this.origins = origins;
    this.metrics = metrics;
    this.health = health;
    this.inFlight = inFlight;
    this.spool = spool;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    measure(exchange, path);
    try {
      if (path.startsWith(VERSION)) {
        origins.check(exchange);
        versioned(exchange, path.substring(VERSION.length()));
      } else {
        operating(exchange, path);
      }
    } catch (RequestProblemException e) {
      metrics.problem(e.problem());
      Answers.problem(exchange, e);
    }
  }

  private void versioned(HttpServerExchange exchange, String name) throws RequestProblemException {
    if (exchange.getRequestMethod().equals(Methods.OPTIONS)) {
      OriginPolicy.preflight(exchange);
      return;
    }
    switch (name) {
      case "tag.js" -> {
        require(exchange, Methods.GET);
        files.tag(exchange);
      }
      case "pixel.gif" -> {
        require(exchange, Methods.GET);
        if (pixelDesk == null) {
          throw unknown("The pixel's feed is not declared");
        }
        records.pixel(exchange, pixelDesk);
      }
      default -> {
        FeedDesk desk = desks.get(name);
        if (desk == null) {
          throw unknown("There is no such feed");
        }
        require(exchange, Methods.POST);
        records.post(exchange, desk);
      }
    }
  }

  private RequestProblemException unknown(String what) {
    return new RequestProblemException(
        Problem.UNKNOWN_FEED, what + "; declared are " + String.join(", ", desks.keySet()) + ".");
  }

  private void operating(HttpServerExchange exchange, String path) throws RequestProblemException {
    switch (path) {
      case "/health" -> {
        require(exchange, Methods.GET);
        Map<String, Object> report = health.report(outlets());
        Answers.json(exchange, health.isAble() ? 200 : 503, report);
      }
      case "/metrics" -> {
        require(exchange, Methods.GET);
        Answers.text(exchange, METRICS_TYPE, metrics.text(outlets(), inFlight, spool));
      }
      default ->
          throw new RequestProblemException(
              Problem.NOT_FOUND,
              "There is nothing here; there are POST /v1/<feed>, GET /v1/pixel.gif, /v1/tag.js, /health and /metrics.");
    }
  }

  private List<OutletState> outlets() {
    return desks.values().stream().map(desk -> desk.outlet().state()).toList();
  }

  private static void require(HttpServerExchange exchange, HttpString method)
      throws RequestProblemException {
    boolean head = exchange.getRequestMethod().equals(Methods.HEAD) && method.equals(Methods.GET);
    if (!exchange.getRequestMethod().equals(method) && !head) {
      exchange.getResponseHeaders().put(Headers.ALLOW, method.toString());
      throw new RequestProblemException(Problem.METHOD, "Only " + method + " is served here.");
    }
  }

  private void measure(HttpServerExchange exchange, String path) {
    long start = System.nanoTime();
    String route = route(path);
    exchange.addExchangeCompleteListener(
        (done, next) -> {
          metrics.answered(route, done.getStatusCode());
          if (route.startsWith(VERSION) && !route.equals("/v1/tag.js")) {
            metrics.took(System.nanoTime() - start);
          }
          next.proceed();
        });
  }

  /** The path where it is one of ours: labels must not grow with what clients ask for. */
  private String route(String path) {
    boolean known =
        path.equals("/health")
            || path.equals("/metrics")
            || path.equals("/v1/tag.js")
            || path.equals("/v1/pixel.gif")
            || (path.startsWith(VERSION) && desks.containsKey(path.substring(VERSION.length())));
    return known ? path : "other";
  }
}
