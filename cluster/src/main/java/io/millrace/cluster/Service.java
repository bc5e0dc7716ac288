package io.millrace.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The daemons of the cluster, each a process of its own, in the order in which they are listed. */
public enum Service {
  NAMENODE(Port.NAMENODE_RPC, Port.NAMENODE_HTTP),
  DATANODE(Port.DATANODE_DATA, Port.DATANODE_HTTP, Port.DATANODE_IPC),
  RESOURCEMANAGER(
      Port.RESOURCEMANAGER_CLIENT,
      Port.RESOURCEMANAGER_HTTP,
      Port.RESOURCEMANAGER_SCHEDULER,
      Port.RESOURCEMANAGER_TRACKER,
      Port.RESOURCEMANAGER_ADMIN),
  NODEMANAGER(
      Port.NODEMANAGER_RPC,
      Port.NODEMANAGER_HTTP,
      Port.NODEMANAGER_LOCALIZER,
      Port.NODEMANAGER_COLLECTOR,
      Port.MAPREDUCE_SHUFFLE,
      Port.SPARK_SHUFFLE),
  HISTORYSERVER(Port.HISTORYSERVER_RPC, Port.HISTORYSERVER_HTTP, Port.HISTORYSERVER_ADMIN),
  KAFKA(Port.KAFKA_BROKER, Port.KAFKA_CONTROLLER),
  METASTORE(Port.METASTORE),
  HIVESERVER2(Port.HIVESERVER2, Port.HIVESERVER2_HTTP),
  OOZIE(Port.OOZIE);

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that cannot change
  private final List<Port> ports;

  Service(Port... ports) {
    this.ports = List.of(ports);
  }

  /** The name that users type and read: {@code namenode}, {@code kafka} and so on. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The ports it listens on, the one that people ask for first. */
  public List<Port> ports() {
    return ports;
  }

  /** The service of that name, empty when there is none. */
  public static Optional<Service> byId(String id) {
    return Arrays.stream(values()).filter(service -> service.id().equals(id)).findFirst();
  }

  /**
   * The service of that name.
   *
   * @throws ClusterException naming the services that exist
   */
  public static Service require(String id) {
    return byId(id)
        .orElseThrow(
            () ->
                new ClusterException(
                    ClusterException.BAD_SETTING,
                    "There is no service \"%s\"; the services are %s.".formatted(id, ids())));
  }

  private static String ids() {
    return Arrays.stream(values()).map(Service::id).collect(Collectors.joining(", "));
  }
}
