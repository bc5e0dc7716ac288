package io.millrace.streaming.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.DoubleStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  private static final int SEVERAL_PAGES = 70_000;

  @TempDir private java.nio.file.Path folder;
  private Path path;

  @BeforeEach
  void setUp() {
    path = new Path(folder.resolve("rows.parquet").toUri());
  }

  @Test
  void textsComeBackWhetherTheyRepeatOrNotOrBecomeTooManyOnTheWay() throws IOException {
    String shape = "é".repeat(30);
    List<IntFunction<String>> columns =
        List.of(
            i -> "always",
            i -> i % 7 == 0 ? null : "one of " + i % 3,
            i -> "id " + i,
            i -> i < 900 ? "few" : "many " + shape + i,
            i -> i % 2 == 0 ? "" : null,
            i -> null,
            i -> i < 40_000 ? null : "late " + i % 100,
            i -> (i % 60_000 < 30_000 ? "a" : "b") + (i * 31L) % 5_000 + shape);

    assertComesBack(ColumnType.STRING, columns);
  }

  @Test
  void numbersComeBackWhetherTheyRepeatOrNotOrBecomeTooManyOnTheWay() throws IOException {
    Random random = new Random(5);
    long[] noise = random.longs(SEVERAL_PAGES).toArray();
    List<IntFunction<Long>> columns =
        List.of(
            i -> 42L,
            i -> noise[i],
            i -> (long) i,
            i -> noise[i] % 300,
            i -> i % 5 == 0 ? null : noise[i % 4_000],
            i -> i < 30_000 ? Long.valueOf(i % 9) : (Long) noise[i],
            i -> i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE,
            i -> (long) (i / 2));

    assertComesBack(ColumnType.LONG, columns);
  }

  @Test
  void doublesAndAmountsAndBooleansComeBack() throws IOException {
    assertComesBack(
        ColumnType.DOUBLE, List.of(i -> i / 3.0, i -> i % 2 == 0 ? -0.0 : 0.0, i -> i % 10 - 4.5));
    assertComesBack(ColumnType.MONEY, List.of(i -> i * 7L - 100_000, i -> i % 2 == 0 ? null : -1L));
    assertComesBack(
        ColumnType.BOOLEAN, List.of(i -> i % 3 == 0, i -> true, i -> i == 5 ? true : null));
    assertComesBack(ColumnType.INT, List.of(i -> i % 11 - 5, i -> i * 31, i -> Integer.MIN_VALUE));
  }

  @Test
  void rowGroupsEndWhereMemorySaysAndNothingIsLost() throws IOException {
    // given
    List<Column> columns = List.of(new Column("id", ColumnType.STRING));
    byte[] noise = new byte[100];
    Random random = new Random(1);

    // when
    try (RowFile file = new RowFile(path, columns, new Configuration(), () -> 1_000_000)) {
      for (int i = 0; i < SEVERAL_PAGES; i++) {
        random.nextBytes(noise);
        file.write(new Object[] {i + Arrays.toString(noise)});
      }
    }

    // then
    assertThat(blocks()).hasSizeGreaterThan(5);
    try (RowReader reader = new RowReader(path, columns, new Configuration())) {
      for (int i = 0; i < SEVERAL_PAGES; i++) {
        assertThat((String) reader.next()[0]).startsWith(Integer.toString(i) + "[");
      }
    }
  }

  @Test
  void statisticsAreTheLeastAndTheGreatestAndHowManyAreMissing() throws IOException {
    // given: what would be of another order if bytes had a sign, or amounts none
    String[] texts = {"b", "ä", "a", "", "z", "日本"};
    List<Column> columns =
        List.of(
            new Column("text", ColumnType.STRING),
            new Column("id", ColumnType.STRING),
            new Column("amount", ColumnType.MONEY),
            new Column("number", ColumnType.DOUBLE),
            new Column("missing", ColumnType.INT));

    // when
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < SEVERAL_PAGES; i++) {
      String text = i % 10 == 9 ? null : texts[i % 10 % texts.length];
      rows.add(new Object[] {text, "é" + i, i % 5 - 2L, 0.5 - i, null});
    }
    write(columns, rows);

    // then
    List<ColumnChunkMetaData> chunks = blocks().get(0).getColumns();
    assertBounds(chunks.get(0).getStatistics(), utf8(""), utf8("日本"), SEVERAL_PAGES / 10);
    assertBounds(chunks.get(1).getStatistics(), utf8("é0"), utf8("é9999"), 0);
    assertThat(chunks.get(2).getStatistics().minAsString()).isEqualTo("-0.0002");
    assertThat(chunks.get(2).getStatistics().maxAsString()).isEqualTo("0.0002");
    DoubleStatistics numbers = (DoubleStatistics) chunks.get(3).getStatistics();
    assertThat(numbers.getMin()).isEqualTo(0.5 - (SEVERAL_PAGES - 1));
    assertThat(numbers.getMax()).isEqualTo(0.5);
    assertThat(chunks.get(4).getStatistics().hasNonNullValue()).isFalse();
    assertThat(chunks.get(4).getStatistics().getNumNulls()).isEqualTo(SEVERAL_PAGES);
  }

  @Test
  void aColumnOfIdsHasNoDictionaryAndOneOfFewTextsHas() throws IOException {
    List<Column> columns =
        List.of(new Column("id", ColumnType.STRING), new Column("kind", ColumnType.STRING));
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < SEVERAL_PAGES; i++) {
      rows.add(new Object[] {"id " + i, "kind " + i % 4});
    }

    write(columns, rows);

    List<ColumnChunkMetaData> chunks = blocks().get(0).getColumns();
    assertThat(chunks.get(0).hasDictionaryPage()).isFalse();
    assertThat(chunks.get(1).hasDictionaryPage()).isTrue();
    assertThat(chunks.get(1).getTotalSize()).isLessThan(SEVERAL_PAGES);
  }

  private <T> void assertComesBack(ColumnType type, List<IntFunction<T>> values)
      throws IOException {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      columns.add(new Column("c" + i, type));
    }
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < SEVERAL_PAGES; i++) {
      int number = i;
      rows.add(values.stream().map(value -> value.apply(number)).toArray());
    }
    write(columns, rows);
    try (RowReader reader = new RowReader(path, columns, new Configuration())) {
      for (int i = 0; i < SEVERAL_PAGES; i++) {
        assertThat(reader.next()).as(type + " row " + i).isEqualTo(rows.get(i));
      }
      assertThat(reader.next()).isNull();
    }
  }

  private void write(List<Column> columns, List<Object[]> rows) throws IOException {
    path.getFileSystem(new Configuration()).delete(path, false);
    try (RowFile file = new RowFile(path, columns, new Configuration())) {
      for (Object[] row : rows) {
        file.write(row);
      }
    }
  }

  private List<BlockMetaData> blocks() throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, new Configuration()))) {
      return reader.getFooter().getBlocks();
    }
  }

  private static void assertBounds(Statistics<?> of, byte[] least, byte[] greatest, long nulls) {
    assertThat(of.getMinBytes()).isEqualTo(least);
    assertThat(of.getMaxBytes()).isEqualTo(greatest);
    assertThat(of.getNumNulls()).isEqualTo(nulls);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
