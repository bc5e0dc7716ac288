package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.acceptance.SortedRows.Difference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(30)
class SortedRowsTest {

  @TempDir private Path folder;

  @Test
  void theSameRowsInAnotherOrderAreEqual() throws Exception {
    SortedRows expected = rows("file", "{\"id\":\"é\"}", "{\"id\":\"z\"}", "{\"id\":\"😀\"}", "");
    SortedRows found = rows("host", "", "{\"id\":\"😀\"}", "{\"id\":\"é\"}", "{\"id\":\"z\"}");

    Difference difference = found.from(expected);

    assertThat(difference).isEqualTo(new Difference(4, 0, 0, 0, List.of()));
    assertThat(difference.isNone()).isTrue();
  }

  @Test
  void whatIsMissingAdditionalOrThereTwiceIsCountedAndTheFirstThreeAreShown() throws Exception {
    SortedRows expected = rows("file", "a", "b", "c", "d", "e");
    SortedRows found = rows("host", "b", "b", "c", "f", "g");

    Difference difference = found.from(expected);

    assertThat(difference.rows()).isEqualTo(5);
    assertThat(difference.missing()).isEqualTo(3);
    assertThat(difference.additional()).isEqualTo(3);
    assertThat(difference.twice()).isEqualTo(1);
    assertThat(difference.shown())
        .containsExactly("missing:    a", "additional: b", "missing:    d");
    assertThat(difference.isNone()).isFalse();
  }

  @Test
  void whatShouldBeThereTwiceIs() throws Exception {
    assertThat(rows("host", "a", "a", "b").from(rows("file", "b", "a", "a")).isNone()).isTrue();
    assertThat(rows("once", "a", "b").from(rows("twice", "b", "a", "a")).missing()).isEqualTo(1);
  }

  @Test
  void rowsOfTheSameIdAreCountedWhateverElseTheySay() throws Exception {
    SortedRows rows =
        rows(
            "host",
            "{\"id\":\"1\",\"score\":5}",
            "{\"id\":\"11\",\"score\":5}",
            "{\"id\":\"1\",\"score\":7}");

    assertThat(rows.sameIds()).isEqualTo(1);
    assertThatThrownBy(() -> rows("broken", "no row").sameIds())
        .hasMessageContaining("has a row without an id: no row");
  }

  private SortedRows rows(String name, String... lines) throws Exception {
    return SortedRows.of(Files.write(folder.resolve(name), List.of(lines), UTF_8));
  }
}
