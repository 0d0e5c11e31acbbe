package io.restriper.server.deprecation;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;

/**
 * Gives the answers of deprecated operations the headers that say so, counts the calls, and tells
 * of the callers. Which operations those are, the contract alone says: the methods of the generated
 * interfaces are called as its operations are.
 */
public final class DeprecationFilter implements ContainerResponseFilter {
  private final DeprecatedOperations operations;
  private final DeprecatedCalls calls;
  private final DeprecationLog log = new DeprecationLog();

  /** Given by Jersey, which knows the connection and has no other way to tell of it. */
  @Context private Provider<Request> connection;

  /** A filter that counts in {@code calls}. */
  public DeprecationFilter(DeprecatedOperations operations, DeprecatedCalls calls) {
    this.operations = operations;
    this.calls = calls;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    Optional<DeprecatedOperation> called = operationId(request).flatMap(operations::find);
    if (called.isEmpty()) {
      return;
    }
    DeprecatedOperation operation = called.get();
    String agent =
        DeprecatedCalls.agent(Optional.ofNullable(request.getHeaderString(HttpHeaders.USER_AGENT)));
    calls.count(operation, agent);
    log.note(operation, agent, Request.getRemoteAddr(connection.get()));
    // What goes wrong is answered as the contract documents it for every operation.
    if (response.getStatus() < 400) {
      MultivaluedMap<String, Object> headers = response.getHeaders();
      headers.putSingle("Deprecation", operation.deprecation());
      headers.putSingle("Sunset", operation.sunsetDate());
      headers.add(HttpHeaders.LINK, operation.link(request.getUriInfo().getPathParameters(false)));
    }
  }

  private static Optional<String> operationId(ContainerRequestContext request) {
    ResourceMethod method = ((ExtendedUriInfo) request.getUriInfo()).getMatchedResourceMethod();
    return Optional.ofNullable(method)
        .map(found -> found.getInvocable().getDefinitionMethod().getName());
  }
}
