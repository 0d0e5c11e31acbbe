package io.restriper.server.status;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;

/**
 * Knows the requests for the status to which the resources have only one answer. It is strict: what
 * could mean anything else to them, or is not known here, is theirs.
 */
final class PlainRequest {
  private static final String PATH = "/v1/cluster/protection/restriper/status";

  /** Header fields that no answer with this status depends on, whatever they say. */
  private static final Set<HttpHeader> WITHOUT_MEANING =
      EnumSet.of(
          HttpHeader.ACCEPT_ENCODING,
          HttpHeader.ACCEPT_LANGUAGE,
          HttpHeader.AUTHORIZATION,
          HttpHeader.CACHE_CONTROL,
          HttpHeader.CONNECTION,
          HttpHeader.FORWARDED,
          HttpHeader.HOST,
          HttpHeader.ORIGIN,
          HttpHeader.PRAGMA,
          HttpHeader.REFERER,
          HttpHeader.USER_AGENT,
          HttpHeader.VIA,
          HttpHeader.X_FORWARDED_FOR,
          HttpHeader.X_FORWARDED_HOST,
          HttpHeader.X_FORWARDED_PORT,
          HttpHeader.X_FORWARDED_PROTO,
          HttpHeader.C_AUTHORITY,
          HttpHeader.C_METHOD,
          HttpHeader.C_PATH,
          HttpHeader.C_SCHEME);

  private static final Set<String> ACCEPTING = Set.of("*/*", "application/json");

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
  private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";

  /** The names of a server that the resources can make an address of. */
  private static final Pattern NAME =
      Pattern.compile(
          ("(?:OCTET\\.){3}OCTET|\\[::1]|(?:LABEL\\.)*(?=[A-Za-z])LABEL")
              .replace("OCTET", OCTET)
              .replace("LABEL", LABEL));

  /** Most requests call the server as the one before did. */
  private volatile String lastName = "localhost";

  /** Whether a request is one of them. */
  boolean is(Request request) {
    HttpURI uri = request.getHttpURI();
    return PATH.equals(uri.getPath())
        && HttpMethod.GET.is(request.getMethod())
        && uri.getQuery() == null
        && hasPlainHeaders(request)
        && hasPlainName(request);
  }

  private static boolean hasPlainHeaders(Request request) {
    boolean accept = false;
    for (HttpField field : request.getHeaders()) {
      HttpHeader known = field.getHeader();
      if (known == HttpHeader.ACCEPT) {
        if (accept || !ACCEPTING.contains(field.getValue())) {
          return false;
        }
        accept = true;
      } else if (known == null || !WITHOUT_MEANING.contains(known)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasPlainName(Request request) {
    String name = Request.getServerName(request);
    if (name == null) {
      return false;
    }
    if (name.equals(lastName)) {
      return true;
    }
    if (!NAME.matcher(name).matches()) {
      return false;
    }
    lastName = name;
    return true;
  }
}
