package io.millrace.cli.stream;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.Polling;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.cli.yarn.Applications;
import io.millrace.model.feed.Feed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Shows the stream's state again and again, in place where a person looks on. */
public final class StreamWatch {

  private static final String TO_TOP = "\033[H";
  private static final String ERASE_LINE = "\033[K";
  private static final String ERASE_BELOW = "\033[J";

  private final Console console;
  private final Duration every;
  private final Callable<StreamState> look;

  StreamWatch(Console console, Duration every, Callable<StreamState> look) {
    this.console = console;
    this.every = every;
    this.look = look;
  }

  /** One that looks at a cluster; the clients are the caller's to close. */
  public static StreamWatch of(
      Applications yarn,
      TopicOffsets topics,
      Hdfs hdfs,
      List<Feed> feeds,
      Console console,
      Clock clock,
      Duration every) {
    return new StreamWatch(
        console, every, () -> StreamState.look(yarn, topics, hdfs, feeds, clock));
  }

  /** Shows it until nobody reads it any more, or the process is ended. */
  public void show() throws Exception {
    boolean first = true;
    while (!console.out().checkError()) {
      show(lines(), first);
      first = false;
      Polling.pause(every);
    }
  }

  /** What cannot be seen now may be seen at the next look. */
  private List<String> lines() throws Exception {
    try {
      StreamState state = look.call();
      return Stream.concat(
              Stream.of(state.at().truncatedTo(ChronoUnit.SECONDS).toString()),
              StreamTables.lines(state).stream())
          .toList();
    } catch (IOException | CommandFailure e) {
      return List.of("It cannot be seen now: " + e.getMessage());
    }
  }

  private void show(List<String> lines, boolean first) {
    if (!console.isTerminal()) {
      lines.forEach(console::print);
      console.print("");
      return;
    }
    StringBuilder screen = new StringBuilder(first ? TO_TOP + ERASE_BELOW : TO_TOP);
    lines.forEach(line -> screen.append(line).append(ERASE_LINE).append(System.lineSeparator()));
    console.out().print(screen.append(ERASE_BELOW));
    console.out().flush();
  }
}
