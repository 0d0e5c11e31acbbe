package io.restriper.server.web;

import io.restriper.engine.facts.Facts;
import io.restriper.engine.facts.SlotFacts;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the page is made of, and what it shows that the contract has no field for. */
@Path("/web")
public final class WebResource {
  private final Map<String, StaticFile> files = StaticFile.readAll(WebFiles.FOLDER, WebFiles.NAMES);
  private final Supplier<Facts> facts;

  /**
   * The resource, with the files read from the jar.
   *
   * @param facts asked for each answer; must not wait
   */
  public WebResource(Supplier<Facts> facts) {
    this.facts = facts;
  }

  /** A file of the page. */
  @GET
  @Path("{name}")
  public Response getPageFile(@PathParam("name") String name, @Context Request request) {
    return StaticFile.find(files, "/web/", name).answer(request);
  }

  /** How full each drive is. */
  @GET
  @Path("drives.json")
  public Response getPageDrives() {
    List<Fill> drives = facts.get().slots().stream().map(Fill::of).toList();
    return Response.ok(drives, MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", "no-store")
        .build();
  }

  /**
   * How full a drive is. Byte counts are strings of digits, as everywhere on this wire.
   *
   * @param id the slot, as in {@code /v1/cluster/slots/}
   * @param used bytes that its blocks take
   * @param free bytes that can still be written
   * @param detail why it is not healthy, in a sentence; empty if it is
   */
  record Fill(String id, String used, String free, String detail) {
    static Fill of(SlotFacts slot) {
      return new Fill(
          slot.id(), Long.toString(slot.used()), Long.toString(slot.free()), slot.detail());
    }
  }
}
