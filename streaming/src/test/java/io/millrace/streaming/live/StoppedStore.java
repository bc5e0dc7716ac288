package io.millrace.streaming.live;

import io.millrace.model.landing.LandingStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose driver dies before or after one of its operations. */
public final class StoppedStore {

  /** The driver is gone. */
  public static final class DriverStopped extends RuntimeException {}

  private final AtomicInteger left;

  /**
   * @param moments how many to let pass: there is one before and one after each operation
   */
  public StoppedStore(int moments) {
    this.left = new AtomicInteger(moments);
  }

  /** Whether the moment came. */
  public boolean stopped() {
    return left.get() < 0;
  }

  public LandingStore around(LandingStore store) {
    return (LandingStore)
        Proxy.newProxyInstance(
            LandingStore.class.getClassLoader(),
            new Class<?>[] {LandingStore.class},
            (proxy, method, arguments) -> {
              pass();
              Object result;
              try {
                result = method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              pass();
              return result;
            });
  }

  private void pass() {
    if (left.decrementAndGet() < 0) {
      throw new DriverStopped();
    }
  }
}
