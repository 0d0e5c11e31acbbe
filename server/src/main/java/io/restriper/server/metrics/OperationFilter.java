package io.restriper.server.metrics;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import org.eclipse.jetty.server.Request;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * Notes which operation a request is, for those who count requests and see no resources. The
 * methods of the generated interfaces are called as the operations of the contract are.
 */
public final class OperationFilter implements ContainerRequestFilter {
  /** Given by Jersey, which has no other way to tell of the request below it. */
  @Context private Provider<Request> connection;

  @Override
  public void filter(ContainerRequestContext request) {
    ResourceMethod method = ((ExtendedUriInfo) request.getUriInfo()).getMatchedResourceMethod();
    if (method != null) {
      connection
          .get()
          .setAttribute(
              HttpMetrics.OPERATION, method.getInvocable().getDefinitionMethod().getName());
    }
  }
}
