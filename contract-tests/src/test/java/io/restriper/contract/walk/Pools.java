package io.restriper.contract.walk;

import static io.restriper.contract.raw.Shot.utf8;

import java.util.ArrayList;
import java.util.List;

/** What parts of requests are made of: right, at the edge, and wrong. */
final class Pools {
  /** Paths of files and directories that are there, or could be. */
  static final List<String> GOOD_REFS =
      List.of(
          "%2Fd%2Ff",
          "%2Fd%2Ff%2F", "%2Fd", "%2Fd%2F", "%2F", "%2Fnone", "%2Fd%2Ff%2Fx", "%2fd%2ff");

  /** IDs of slots and runs that are there, or could be. */
  static final List<String> GOOD_IDS = List.of("1:1", "1:8", "1:9", "1", "2", "99");

  static final List<String> METHODS =
      List.of(
          "GET",
          "HEAD",
          "PUT",
          "POST",
          "DELETE",
          "PATCH",
          "OPTIONS",
          "TRACE",
          "PROPFIND",
          "BREW",
          "get",
          "Put",
          "GETT",
          "M-SEARCH",
          "X".repeat(300));

  /** What stands in the query besides parameters. */
  static final List<String> QUERIES =
      List.of(
          "",
          "=",
          "==",
          "=1",
          "x",
          "x=",
          "x=1",
          "x=%zz",
          "x=%FF",
          "x=%00",
          "%00=1",
          "%FF=1",
          "%=1",
          "?",
          "?x",
          "limit",
          "offset",
          "length",
          "after",
          "after=",
          "LIMIT=1",
          "limit[]=1",
          "limit%00=1",
          "%6Cimit=1",
          "offset=1",
          "length=1",
          "limit=1",
          "after=a",
          "after=0",
          "ref=%2F",
          "id=1",
          "callback=f",
          "_method=DELETE",
          "access_token=x",
          "x[y]=1",
          "x;y",
          "<>",
          "\"",
          "{",
          "|",
          "\\",
          "x=" + "y".repeat(6000),
          utf8("\u00e9=\u00e9"),
          "\u00ff=1",
          "x=" + "%41".repeat(1500));

  /** Media types, with which a body can come and that an answer can be asked in. */
  static final List<String> MEDIA_TYPES =
      List.of(
          "application/json",
          "application/octet-stream",
          "text/event-stream",
          "text/html",
          "text/plain",
          "*/*",
          "application/*",
          "application/json;q=0",
          "application/json;q=2",
          "application/json;q=x",
          "application/json; charset=utf-16",
          "APPLICATION/JSON",
          "application/json, text/html",
          "text/html, */*;q=0.1",
          "*/*;q=0",
          "application",
          "application/",
          "/json",
          "/",
          "///",
          "*",
          "*/json",
          "",
          ",",
          ";",
          "application/json;",
          "application/json; charset",
          "application/json;charset=\"",
          "application/json; a=b; a=c",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/x-www-form-urlencoded",
          "application/octet-stream; charset=none",
          "application/problem+json",
          "application/vnd.api+json",
          "image/png",
          "text/event-stream;q=0.0",
          "a/b/c",
          "a b/c",
          "\u00e9/\u00e9",
          "x/" + "y".repeat(3000),
          "application/json,".repeat(200) + "a/b");

  /** Bodies that a request may have. */
  static final List<String> BODIES =
      List.of(
          "",
          "x",
          "four",
          "{}",
          "{\"a\":",
          "null",
          "\u0000",
          "\u00ff\u00fe\u0000",
          "<x/>",
          "a=b&c=d",
          "--x\r\n\r\n--x--\r\n",
          "x".repeat(5000),
          "z".repeat(70_000));

  /** Whole header fields that any request may have. */
  static final List<String> HEADERS = headers();

  private Pools() {}

