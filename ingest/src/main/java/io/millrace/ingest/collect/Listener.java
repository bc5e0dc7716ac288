package io.millrace.ingest.collect;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import org.xnio.Options;

/** The HTTP server with all that bounds what a connection may do. */
final class Listener {
  private static final int IO_THREADS = 2;
  private static final int HEADER_BYTES = 16 * 1024;
  private static final int HEADERS = 100;
  private static final int PARAMETERS = 200;

  private Listener() {}

  static Undertow build(CollectorSettings settings, int port, HttpHandler handler) {
    Timeouts timeouts = settings.timeouts();
    int connections = settings.limits().connections();
    return Undertow.builder()
        .addHttpListener(port, settings.listen())
        .setIoThreads(IO_THREADS)
        .setWorkerThreads(1)
        .setServerOption(
            UndertowOptions.MAX_ENTITY_SIZE,
            (long) BodyReader.HEARD_FACTOR * settings.limits().bodyBytes())
        .setServerOption(UndertowOptions.MAX_HEADER_SIZE, HEADER_BYTES)
        .setServerOption(UndertowOptions.MAX_HEADERS, HEADERS)
        .setServerOption(UndertowOptions.MAX_PARAMETERS, PARAMETERS)
        .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) timeouts.headers().toMillis())
        .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, (int) timeouts.idle().toMillis())
        // Clients that do not read their answer.
        .setSocketOption(Options.WRITE_TIMEOUT, (int) timeouts.body().toMillis())
        .setSocketOption(Options.CONNECTION_HIGH_WATER, connections)
        .setSocketOption(Options.CONNECTION_LOW_WATER, connections)
        .setHandler(new HttpContinueReadHandler(handler))
        .build();
  }
}
