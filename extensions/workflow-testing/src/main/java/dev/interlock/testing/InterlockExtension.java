package dev.interlock.testing;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands each test of JUnit a {@link TestHost} of its own, and tells the events of its runs in the
 * report of a test that failed: {@code @ExtendWith(InterlockExtension.class)}. Safe for many
 * threads.
 */
public final class InterlockExtension implements ParameterResolver, AfterTestExecutionCallback {
  private static final Namespace NAMESPACE = Namespace.create(InterlockExtension.class);

  /** The extension, as JUnit makes it. */
  public InterlockExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == TestHost.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getStore(NAMESPACE).computeIfAbsent(TestHost.class, type -> new TestHost());
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    TestHost host = test.getStore(NAMESPACE).get(TestHost.class, TestHost.class);
    if (host != null && test.getExecutionException().isPresent()) {
      host.journal()
          .runs()
          .forEach(
              run ->
                  test.publishReportEntry(
                      run.value(), String.join("\n", RunRecord.of(host.journal(), run).story())));
    }
  }
}
