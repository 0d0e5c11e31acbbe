package io.restriper.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/** The page that says whether data is safe. It needs no token; the calls that it makes may. */
@Path("/")
public final class PageResource {
  private final StaticFile page = StaticFile.read(WebFiles.FOLDER + WebFiles.PAGE);

  /** The resource, with the page read from the jar. */
  public PageResource() {}

  /** The page. */
  @GET
  public Response getPage(@Context Request request) {
    return page.answer(request);
  }
}
