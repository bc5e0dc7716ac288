package io.millrace.streaming.fraud;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;

/** A producer whose driver dies at the commit of one of its transactions. */
final class BreakingProducer {

  /** The driver is gone. */
  static final class DriverDied extends RuntimeException {}

  /** On which side of the commit it dies. */
  enum Moment {
    BEFORE_COMMIT,
    AFTER_COMMIT
  }

  private final Moment moment;
  private int left;
  private boolean dead;
  private Producer<byte[], byte[]> producer;

  /**
   * @param commits that go well
   */
  BreakingProducer(Moment moment, int commits) {
    this.moment = moment;
    this.left = commits;
  }

  boolean died() {
    return dead;
  }

  /** Lets go of what a dead process would not hold any more. */
  void bury() {
    producer.close();
  }

  @SuppressWarnings("unchecked")
  Producer<byte[], byte[]> around(Producer<byte[], byte[]> real) {
    producer = real;
    return (Producer<byte[], byte[]>)
        Proxy.newProxyInstance(
            Producer.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (dead) {
                // a process that is gone aborts and closes nothing
                return null;
              }
              boolean dies = method.getName().equals("commitTransaction") && left-- == 0;
              if (dies && moment == Moment.BEFORE_COMMIT) {
                real.flush();
                dead = true;
                throw new DriverDied();
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (dies) {
                dead = true;
                throw new DriverDied();
              }
              return result;
            });
  }
}
