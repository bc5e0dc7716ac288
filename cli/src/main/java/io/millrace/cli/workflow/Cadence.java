package io.millrace.cli.workflow;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * How the runs of a coordinator follow each other. Each is due when what it computes, a day or an
 * hour, is over.
 */
enum Cadence {
  DAILY(Duration.ofDays(1)) {
    @Override
    Instant firstDue(LocalDate from, LocalDate today) {
      return due(from);
    }
  },
  /** Days that are over have no hours to wait for: the run of such a day computes all of them. */
  HOURLY(Duration.ofHours(1)) {
    @Override
    Instant firstDue(LocalDate from, LocalDate today) {
      return due(from.isAfter(today) ? from : today);
    }
  },
  /** One looks at whatever has been reopened until then, of all days. */
  REPAIR(Duration.ofHours(1)) {
    @Override
    Instant firstDue(LocalDate from, LocalDate today) {
      return HOURLY.firstDue(from, today);
    }
  },
  /** One looks at all days, in the night, when the run of the day before has mostly ended. */
  RETENTION(Duration.ofDays(1)) {
    @Override
    Instant firstDue(LocalDate from, LocalDate today) {
      return HOURLY.firstDue(from, today).plus(AFTER_THE_DAY);
    }
  },
  /** One looks at the last days, when the night's runs have mostly ended, between two repairs. */
  AUDIT(Duration.ofDays(1)) {
    @Override
    Instant firstDue(LocalDate from, LocalDate today) {
      return HOURLY.firstDue(from, today).plus(AFTER_THE_NIGHT);
    }
  },
  /** One looks at all days that have changed, once the day before is made. */
  FRAUD(Duration.ofDays(1)) {
    @Override
    Instant firstDue(LocalDate from, LocalDate today) {
      return due(from.isBefore(today) ? today.minusDays(1) : from);
    }

    @Override
    Optional<String> feed() {
      return Optional.of("transactions");
    }
  };

  private static final Duration AFTER_THE_DAY = Duration.ofHours(2);
  private static final Duration AFTER_THE_NIGHT = Duration.ofMinutes(270);

  private final Duration length;

  Cadence(Duration length) {
    this.length = length;
  }

  /**
   * When the first run is due.
   *
   * @param from the first day that is wanted
   */
  abstract Instant firstDue(LocalDate from, LocalDate today);

  /** The feed without which it has nothing to do. */
  Optional<String> feed() {
    return Optional.empty();
  }

  /** When the first run of a day is due. */
  Instant due(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(length);
  }

  /** The day of what a run computes. */
  LocalDate dayOf(Instant due) {
    return LocalDate.ofInstant(due.minus(length), ZoneOffset.UTC);
  }

  /** The name of the coordinator and of its workflow. */
  String coordinator() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The property that says when the first run is due. */
  String startProperty() {
    return coordinator() + "_start";
  }

  /** The property that says whether the bundle has the coordinator. */
  String enabledProperty() {
    return coordinator() + "_enabled";
  }

  /** As Oozie writes and reads it. */
  static String text(Instant due) {
    return due.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
  }
}
