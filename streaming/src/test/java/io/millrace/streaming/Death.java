package io.millrace.streaming;

import io.millrace.model.landing.LandingStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Predicate;

/** A driver's death around one step of its store. */
final class Death {
  enum When {
    BEFORE,
    AFTER
  }

  private final String step;
  private final When when;
  private boolean due;

  Death(String step, When when) {
    this.step = step;
    this.when = when;
  }

  void dueNow() {
    due = true;
  }

  LandingStore decorate(LandingStore store) {
    Predicate<String> dies = method -> due && method.equals(step);
    return (LandingStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {LandingStore.class},
            (proxy, method, arguments) -> {
              if (when == When.BEFORE && dies.test(method.getName())) {
                throw new Killed();
              }
              try {
                Object answer = method.invoke(store, arguments);
                if (dies.test(method.getName())) {
                  throw new Killed();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
