package io.millrace.cluster;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which services a service needs to be ready before it starts, and to live until it has ended. */
final class ServiceOrder {

  private ServiceOrder() {}

  static Set<Service> needs(Service service) {
    return switch (service) {
      case NAMENODE, RESOURCEMANAGER, KAFKA -> Set.of();
      case DATANODE -> Set.of(Service.NAMENODE);
      // its containers and their logs live in HDFS
      case NODEMANAGER -> Set.of(Service.RESOURCEMANAGER, Service.DATANODE);
      case HISTORYSERVER, METASTORE -> Set.of(Service.DATANODE);
      // its Tez session, which it ends when it is stopped, runs there
      case HIVESERVER2 -> Set.of(Service.METASTORE, Service.NODEMANAGER);
      case OOZIE -> Set.of(Service.DATANODE, Service.RESOURCEMANAGER);
    };
  }

  /** The services that need this one. */
  static Set<Service> dependants(Service service) {
    return Arrays.stream(Service.values())
        .filter(other -> needs(other).contains(service))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Service.class)));
  }
}
