package io.millrace.model.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sessions of the bundled access log, whose numbers were counted independently. */
class AccessLogSessionsTest {
  private static final Path LOG = Path.of("../samples/web-log/apache_logs.gz");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);
  private static final long DAY_MICROS = 86_400_000_000L;

  private static Map<String, List<Long>> timesByClient;

  @BeforeAll
  static void readLog() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(LOG)), UTF_8))) {
      timesByClient =
          lines
              .lines()
              .collect(
                  groupingBy(
                      line -> line.substring(0, line.indexOf(' ')),
                      mapping(AccessLogSessionsTest::micros, toList())));
    }
    timesByClient.values().forEach(times -> times.sort(null));
  }

  @Test
  void logHasItsKnownVisitors() {
    assertThat(timesByClient).hasSize(1_753);
    assertThat(timesByClient.values().stream().mapToInt(List::size).sum()).isEqualTo(10_000);
  }

  @Test
  void gapOfHalfAnHourGives3052Sessions() {
    assertThat(sessions(Duration.ofMinutes(30), Optional.empty())).hasSize(3_052);
    assertThat(sessions(Duration.ofMinutes(30), Optional.of(Duration.ofHours(24)))).hasSize(3_052);
  }

  @Test
  void gapOfTwoHoursGives2308SessionsOfWhich27CrossMidnight() {
    List<Session<Long>> sessions = sessions(Duration.ofHours(2), Optional.empty());

    assertThat(sessions).hasSize(2_308);
    assertThat(sessions.stream().filter(AccessLogSessionsTest::crossesMidnight)).hasSize(27);
    assertThat(sessions.stream().mapToLong(Session::durationMicros).max())
        .hasValue(298_843_000_000L);
  }

  @Test
  void maximumOfADayCutsTheLongOnesInto2316() {
    List<Session<Long>> sessions = sessions(Duration.ofHours(2), Optional.of(Duration.ofHours(24)));

    assertThat(sessions).hasSize(2_316);
    assertThat(sessions).allMatch(s -> s.durationMicros() < DAY_MICROS);
    assertThat(sessions.stream().filter(s -> s.end() == EndReason.MAX_DURATION)).isNotEmpty();
  }

  @Test
  void everyEventIsInExactlyOneSession() {
    assertThat(
            sessions(Duration.ofHours(2), Optional.empty()).stream()
                .mapToLong(Session::events)
                .sum())
        .isEqualTo(10_000);
  }

  private static List<Session<Long>> sessions(Duration gap, Optional<Duration> max) {
    Sessionizer sessionizer = new Sessionizer(gap, max);
    List<Session<Long>> sessions = new ArrayList<>();
    for (List<Long> times : timesByClient.values()) {
      sessionizer
          .<Long, Long>sessions(times.iterator(), Long::longValue, new LastEvent())
          .forEachRemaining(sessions::add);
    }
    return sessions;
  }

  private static boolean crossesMidnight(Session<Long> session) {
    return !LocalDate.ofEpochDay(Math.floorDiv(session.startMicros(), DAY_MICROS))
        .equals(LocalDate.ofEpochDay(Math.floorDiv(session.endMicros(), DAY_MICROS)));
  }

  private static long micros(String line) {
    String time = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
    return OffsetDateTime.parse(time, TIME).toEpochSecond() * 1_000_000L;
  }

  private static final class LastEvent implements SessionFold<Long, Long> {
    @Override
    public Long begin(Long first) {
      return first;
    }

    @Override
    public Long add(Long summary, Long event) {
      return event;
    }
  }
}
