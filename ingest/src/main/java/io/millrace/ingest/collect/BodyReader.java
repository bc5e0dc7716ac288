package io.millrace.ingest.collect;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a body without holding a thread, into no more memory than there is room for. Used by the
 * connection's own thread only.
 *
 * <p>A body that is too long is read on to its end and thrown away before it is refused: a
 * connection that is closed while its client still sends is reset, and the client never sees the
 * answer. That ends at {@link #HEARD_FACTOR} times the limit, and with the deadline of any body.
 */
final class BodyReader implements ChannelListener<StreamSourceChannel> {
  /** How many times the limit a body may be long for its client to be sure of an answer. */
  static final int HEARD_FACTOR = 4;

  private static final int FIRST_BYTES = 4 * 1024;
  private static final int DISCARDED_AT_ONCE_BYTES = 64 * 1024;

  private final HttpServerExchange exchange;
  private final InFlight.Place place;
  private final int mostBytes;
  private final Consumer<byte[]> whenRead;
  private final Consumer<RequestProblemException> whenRefused;
  private XnioExecutor.Key deadline;
  private byte[] body;
  private int length;
  private RequestProblemException tooLarge;

  /**
   * @param whenRead told the body, on the connection's thread
   * @param whenRefused told why there is none, on the connection's thread; nothing is told when the
   *     client goes away
   */
  BodyReader(
      HttpServerExchange exchange,
      InFlight.Place place,
      int mostBytes,
      Consumer<byte[]> whenRead,
      Consumer<RequestProblemException> whenRefused) {
    this.exchange = exchange;
    this.place = place;
    this.mostBytes = mostBytes;
    this.whenRead = whenRead;
    this.whenRefused = whenRefused;
  }

  /** Begins; who takes longer than that time loses the connection. */
  void start(Duration atMost) {
    long declared = exchange.getRequestContentLength();
    if (declared > mostBytes) {
      tooLarge = tooLarge("The body has " + declared + " bytes, the limit is " + mostBytes + ".");
    } else {
      int expected = declared < 0 ? FIRST_BYTES : (int) declared;
      if (!place.take(expected)) {
        whenRefused.accept(Bodies.busy());
        return;
      }
      body = new byte[expected];
    }
    StreamSourceChannel channel = exchange.getRequestChannel();
    if (channel == null) {
      whenRead.accept(new byte[0]);
      return;
    }
    deadline =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                atMost.toMillis(),
                TimeUnit.MILLISECONDS);
    handleEvent(channel);
  }

  @Override
  public void handleEvent(StreamSourceChannel channel) {
    try {
      while (true) {
        if (tooLarge != null) {
          discard(channel);
          return;
        }
        if (length == body.length && !grow(channel)) {
          return;
        }
        // Room for one byte more than the body shows whether it ends.
        int read =
            length < body.length
                ? channel.read(ByteBuffer.wrap(body, length, body.length - length))
                : channel.read(ByteBuffer.allocate(1));
        if (read == 0) {
          waitFor(channel);
          return;
        }
        if (read < 0) {
          end(channel);
          whenRead.accept(length == body.length ? body : Arrays.copyOf(body, length));
          return;
        }
        if (length == body.length) {
          tooLarge = tooLarge("The body is longer than the limit, " + mostBytes + " bytes.");
        } else {
          length += read;
        }
      }
    } catch (RequestTooBigException e) {
      refuse(channel, tooLarge);
    } catch (IOException e) {
      end(channel);
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  /** Reads on without keeping anything; the listener's own bound ends it for who sends more. */
  private void discard(StreamSourceChannel channel) throws IOException {
    ByteBuffer scratch = ByteBuffer.allocate(DISCARDED_AT_ONCE_BYTES);
    int read = channel.read(scratch);
    while (read > 0) {
      scratch.clear();
      read = channel.read(scratch);
    }
    if (read < 0) {
      refuse(channel, tooLarge);
    } else {
      waitFor(channel);
    }
  }

  private void waitFor(StreamSourceChannel channel) {
    channel.getReadSetter().set(this);
    channel.resumeReads();
  }

  private static RequestProblemException tooLarge(String detail) {
    return new RequestProblemException(Problem.TOO_LARGE, detail);
  }

  /** Makes room up to the limit, or to a declared length; false when the request is refused. */
  private boolean grow(StreamSourceChannel channel) {
    if (exchange.getRequestContentLength() >= 0 || length == mostBytes) {
      return true;
    }
    int larger = (int) Math.min(mostBytes, Math.max(FIRST_BYTES, length * 2L));
    if (!place.take(larger - length)) {
      refuse(channel, Bodies.busy());
      return false;
    }
    body = Arrays.copyOf(body, larger);
    return true;
  }

  private void refuse(StreamSourceChannel channel, RequestProblemException problem) {
    end(channel);
    whenRefused.accept(problem);
  }

  private void end(StreamSourceChannel channel) {
    channel.suspendReads();
    channel.getReadSetter().set(null);
    deadline.remove();
  }
}
