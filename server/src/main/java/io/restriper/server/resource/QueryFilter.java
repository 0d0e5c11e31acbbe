package io.restriper.server.resource;

import io.restriper.server.error.ApiException;
import io.restriper.server.error.ErrorKind;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Set;

/** Refuses numbers in the query that are empty or given twice, which JAX-RS would pass over. */
final class QueryFilter implements ContainerRequestFilter {
  private static final Set<String> NUMBERS = Set.of("offset", "length", "limit");

  @Override
  public void filter(ContainerRequestContext request) {
    request.getUriInfo().getQueryParameters().forEach(QueryFilter::check);
  }

  private static void check(String name, List<String> values) {
    if (NUMBERS.contains(name) && (values.size() > 1 || values.get(0).isEmpty())) {
      throw new ApiException(
          ErrorKind.INVALID_PARAMETER,
          "The parameter "
              + name
              + (values.size() > 1 ? " is given twice. Give it once." : " is empty.")
              + " It takes a whole number.");
    }
  }
}
