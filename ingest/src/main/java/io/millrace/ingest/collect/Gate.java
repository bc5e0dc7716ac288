package io.millrace.ingest.collect;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Clock;
import java.util.Deque;
import java.util.Optional;

/** Whoever sends records passes here first: key, rate, and whether there is room. */
final class Gate {
  private static final HttpString API_KEY = new HttpString("X-Api-Key");
  private static final String API_KEY_PARAMETER = "api_key";
  private static final long RETRY_ENDING_SECONDS = 5;

  private final Optional<ApiKeys> keys;
  private final Optional<RateLimiter> rate;
  private final ClientAddress addresses;
  private final InFlight inFlight;
  private final Clock clock;
  private volatile boolean ending;

  Gate(
      Optional<ApiKeys> keys,
      Optional<RateLimiter> rate,
      ClientAddress addresses,
      InFlight inFlight,
      Clock clock) {
    this.keys = keys;
    this.rate = rate;
    this.addresses = addresses;
    this.inFlight = inFlight;
    this.clock = clock;
  }

  /** From now on nobody passes. */
  void close() {
    ending = true;
  }

  boolean isClosed() {
    return ending;
  }

  /** What is known of a request that may pass. */
  RequestFacts admit(HttpServerExchange exchange) throws RequestProblemException {
    if (ending) {
      exchange.setPersistent(false);
      throw new RequestProblemException(
          Problem.ENDING, "The collector is ending. Send it again.", RETRY_ENDING_SECONDS);
    }
    if (keys.isPresent() && !keys.get().accept(key(exchange))) {
      throw new RequestProblemException(
          Problem.API_KEY, "A known key is needed, in the header X-Api-Key or as ?api_key=.");
    }
    String address =
        addresses.of(
            exchange.getSourceAddress().getAddress(),
            exchange.getRequestHeaders().getFirst(Headers.X_FORWARDED_FOR));
    long wait = rate.map(limiter -> limiter.millisToWait(address)).orElse(0L);
    if (wait > 0) {
      throw new RequestProblemException(
          Problem.RATE, "You send more often than allowed.", Math.max(1, (wait + 999) / 1_000));
    }
    return new RequestFacts(
        clock.instant(),
        address,
        exchange.getRequestHeaders().getFirst(Headers.USER_AGENT),
        exchange.getRequestHeaders().getFirst(Headers.REFERER));
  }

  /** Room until the request is answered or its connection is gone. */
  InFlight.Place place(HttpServerExchange exchange) throws RequestProblemException {
    InFlight.Place place = inFlight.enter();
    if (place == null) {
      throw Bodies.busy();
    }
    exchange.addExchangeCompleteListener(
        (done, next) -> {
          place.leave();
          next.proceed();
        });
    return place;
  }

  private static String key(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(API_KEY);
    Deque<String> parameter = exchange.getQueryParameters().get(API_KEY_PARAMETER);
    if (header == null && parameter != null) {
      return parameter.peekFirst();
    }
    return header == null ? "" : header;
  }
}
