package io.millrace.streaming.fraud;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** A producer whose driver dies before or after one of its calls. */
final class StoppedProducer {

  /** The driver is gone. */
  static final class DriverStopped extends RuntimeException {}

  private final Consumer<String> before;
  private int left;
  private Producer<byte[], byte[]> producer;

  /**
   * @param moments how many to let pass: there is one before and one after each call
   */
  StoppedProducer(int moments) {
    this(moments, call -> {});
  }

  /**
   * @param before told each call's name before it is made
   */
  StoppedProducer(int moments, Consumer<String> before) {
    this.left = moments;
    this.before = before;
  }

  /** Whether the moment came. */
  boolean stopped() {
    return left < 0;
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
              if (stopped()) {
                // a process that is gone aborts and closes nothing
                return null;
              }
              before.accept(method.getName());
              pass(method.getName());
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              pass(method.getName());
              return result;
            });
  }

  private void pass(String call) {
    if (--left < 0) {
      if (call.equals("send") || call.equals("commitTransaction")) {
        // what it has sent is on the topic by then
        producer.flush();
      }
      throw new DriverStopped();
    }
  }
}
