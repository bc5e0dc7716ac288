package io.millrace.warehouse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.warehouse.publish.PublishException;
import org.junit.jupiter.api.Test;

class HiveServerTest {

  @Test
  void oneThatDoesNotAnswerIsNamedWithTheReason() {
    HiveServer nobody = new HiveServer("jdbc:nobody://127.0.0.1:1/", "me");

    assertThatThrownBy(() -> nobody.connected(connection -> {}))
        .isInstanceOf(PublishException.class)
        .hasMessageStartingWith("HiveServer2 at jdbc:nobody://127.0.0.1:1/ did not answer: ");
  }
}
