package io.millrace.acceptance;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link TestCluster}; whoever asks first has the demo run. */
public final class SharedCluster implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(SharedCluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    TestCluster cluster =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                TestCluster.class, key -> TestCluster.afterDemo(), TestCluster.class);
    boolean forDemo = context.getRequiredTestClass() == DemoTest.class;
    if (!forDemo && cluster.demo().outcome().exitCode() != 0) {
      throw new ParameterResolutionException("The demo failed: " + cluster.demo().outcome());
    }
    return cluster;
  }
}
