package io.millrace.streaming.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {

  private static final List<Column> EVERY_TYPE =
      Arrays.stream(ColumnType.values()).map(type -> new Column("c_" + type, type)).toList();

  @TempDir private java.nio.file.Path folder;
  private Path file;

  @BeforeEach
  void setUp() {
    file = new Path(folder.resolve("rows.parquet").toUri());
  }

  @Test
  void valuesOfEveryTypeComeBackAsTheyWereWritten() throws IOException {
    // given: few texts, so that they go to a dictionary, and many numbers, so that they do not
    List<Object[]> rows = random(200_000, 7);
    write(EVERY_TYPE, rows);

    // when
    List<Object[]> read = read(EVERY_TYPE);

    // then
    assertThat(read).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(read.get(i)).as("row " + i).isEqualTo(rows.get(i));
    }
  }

  @Test
  void aColumnThatAnOlderFileDoesNotHaveIsNull() throws IOException {
    write(
        List.of(new Column("id", ColumnType.STRING)),
        List.of(new Object[] {"a"}, new Object[] {"b"}));

    List<Object[]> read =
        read(List.of(new Column("device", ColumnType.STRING), new Column("id", ColumnType.STRING)));

    assertThat(read).containsExactly(new Object[] {null, "a"}, new Object[] {null, "b"});
  }

  @Test
  void aColumnOfAnotherTypeIsRefusedByName() throws IOException {
    write(List.of(new Column("n", ColumnType.INT)), List.<Object[]>of(new Object[] {1}));

    assertThatThrownBy(() -> read(List.of(new Column("n", ColumnType.LONG))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has the column n as 'optional int32 n', not as 'optional int64 n'");
  }

  @Test
  void aFileWithoutRowsHasNone() throws IOException {
    write(EVERY_TYPE, List.of());

    assertThat(read(EVERY_TYPE)).isEmpty();
  }

  @Test
  void skippedRowsArePassedOverWhereverRowGroupsEnd() throws IOException {
    // given: several row groups
    List<Column> columns = List.of(new Column("n", ColumnType.LONG), EVERY_TYPE.get(8));
    Random random = new Random(3);
    List<Object[]> rows = new ArrayList<>();
    for (long n = 0; n < 90_000; n++) {
      byte[] noise = new byte[1000];
      random.nextBytes(noise);
      rows.add(new Object[] {n, noise});
    }
    write(columns, rows);

    // when, then
    for (int skipped : new int[] {0, 1, 31_999, 60_000, 89_999}) {
      try (RowReader reader = new RowReader(file, columns, new Configuration())) {
        assertThat(reader.rows()).isEqualTo(90_000);
        reader.skip(5);
        assertThat(reader.next()[0]).isEqualTo(5L);
        if (skipped > 6) {
          reader.skip(skipped - 6);
          assertThat(reader.next()[0]).isEqualTo((long) skipped);
        }
      }
    }
    try (RowReader reader = new RowReader(file, columns, new Configuration())) {
      reader.skip(90_000);
      assertThat(reader.next()).isNull();
    }
  }

  private void write(List<Column> columns, List<Object[]> rows) throws IOException {
    try (RowFile out = new RowFile(file, columns, new Configuration())) {
      for (Object[] row : rows) {
        out.write(row.clone());
      }
    }
  }

  private List<Object[]> read(List<Column> columns) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    try (RowReader reader = new RowReader(file, columns, new Configuration())) {
      for (Object[] row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Object[]> random(int count, long seed) {
    Random random = new Random(seed);
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object[] row = new Object[EVERY_TYPE.size()];
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextInt(10) == 0 ? null : value(EVERY_TYPE.get(c).type(), random);
      }
      rows.add(row);
    }
    return rows;
  }

  private static Object value(ColumnType type, Random random) {
    return switch (type) {
      case STRING -> "größe-" + random.nextInt(100);
      case INT -> random.nextInt();
      case DATE -> random.nextInt(30_000);
      case LONG, TIMESTAMP -> random.nextLong();
      case MONEY -> random.nextLong() % 1_000_000_000_000_000_000L;
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case BINARY -> ("b" + random.nextInt()).getBytes(StandardCharsets.UTF_8);
    };
  }
}
