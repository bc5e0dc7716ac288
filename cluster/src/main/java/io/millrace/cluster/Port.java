package io.millrace.cluster;

/**
 * Every port that a daemon of the cluster listens on, with its number at offset 0: the ecosystem's
 * own default.
 */
public enum Port {
  NAMENODE_RPC("namenode.rpc", 8020),
  NAMENODE_HTTP("namenode.http", 9870),
  DATANODE_DATA("datanode.data", 9866),
  DATANODE_HTTP("datanode.http", 9864),
  DATANODE_IPC("datanode.ipc", 9867),
  RESOURCEMANAGER_CLIENT("resourcemanager.client", 8032),
  RESOURCEMANAGER_SCHEDULER("resourcemanager.scheduler", 8030),
  RESOURCEMANAGER_TRACKER("resourcemanager.tracker", 8031),
  RESOURCEMANAGER_ADMIN("resourcemanager.admin", 8033),
  RESOURCEMANAGER_HTTP("resourcemanager.http", 8088),
  NODEMANAGER_RPC("nodemanager.rpc", 8041),
  NODEMANAGER_LOCALIZER("nodemanager.localizer", 8040),
  NODEMANAGER_HTTP("nodemanager.http", 8042),
  NODEMANAGER_COLLECTOR("nodemanager.collector", 8048),
  MAPREDUCE_SHUFFLE("mapreduce.shuffle", 13562),
  SPARK_SHUFFLE("spark.shuffle", 7337),
  HISTORYSERVER_RPC("historyserver.rpc", 10020),
  HISTORYSERVER_HTTP("historyserver.http", 19888),
  HISTORYSERVER_ADMIN("historyserver.admin", 10033),
  KAFKA_BROKER("kafka.broker", 9092),
  KAFKA_CONTROLLER("kafka.controller", 9093),
  METASTORE("metastore.thrift", 9083),
  HIVESERVER2("hiveserver2.thrift", 10000),
  HIVESERVER2_HTTP("hiveserver2.http", 10002),
  OOZIE("oozie.http", 11000);

  private final String key;
  private final int number;

  Port(String key, int number) {
    this.key = key;
    this.number = number;
  }

  /** The port's name in site files: {@code @port.<key>@}. */
  public String key() {
    return key;
  }

  /** The port's number at offset 0. */
  public int number() {
    return number;
  }
}
