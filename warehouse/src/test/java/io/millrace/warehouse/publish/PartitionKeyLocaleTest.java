package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Partitions have the same names for processes of another default locale. */
@Isolated("changes the default locale")
class PartitionKeyLocaleTest {

  private static final Locale USUAL = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(USUAL);
  }

  @Test
  void namesAreTheSameWhereDigitsAreOthers() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));

    PartitionKey hour = PartitionKey.parse("2026-01-02T07");

    assertThat(String.format("%d", 1)).as("digits are others here").isNotEqualTo("1");
    assertThat(hour.name()).isEqualTo("dt=2026-01-02/hour=07");
    assertThat(hour.values()).containsEntry("hour", "07");
    assertThat(hour.toString()).isEqualTo("2026-01-02T07");
  }
}
