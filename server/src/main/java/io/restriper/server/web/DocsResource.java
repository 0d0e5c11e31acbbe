package io.restriper.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The contract to read and to try, shown by Swagger UI, which comes from a jar of its own. */
@Path("/docs")
public final class DocsResource {
  private static final String FOLDER = WebFiles.FOLDER + "docs/";
  private static final String VERSIONS = "/META-INF/restriper/web.properties";

  private final StaticFile page = StaticFile.read(FOLDER + "index.html");
  private final Map<String, StaticFile> files = files();

  /** The resource, with the files read from the jars. */
  public DocsResource() {}

  private static Map<String, StaticFile> files() {
    Map<String, StaticFile> files = new HashMap<>();
    files.putAll(StaticFile.readAll(FOLDER, List.of("docs.css", "docs.js")));
    files.putAll(
        StaticFile.readAll(
            "/META-INF/resources/webjars/swagger-ui/" + swaggerUi() + "/",
            List.of("swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-bundle.js.LICENSE.txt")));
    files.put("openapi.yaml", Contract.read());
    return Map.copyOf(files);
  }

  private static String swaggerUi() {
    Properties versions = new Properties();
    try {
      versions.load(new ByteArrayInputStream(StaticFile.bytes(VERSIONS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return versions.getProperty("swagger_ui", "");
  }

  /** The page. */
  @GET
  public Response getReference(@Context Request request, @Context UriInfo uri) {
    if (uri.getPath().endsWith("/")) {
      // What the page loads is named relative to a path without the slash.
      return Response.status(Response.Status.PERMANENT_REDIRECT)
          .header("Location", "../docs")
          .build();
    }
    return page.answer(request);
  }

  /** A file of the page, the contract among them. */
  @GET
  @Path("{name}")
  public Response getReferenceFile(@PathParam("name") String name, @Context Request request) {
    return StaticFile.find(files, "/docs/", name).answer(request);
  }
}