  private static List<String> headers() {
    List<String> headers = new ArrayList<>();
    for (String type : MEDIA_TYPES) {
      headers.add("Accept: " + type);
      headers.add("Content-Type: " + type);
    }
    for (String tag :
        List.of(
            "*",
            "\"1\"",
            "\"\"",
            "W/\"1\"",
            "\"1\", \"2\"",
            "1",
            "\"1",
            "\"1\",",
            ",",
            "",
            "\"" + "x".repeat(3000) + "\"",
            "\"\u00e9\"",
            "* , \"1\"",
            "\"1\" \"2\"",
            "\"1\",".repeat(500) + "\"1\"",
            "\"a\\\"b\"",
            "W/",
            "w/\"1\"",
            "\"\t\"")) {
      headers.add("If-Match: " + tag);
      headers.add("If-None-Match: " + tag);
      headers.add("If-Range: " + tag);
    }
    for (String id :
        List.of(
            "1-1",
            "0-0",
            "9223372036854775807-1",
            "9223372036854775808-1",
            "-1--1",
            "1",
            "-",
            "x",
            "",
            " ",
            "1-1-1",
            "%31-1",
            "\u00e9",
            "9".repeat(500) + "-1")) {
      headers.add("Last-Event-ID: " + id);
    }
    for (String language :
        List.of("en", "*", "en;q=2", "en;q=x", "x".repeat(60), "", ",", "\u00e9", "en-", "en;;")) {
      headers.add("Accept-Language: " + language);
      headers.add("Accept-Charset: " + language);
      headers.add("Accept-Encoding: " + language);
      headers.add("Content-Language: " + language);
      headers.add("Content-Encoding: " + language);
    }
    headers.addAll(
        List.of(
            "Accept-Encoding: gzip, br, identity;q=0",
            "Content-Encoding: gzip",
            "Range: bytes=0-1",
            "Range: bytes=9-1",
            "Range: bytes=-",
            "Range: x",
            "Range: bytes=" + "0-0,".repeat(500) + "1-1",
            "If-Modified-Since: Tue, 24 Nov 2026 00:00:00 GMT",
            "If-Modified-Since: yesterday",
            "If-Unmodified-Since: Tue, 24 Nov 1970 00:00:00 GMT",
            "If-Unmodified-Since: x",
            "Host: rebound.example",
            "Host: localhost.example:8000",
            "Host: ",
            "Host: [::1]",
            "Host: LOCALHOST:1",
            "Date: x",
            "Expect: 100-continue",
            "Expect: 200-ok",
            "Expect: ",
            "Authorization: Bearer ",
            "Authorization: Bearer",
            "Authorization: Bearer x y",
            "Authorization: Bearer " + "x".repeat(5000),
            "Authorization: Basic YTpi",
            "Authorization: Basic %",
            "Authorization: ",
            "Authorization: Digest username=\"a\"",
            "Authorization: bearer abc",
            "Authorization: Bearer \u00e9",
            "Cookie: a=b; c",
            "Cookie: =;;=\"",
            "Cookie: $Version=1; a=\u00e9",
            "Connection: close",
            "Connection: keep-alive",
            "Connection: upgrade",
            "Connection: x, y, Host",
            "Connection: ",
            "Keep-Alive: timeout=0",
            "Upgrade: h2c",
            "Upgrade: websocket",
            "TE: trailers",
            "Trailer: Content-Length",
            "Via: 1.1 \u00e9",
            "Forwarded: for=\"[::1]\";host=evil;proto=https",
            "X-Forwarded-For: 10.0.0.1",
            "X-Forwarded-Host: evil:99999",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Port: x",
            "X-Forwarded-Prefix: /../",
            "X-HTTP-Method-Override: DELETE",
            "X-Original-URL: /v1/version",
            "X-Rewrite-URL: /v1/version",
            "Origin: null",
            "Origin: http://evil",
            "Access-Control-Request-Method: PUT",
            "Access-Control-Request-Headers: x",
            "Referer: \u00e9",
            "User-Agent: ",
            "User-Agent: " + "x".repeat(4000),
            "User-Agent: \u001b[31mred",
            "Max-Forwards: 0",
            "Max-Forwards: x",
            "Content-MD5: x",
            "Content-Range: bytes 0-1/2",
            "Content-Location: /x",
            "X: ",
            "X:y",
            "X: \u00ff\u0080",
            "X-Empty:",
            "X_under: 1",
            "0: 1",
            "X: " + "y".repeat(10_000)));
    return List.copyOf(headers);
  }
}
