package io.restriper.testing;

import io.restriper.client.RestriperClient;
import io.restriper.engine.setup.EngineStartException;
import io.restriper.model.RunPhase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts a real Restriper server over temporary directories, and stops it and removes them at the
 * end.
 *
 * <p>The server lives as long as what the extension is registered on:
 *
 * <ul>
 *   <li>a static field with {@code @RegisterExtension}, or {@code @ExtendWith} on a class: one
 *       server for all tests of the class and its nested ones;
 *   <li>an instance field with {@code @RegisterExtension}, or {@code @ExtendWith} on a method: one
 *       server for each test.
 * </ul>
 *
 * <p>Constructors and methods of the test class may have parameters of the types {@link
 * TestServer}, {@link RestriperClient} and {@link URI}. All methods of {@link TestServer} can be
 * called on the extension too, while its server runs; at other times they throw {@link
 * IllegalStateException}.
 */
public final class RestriperExtension
    implements TestServer,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final Map<Class<?>, Function<TestServer, Object>> PARAMETERS =
      Map.of(
          TestServer.class,
          server -> server,
          RestriperClient.class,
          TestServer::client,
          URI.class,
          TestServer::uri);

  private final ServerPlan plan;
  private LocalTestServer running;

  /** Where the server was started, so that it is stopped there. */
  private String startedBy;

  /** An extension with eight drives, the encoding 4+2 and one node. */
  public RestriperExtension() {
    this(ServerPlan.DEFAULTS);
  }

  RestriperExtension(ServerPlan plan) {
    this.plan = plan;
  }

  /**
   * Begins to make an extension.
   *
   * @return a builder
   */
  public static RestriperExtensionBuilder builder() {
    return new RestriperExtensionBuilder();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, EngineStartException {
    startUnlessRunning(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException, EngineStartException {
    startUnlessRunning(context);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    stopIfStartedBy(context);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    stopIfStartedBy(context);
  }

  private synchronized void startUnlessRunning(ExtensionContext context)
      throws IOException, EngineStartException {
    if (running == null) {
      running = LocalTestServer.start(plan);
      startedBy = context.getUniqueId();
    }
  }

  private synchronized void stopIfStartedBy(ExtensionContext context) throws IOException {
    if (running != null && startedBy.equals(context.getUniqueId())) {
      LocalTestServer stopped = running;
      running = null;
      stopped.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    try {
      return PARAMETERS.get(parameter.getParameter().getType()).apply(server());
    } catch (IllegalStateException e) {
      throw new ParameterResolutionException(e.getMessage(), e);
    }
  }

  private synchronized TestServer server() {
    if (running == null) {
      throw new IllegalStateException(
          "No server is running. It lives as long as what the extension is registered on: for each"
              + " test with an instance field, for a whole class with a static one.");
    }
    return running;
  }

  @Override
  public URI uri() {
    return server().uri();
  }

  @Override
  public RestriperClient client() {
    return server().client();
  }

  @Override
  public int drives() {
    return server().drives();
  }

  @Override
  public Path drive(int number) {
    return server().drive(number);
  }

  @Override
  public TestServer fill() {
    return server().fill();
  }

  @Override
  public TestServer loseDrive(int number) {
    return server().loseDrive(number);
  }

  @Override
  public TestServer returnDrive(int number) {
    return server().returnDrive(number);
  }

  @Override
  public TestServer replaceDrive(int number) {
    return server().replaceDrive(number);
  }

  @Override
  public TestServer addDrive() {
    return server().addDrive();
  }

  @Override
  public TestServer encode(String encoding) {
    return server().encode(encoding);
  }

  @Override
  public TestServer hold(RunPhase phase) {
    return server().hold(phase);
  }

  @Override
  public TestServer awaitHeld() {
    return server().awaitHeld();
  }

  @Override
  public TestServer release() {
    return server().release();
  }

  @Override
  public TestServer block() {
    return server().block();
  }

  @Override
  public TestServer unblock() {
    return server().unblock();
  }

  @Override
  public TestServer awaitSafe() {
    return server().awaitSafe();
  }

  @Override
  public TestServer awaitFinished() {
    return server().awaitFinished();
  }

  @Override
  public TestServer restart() {
    return server().restart();
  }
}
