package io.millrace.warehouse.hive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HivePartitionsTest {

  /** Hive tells it by {@link Date#toString}. */
  @SuppressWarnings("JavaUtilDate") // what Hive does
  @Test
  void aTimeOfATableIsReadAsHiveTellsItWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String locale : new String[] {"en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab"}) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        assertThat(HivePartitions.instant("Mon Nov 02 06:49:07 UTC 2026"))
            .isEqualTo(Instant.parse("2026-11-02T06:49:07Z"));
        Instant now = Instant.parse("2026-11-23T06:49:07Z");
        assertThat(HivePartitions.instant(Date.from(now).toString())).isEqualTo(now);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatIsNoTimeIsRefused() {
    assertThatThrownBy(() -> HivePartitions.instant("UNKNOWN"))
        .isInstanceOf(DateTimeException.class)
        .hasMessageContaining("UNKNOWN");
  }
}
