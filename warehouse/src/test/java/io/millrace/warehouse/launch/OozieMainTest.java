package io.millrace.warehouse.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OozieMainTest {

  private final List<Integer> exits = new ArrayList<>();

  @Test
  void whatSucceedsIsLeftAlone() {
    assertThatCode(() -> main(true).run(() -> null)).doesNotThrowAnyException();
    assertThat(exits).isEmpty();
  }

  @Test
  void aRefusalIsThrownWithItsReasonThoughThereIsAnotherTry() {
    assertThatThrownBy(() -> main(true).run(() -> thrown(new RefusedException("17 rows"))))
        .isInstanceOf(RefusedException.class)
        .hasMessage("17 rows");
    assertThat(exits).isEmpty();
  }

  @Test
  void whatMayBeMendedEndsWithTheCodeThatOozieTriesAgain() {
    assertThatThrownBy(() -> main(true).run(() -> thrown(new IOException("HDFS is away"))))
        .isInstanceOf(Exited.class);
    assertThat(exits).containsExactly(OozieMain.AGAIN);
  }

  @Test
  void theLastTryIsThrownWithItsReason() {
    assertThatThrownBy(() -> main(false).run(() -> thrown(new IOException("HDFS is away"))))
        .isExactlyInstanceOf(PublishException.class)
        .hasMessage("HDFS is away");
    assertThat(exits).isEmpty();
  }

  @Test
  void aMainClassIsCalledWithItsArgumentsAndThrowsWhatItThrows() {
    assertThatThrownBy(OozieMain.named(Throwing.class.getName(), "--days", "x")::call)
        .isInstanceOf(IOException.class)
        .hasMessage("--days x");
  }

  /** Ends as a launcher's security manager lets an exit end. */
  private OozieMain main(boolean anotherTry) {
    return new OozieMain(
        Failure::of,
        () -> anotherTry,
        code -> {
          exits.add(code);
          throw new Exited();
        });
  }

  private static Void thrown(Exception e) throws Exception {
    throw e;
  }

  private static final class Exited extends SecurityException {}

  /** A main class. */
  public static final class Throwing {
    private Throwing() {}

    public static void main(String[] args) throws IOException {
      if (args.length > 0) {
        throw new IOException(String.join(" ", args));
      }
    }
  }
}
