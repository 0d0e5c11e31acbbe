package io.restriper.server.health;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * What is answered.
 *
 * @param status in a word or two
 * @param reasons why it is not what it should be; empty if it is
 */
record HealthAnswer(String status, List<Reason> reasons) {

  static Response of(int code, String status, List<Reason> reasons) {
    return Response.status(code)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(new HealthAnswer(status, reasons))
        .build();
  }
}
