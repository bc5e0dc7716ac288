package io.millrace.ingest.fraud.stream;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Options;

/**
 * Bounds the memory of a partition's store outside the heap: 16 MiB of tables that are being
 * written, indexes and filters in the cache of blocks, which has Streams' own 50 MB. A payment of
 * an account that never paid is looked for in no file, by the filters.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
  private static final int WRITE_BUFFERS = 2;
  private static final double FILTER_BITS = 10;

  private final BloomFilter filter = new BloomFilter(FILTER_BITS);

  /** Made by Kafka Streams, once for each store. */
  public BoundedRocksDb() {}

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
    tables.setCacheIndexAndFilterBlocks(true);
    tables.setFilterPolicy(filter);
    options.setTableFormatConfig(tables);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS);
  }

  @Override
  public void close(String storeName, Options options) {
    filter.close();
  }
}
