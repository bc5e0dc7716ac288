package io.millrace.acceptance;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link TestCluster}, and the days that were generated and computed in it.
 * Whoever asks first has the demo run, or the days computed.
 */
public final class SharedCluster implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestCluster.class || type == GeneratedDays.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestCluster cluster = shared(context, TestCluster.class, TestCluster::afterDemo);
    boolean forDemo = context.getRequiredTestClass() == DemoTest.class;
    if (!forDemo && cluster.demo().outcome().exitCode() != 0) {
      throw new ParameterResolutionException("The demo failed: " + cluster.demo().outcome());
    }
    return parameter.getParameter().getType() == TestCluster.class
        ? cluster
        : shared(context, GeneratedDays.class, () -> GeneratedDays.computed(cluster));
  }

  private static <T> T shared(ExtensionContext context, Class<T> type, Supplier<T> made) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(type, key -> made.get(), type);
  }
}
