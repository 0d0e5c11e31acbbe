package io.restriper.server.http;

import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests while the server is stopping, but those that ask whether it is: on a connection
 * that was open before, they are answered until the last request is done.
 */
final class Draining extends GracefulHandler {
  private static final Set<String> PROBES = Set.of("/healthz", "/readyz");

  Draining(Handler requests) {
    super(requests);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return PROBES.contains(request.getHttpURI().getPath())
        ? getHandler().handle(request, response, callback)
        : super.handle(request, response, callback);
  }
}
