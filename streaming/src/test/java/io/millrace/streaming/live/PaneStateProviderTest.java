package io.millrace.streaming.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.streaming.state.ReadStateStore;
import org.apache.spark.sql.execution.streaming.state.StateStore;
import org.apache.spark.sql.execution.streaming.state.StateStoreConf;
import org.apache.spark.sql.execution.streaming.state.StateStoreId;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaneStateProviderTest {

  private static final StructType NUMBER = new StructType().add("n", DataTypes.LongType);

  @TempDir private Path checkpoint;
  private PaneStateProvider provider;

  @BeforeEach
  void open() {
    SQLConf settings = new SQLConf();
    settings.setConfString(
        "spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled", "true");
    provider = new PaneStateProvider();
    provider.init(
        new StateStoreId(checkpoint.toUri().toString(), 0, 0, "default"),
        NUMBER,
        NUMBER,
        0,
        StateStoreConf.apply(settings),
        new Configuration());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void whatABatchCommittedIsNotFetchedAgainForTheNext() throws IOException {
    // given batches that read and write, and give up what they read in the end as Spark does
    for (int version = 0; version < 3; version++) {
      ReadStateStore read = provider.getReadStore(version);
      StateStore write = provider.getStore(version);
      write.put(number(version), number(version));
      write.commit();
      read.abort();
    }

    // when nothing of it can be fetched any more
    assertThat(checkpoint.resolve("0/0").toFile().list()).isNotEmpty();
    FileUtils.cleanDirectory(checkpoint.toFile());

    // then it is there all the same
    ReadStateStore read = provider.getReadStore(3);
    for (int version = 0; version < 3; version++) {
      assertThat(read.get(number(version)).getLong(0)).isEqualTo(version);
    }
    read.abort();
  }

  @Test
  void whatABatchDidNotCommitIsGone() {
    // given
    StateStore first = provider.getStore(0);
    first.put(number(1), number(1));
    first.commit();

    // when a batch fails after it wrote
    ReadStateStore read = provider.getReadStore(1);
    StateStore write = provider.getStore(1);
    write.put(number(1), number(2));
    write.abort();
    read.abort();

    // then the next finds what was committed
    ReadStateStore again = provider.getReadStore(1);
    assertThat(again.get(number(1)).getLong(0)).isEqualTo(1);
    again.abort();
  }

  private static UnsafeRow number(long value) {
    InternalRow row = new GenericInternalRow(new Object[] {value});
    return UnsafeProjection.create(NUMBER).apply(row).copy();
  }
}
