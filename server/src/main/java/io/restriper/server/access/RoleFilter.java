package io.restriper.server.access;

import io.restriper.server.access.token.Role;
import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import jakarta.inject.Provider;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;

/** Refuses what a caller's role does not cover, before the operation is asked anything. */
public final class RoleFilter implements ContainerRequestFilter {
  /** Given by Jersey, which has no other way to tell of the request below it. */
  @Context private Provider<Request> connection;

  @Override
  public void filter(ContainerRequestContext request) {
    Optional<Role> needed = needed(request);
    if (needed.isEmpty()) {
      return;
    }
    Caller caller =
        connection.get().getAttribute(Caller.ATTRIBUTE) instanceof Caller known
            ? known
            : Caller.NOBODY;
    if (caller.role().isEmpty()) {
      throw new ApiException(ErrorKind.UNAUTHORIZED, Access.tokenMissing().body().getDescription());
    }
    if (!caller.may(needed.get())) {
      throw new ApiException(
          ErrorKind.FORBIDDEN,
          "The token has the role "
              + caller.role().get().word()
              + ", and this needs "
              + needed.get().word()
              + ". Ask the operator for a token with that role.");
    }
  }

  private static Optional<Role> needed(ContainerRequestContext request) {
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      // Answered without a resource: which methods a path takes is in the contract anyway.
      return Operations.isOpen(request.getUriInfo().getRequestUri().getRawPath())
          ? Optional.empty()
          : Optional.of(Role.OBSERVER);
    }
    ResourceMethod method = ((ExtendedUriInfo) request.getUriInfo()).getMatchedResourceMethod();
    return method == null
        ? Optional.of(Role.ADMIN)
        : Operations.neededBy(method.getInvocable().getDefinitionMethod().getName());
  }
}
