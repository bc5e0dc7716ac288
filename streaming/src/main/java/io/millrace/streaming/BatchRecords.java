package io.millrace.streaming;

import java.util.OptionalLong;
import org.apache.spark.Partition;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.v2.DataSourceRDDPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;
import scala.collection.Iterator;

/** A micro-batch's records as the source gives them. */
final class BatchRecords {

  private BatchRecords() {}

  /**
   * The records of a batch. What {@code foreachBatch} is handed is planned already; planning it
   * again would copy every record once more.
   */
  static RDD<InternalRow> of(Dataset<Row> batch) {
    LogicalPlan plan = batch.queryExecution().analyzed();
    return plan instanceof LogicalRDD planned ? planned.rdd() : batch.queryExecution().toRdd();
  }

  /** How many there are, if they come from Kafka: asked of the offsets, not of the topic. */
  static OptionalLong count(RDD<InternalRow> records) {
    long count = 0;
    for (Partition partition : records.partitions()) {
      if (!(partition instanceof DataSourceRDDPartition source)) {
        return OptionalLong.empty();
      }
      Iterator<InputPartition> inputs = source.inputPartitions().iterator();
      while (inputs.hasNext()) {
        if (!(inputs.next() instanceof KafkaBatchInputPartition kafka)) {
          return OptionalLong.empty();
        }
        count += kafka.offsetRange().size();
      }
    }
    return OptionalLong.of(count);
  }
}
