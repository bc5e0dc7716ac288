package io.millrace.ingest.collect;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Takes the records of a request and answers once their fate is known: 202 when all are on the
 * topic, 200 when some are in the spool, 422 when some are refused.
 */
final class RecordsHandler {
  private static final long RETRY_FULL_SECONDS = 5;
  private static final String JSON = "application/json";
  private static final String NDJSON = "application/x-ndjson";
  private static final String TEXT = "text/plain";

  private final CollectorSettings settings;
  private final Gate gate;
  private final Executor workers;
  private final Metrics metrics;
  private final Consumer<String> say;

  RecordsHandler(
      CollectorSettings settings,
      Gate gate,
      Executor workers,
      Metrics metrics,
      Consumer<String> say) {
    this.settings = settings;
    this.gate = gate;
    this.workers = workers;
    this.metrics = metrics;
    this.say = say;
  }

  /** {@code POST /v1/<feed>}. */
  void post(HttpServerExchange exchange, FeedDesk desk) throws RequestProblemException {
    RequestFacts facts = gate.admit(exchange);
    boolean lines = isLines(exchange);
    boolean gzip = isGzip(exchange);
    Limits limits = settings.limits();
    InFlight.Place place = gate.place(exchange);
    BodyReader reader =
        new BodyReader(
            exchange,
            place,
            limits.bodyBytes(),
            body ->
                work(exchange, desk, facts, Reply.JSON, () -> records(body, gzip, lines, place)),
            problem -> refuse(exchange, problem));
    // Once this call has returned: only then may the answer come from elsewhere.
    exchange.dispatch(exchange.getIoThread(), () -> reader.start(settings.timeouts().body()));
  }

  /** {@code GET /v1/pixel.gif}. */
  void pixel(HttpServerExchange exchange, FeedDesk desk) throws RequestProblemException {
    RequestFacts facts = gate.admit(exchange);
    gate.place(exchange);
    byte[] record = PixelQuery.record(desk.feed(), exchange.getQueryParameters());
    exchange.dispatch(
        exchange.getIoThread(),
        () -> work(exchange, desk, facts, Reply.PIXEL, () -> List.of(record)));
  }

  /** Takes a body apart. */
  private interface Content {
    List<byte[]> records() throws RequestProblemException;
  }

  private List<byte[]> records(byte[] body, boolean gzip, boolean lines, InFlight.Place place)
      throws RequestProblemException {
    Limits limits = settings.limits();
    byte[] content = gzip ? Bodies.unpack(body, limits.unpackedBytes(), place) : body;
    List<byte[]> records = lines ? Bodies.lines(content, limits.records()) : List.of(content);
    return records.isEmpty() ? List.of(new byte[0]) : records;
  }

  private void work(
      HttpServerExchange exchange,
      FeedDesk desk,
      RequestFacts facts,
      Reply reply,
      Content content) {
    Runnable job =
        () -> {
          try {
            Judged judged = desk.intake().judge(content.records(), facts);
            metrics.refused(desk.feed().name(), judged.refused());
            keep(exchange, desk, judged, reply);
          } catch (RequestProblemException e) {
            onConnection(exchange, () -> refuse(exchange, e));
          } catch (RuntimeException e) {
            say.accept("A request failed by a fault of the collector: " + e);
            onConnection(exchange, () -> refuse(exchange, fault()));
          }
        };
    workers.execute(job);
  }

  private static RequestProblemException fault() {
    return new RequestProblemException(
        Problem.INTERNAL, "The collector has a fault; its operator was told.");
  }

  private void keep(HttpServerExchange exchange, FeedDesk desk, Judged judged, Reply reply) {
    if (judged.entries().isEmpty()) {
      onConnection(exchange, () -> answer(exchange, desk, judged, Stored.TOPIC, reply));
      return;
    }
    desk.outlet()
        .store(
            judged.entries(),
            stored -> onConnection(exchange, () -> answer(exchange, desk, judged, stored, reply)));
  }

  private void answer(
      HttpServerExchange exchange, FeedDesk desk, Judged judged, Stored stored, Reply reply) {
    switch (stored) {
      case FULL ->
          refuse(
              exchange,
              new RequestProblemException(
                  Problem.SPOOL_FULL,
                  "The broker does not acknowledge and the spool is full. Send it again.",
                  RETRY_FULL_SECONDS));
      case FAILED ->
          refuse(
              exchange,
              new RequestProblemException(
                  Problem.STORAGE,
                  "The records could not be stored. Send it again.",
                  RETRY_FULL_SECONDS));
      case TOPIC, SPOOL -> {
        metrics.accepted(desk.feed().name(), stored, judged.accepted());
        reply.send(exchange, receipt(desk, judged, stored), status(judged, stored));
      }
    }
  }

  private static Receipt receipt(FeedDesk desk, Judged judged, Stored stored) {
    String where = stored.name().toLowerCase(Locale.ROOT);
    return new Receipt(
        desk.feed().name(),
        judged.records(),
        judged.accepted(),
        judged.accepted() == 0 ? null : where,
        judged.refused());
  }

  private static int status(Judged judged, Stored stored) {
    if (judged.refused().isEmpty()) {
      return stored == Stored.TOPIC ? 202 : 200;
    }
    return judged.holdsRecords() ? 422 : 400;
  }

  private void refuse(HttpServerExchange exchange, RequestProblemException problem) {
    metrics.problem(problem.problem());
    Answers.problem(exchange, problem);
  }

  private static void onConnection(HttpServerExchange exchange, Runnable answer) {
    exchange.getIoThread().execute(answer);
  }

  private static boolean isLines(HttpServerExchange exchange) throws RequestProblemException {
    String header = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    String type = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return switch (type) {
      case JSON -> false;
      case NDJSON, TEXT -> true;
      default ->
          throw new RequestProblemException(
              Problem.CONTENT_TYPE,
              "Content-Type is %s; legal: %s for one record, %s or %s for one on each line."
                  .formatted(type.isEmpty() ? "missing" : shown(type), JSON, NDJSON, TEXT));
    };
  }

  private static boolean isGzip(HttpServerExchange exchange) throws RequestProblemException {
    String header = exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING);
    return switch (header == null ? "identity" : header.strip().toLowerCase(Locale.ROOT)) {
      case "gzip" -> true;
      case "identity" -> false;
      default ->
          throw new RequestProblemException(
              Problem.CONTENT_TYPE,
              "Content-Encoding is " + shown(header) + "; legal: gzip, identity.");
    };
  }

  private static String shown(String header) {
    return header.length() <= 100 ? header : header.substring(0, 100) + "…";
  }

  /** How a client that sent records is answered. */
  private enum Reply {
    JSON,
    PIXEL;

    void send(HttpServerExchange exchange, Receipt receipt, int status) {
      if (this == PIXEL && status < 300) {
        StaticFiles.pixel(exchange, status);
      } else {
        Answers.json(exchange, status, receipt);
      }
    }
  }
}
