package io.millrace.bench.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that keep their connection and post one body after another, each waiting for its answer,
 * by plain sockets: what is measured is the server.
 */
final class HttpLoad {
  private static final String LENGTH = "content-length: ";

  private final int port;
  private final byte[][] requests;

  /** Posts those bodies, again and again, to that path. */
  HttpLoad(int port, String path, String type, List<byte[]> bodies) throws IOException {
    this.port = port;
    this.requests = new byte[bodies.size()][];
    for (int i = 0; i < requests.length; i++) {
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.write(
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
              .formatted(path, type, bodies.get(i).length)
              .getBytes(US_ASCII));
      request.write(bodies.get(i));
      requests[i] = request.toByteArray();
    }
  }

  /** What each request took, in nanoseconds, sorted. */
  long[] send(int clients, int requestsEach, long nanosBetween) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<long[]>> work = new ArrayList<>();
      for (int c = 0; c < clients; c++) {
        int first = c;
        work.add(() -> send(first, requestsEach, nanosBetween, clients));
      }
      List<long[]> all = new ArrayList<>();
      for (Future<long[]> each : threads.invokeAll(work)) {
        all.add(each.get());
      }
      long[] sorted = all.stream().flatMapToLong(Arrays::stream).toArray();
      Arrays.sort(sorted);
      return sorted;
    } finally {
      threads.shutdown();
    }
  }

  private long[] send(int first, int count, long nanosBetween, int clients) throws IOException {
    long[] took = new long[count];
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      long due = System.nanoTime() + nanosBetween * first / clients;
      for (int i = 0; i < count; i++) {
        // From when it was due: a late start counts as waiting.
        long start = nanosBetween == 0 ? System.nanoTime() : awaitTime(due);
        out.write(requests[(first + i * clients) % requests.length]);
        requireAccepted(in);
        took[i] = System.nanoTime() - start;
        due += nanosBetween;
      }
    }
    return took;
  }

  private static long awaitTime(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return due;
  }

  private static void requireAccepted(InputStream in) throws IOException {
    String status = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), US_ASCII);
    if (!status.startsWith("HTTP/1.1 202")) {
      throw new IOException("The answer is " + status + ": " + body);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The server closed the connection.");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
