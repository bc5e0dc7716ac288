package io.millrace.model.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.FeedPaths;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What lies in HDFS has the same names for processes of another default locale. */
@Isolated("changes the default locale")
class PathLocaleTest {
  private static final Locale USUAL = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(USUAL);
  }

  @Test
  void namesAreTheSameWhereDigitsAreOthers() {
    List<String> usual = names();

    Locale.setDefault(Locale.forLanguageTag("ar-EG"));

    assertThat(String.format("%d", 1)).as("digits are others here").isNotEqualTo("1");
    assertThat(names()).isEqualTo(usual).contains("v0012", "07");
  }

  private static List<String> names() {
    LandingPaths paths = new LandingPaths("hdfs://host:8020/millrace", "orders");
    return List.of(
        FeedPaths.name(12),
        EventHour.of(Instant.parse("2026-01-02T07:30:00Z")).hour(),
        paths.logEntry(41));
  }
}
