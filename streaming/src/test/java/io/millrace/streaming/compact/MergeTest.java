package io.millrace.streaming.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.ColumnType;
import io.millrace.streaming.parquet.RowFile;
import io.millrace.streaming.parquet.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {

  private static final List<Column> ORIGIN =
      List.of(
          new Column("kafka_partition", ColumnType.INT),
          new Column("kafka_offset", ColumnType.LONG));
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", ColumnType.STRING),
          new Column("device", ColumnType.STRING),
          ORIGIN.get(0),
          ORIGIN.get(1));

  @TempDir private java.nio.file.Path folder;
  private final List<Path> inputs = new ArrayList<>();

  @Test
  void filesOfOneBatchAfterAnotherComeOutByPartitionAndOffset() throws IOException {
    input("1/0", "1/1", "0/0", "2/0");
    input("0/1", "0/2", "1/2");
    input("2/1", "0/3");

    assertThat(merged())
        .containsExactly("0/0", "0/1", "0/2", "0/3", "1/0", "1/1", "1/2", "2/0", "2/1");
  }

  @Test
  void anyOrderOfRowsAndFilesComesOutOrderedAndWhole() throws IOException {
    Random random = new Random(11);
    for (int trial = 0; trial < 30; trial++) {
      // given: offsets dealt to files at random, each file shuffled or not
      List<String> all = new ArrayList<>();
      for (int partition = 0; partition < 3; partition++) {
        for (int offset = 0; offset < random.nextInt(50); offset++) {
          all.add(partition + "/" + offset);
        }
      }
      List<List<String>> files = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        files.add(new ArrayList<>());
      }
      all.forEach(row -> files.get(random.nextInt(files.size())).add(row));
      inputs.clear();
      for (List<String> rows : files) {
        if (random.nextBoolean()) {
          Collections.shuffle(rows, random);
        }
        input(rows.toArray(String[]::new));
      }

      // when, then
      assertThat(merged()).containsExactlyElementsOf(all);
    }
  }

  @Test
  void rowsOfFilesThatAreOlderThanAColumnHaveNoneInIt() throws IOException {
    input("0/0");
    Path newer = next();
    try (RowFile file = new RowFile(newer, COLUMNS, new Configuration())) {
      file.write(new Object[] {"b", "phone", 0, 1L});
    }
    inputs.add(newer);

    assertThat(rows(merge()))
        .containsExactly(new Object[] {"0/0", null, 0, 0L}, new Object[] {"b", "phone", 0, 1L});
  }

  @Test
  void aMergeEndsSoonAfterItIsInterrupted() throws IOException {
    String[] rows = new String[10_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = "0/" + i;
    }
    input(rows);
    int[] checks = {0};

    assertThatThrownBy(
            () ->
                new Merge(
                        COLUMNS,
                        new Configuration(),
                        () -> {
                          if (++checks[0] == 3) {
                            throw new CancellationException("stop");
                          }
                        })
                    .run(inputs, next()))
        .isInstanceOf(CancellationException.class);
    assertThat(checks[0]).isEqualTo(3);
  }

  @Test
  void anInputThatIsGoneIsNamed() {
    inputs.add(next());

    assertThatThrownBy(this::merge)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(inputs.get(0).getName());
  }

  /** A file as an older version of the feed wrote it, without devices. */
  private void input(String... rows) throws IOException {
    Path path = next();
    List<Column> columns = List.of(COLUMNS.get(0), ORIGIN.get(0), ORIGIN.get(1));
    try (RowFile file = new RowFile(path, columns, new Configuration())) {
      for (String row : rows) {
        int slash = row.indexOf('/');
        file.write(
            new Object[] {
              row, Integer.valueOf(row.substring(0, slash)), Long.valueOf(row.substring(slash + 1))
            });
      }
    }
    inputs.add(path);
  }

  private List<String> merged() throws IOException {
    return rows(merge()).stream().map(row -> (String) row[0]).toList();
  }

  private Path merge() throws IOException {
    Path target = next();
    long rows = new Merge(COLUMNS, new Configuration(), () -> {}).run(inputs, target);
    assertThat(rows(target)).hasSize((int) rows);
    return target;
  }

  private static List<Object[]> rows(Path file) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    try (RowReader reader = new RowReader(file, COLUMNS, new Configuration())) {
      for (Object[] row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private Path next() {
    return new Path(folder.resolve(java.util.UUID.randomUUID() + ".parquet").toUri());
  }
}
