package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServiceOrderTest {

  @Test
  void everyServiceComesAfterWhatItNeeds() {
    Set<Service> before = new HashSet<>();
    for (Service service : Service.values()) {
      assertThat(before).containsAll(ServiceOrder.needs(service));
      before.add(service);
    }
  }

  @Test
  void dependantsAreTheOtherSideOfNeeds() {
    for (Service service : Service.values()) {
      for (Service needed : ServiceOrder.needs(service)) {
        assertThat(ServiceOrder.dependants(needed)).contains(service);
      }
    }
    assertThat(ServiceOrder.dependants(Service.METASTORE)).containsExactly(Service.HIVESERVER2);
  }

  @Test
  void anUnknownServiceIsRefusedWithTheOnesThatExist() {
    assertThat(Service.require("kafka")).isEqualTo(Service.KAFKA);
    assertThatThrownBy(() -> Service.require("zookeeper"))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "There is no service \"zookeeper\"; the services are namenode, datanode, resourcemanager,"
                + " nodemanager, historyserver, kafka, metastore, hiveserver2, oozie.");
  }
}
