package io.millrace.acceptance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Oozie calls when a workflow begins or ends. */
final class Pager implements AutoCloseable {

  private final HttpServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private Pager(HttpServer server) {
    this.server = server;
    server.createContext(
        "/",
        exchange -> {
          told.add(exchange.getRequestURI().getQuery().replace('&', ' '));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  static Pager open() throws IOException {
    return new Pager(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** Where it listens, with what Oozie fills in. */
  String address() {
    return "http://127.0.0.1:%d/?$jobId&$status".formatted(server.getAddress().getPort());
  }

  /** What it was told so far: a workflow and its status each. */
  List<String> told() {
    return List.copyOf(told);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
