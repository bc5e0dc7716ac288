package io.millrace.cluster.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Something listens. Never enough by itself: it stands before the real question because a refused
 * connection costs nothing, while a client library that meets one costs time.
 */
final class OpenPort {
  private static final int CONNECT_MILLIS = 1000;

  private OpenPort() {}

  static void require(String host, int port) throws NotReadyException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    } catch (IOException e) {
      throw new NotReadyException("nothing listens on port " + port + " yet");
    }
  }
}
