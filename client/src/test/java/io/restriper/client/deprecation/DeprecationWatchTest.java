package io.restriper.client.deprecation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeprecationWatchTest {
  private static final URI ASKED = URI.create("http://127.0.0.1:8000/v1/old?x=1");

  private final List<DeprecationNotice> notices = new ArrayList<>();
  private final DeprecationWatch watch = new DeprecationWatch(notices::add);

  private static HttpHeaders headers(String deprecation, String sunset, String link) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("deprecation", List.of(deprecation));
    if (sunset != null) {
      headers.put("sunset", List.of(sunset));
    }
    if (link != null) {
      headers.put("link", List.of(link));
    }
    return HttpHeaders.of(headers, (name, value) -> true);
  }

  private DeprecationNotice look(String deprecation, String sunset, String link) {
    watch.look("GET", ASKED, headers(deprecation, sunset, link));
    return notices.get(notices.size() - 1);
  }

  @Test
  void tellsAllThatTheServerTells() {
    DeprecationNotice notice =
        look(
            "@1795478400",
            "Fri, 24 Nov 2028 00:00:00 GMT",
            "</other>; rel=\"next\", </v1/new>; rel=\"successor-version\"");

    assertThat(notice.call()).isEqualTo("GET /v1/old");
    assertThat(notice.since()).hasValue(Instant.parse("2026-11-24T00:00:00Z"));
    assertThat(notice.sunset()).hasValue(Instant.parse("2028-11-24T00:00:00Z"));
    assertThat(notice.successor()).hasValue(URI.create("http://127.0.0.1:8000/v1/new"));
    assertThat(notice.message())
        .isEqualTo(
            "GET /v1/old is deprecated since 2026-11-24T00:00:00Z, and may be gone from"
                + " 2028-11-24T00:00:00Z on. Its successor is http://127.0.0.1:8000/v1/new.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "@", "@1e9", "@99999999999999999999", "tomorrow"})
  void aDeprecationInAnotherFormIsOneWithoutADate(String deprecation) {
    DeprecationNotice notice = look(deprecation, "soon", "<:>; rel=successor-version");

    assertThat(notice).isEqualTo(notice("GET /v1/old"));
    assertThat(notice.message()).isEqualTo("GET /v1/old is deprecated.");
  }

  private static DeprecationNotice notice(String call) {
    return new DeprecationNotice(call, Optional.empty(), Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "</n>; rel=successor-version | /n",
        "</n>;rel=\"successor-version\";title=\"x\" | /n",
        "<http://h/n>; title=\"x\"; rel=\"successor-version\" | http://h/n",
        "</n>; rel=\"successor-versions\" | ",
        "</n>; rel=\"next\" | "
      })
  void theSuccessorIsTheLinkOfThatRelation(String link, String successor) {
    Optional<URI> expected = Optional.ofNullable(successor).map(ASKED::resolve);

    assertThat(look("@1", null, link).successor()).isEqualTo(expected);
  }

  @Test
  void anAnswerWithoutTheHeaderIsNoReasonToTellAnything() {
    watch.look("GET", ASKED, HttpHeaders.of(Map.of(), (name, value) -> true));
    assertThat(notices).isEmpty();
  }

  @Test
  void eachCallIsToldOfOnceAndNotWithoutEnd() {
    for (int round = 0; round < 2; round++) {
      for (int call = 0; call < 2 * DeprecationWatch.MOST_CALLS; call++) {
        watch.look("GET", URI.create("http://h/v1/" + call), headers("@1", null, null));
      }
    }
    assertThat(notices).hasSize(DeprecationWatch.MOST_CALLS).doesNotHaveDuplicates();
  }

  @Test
  void aListenerThatFailsDoesNotFailTheCall() {
    DeprecationWatch failing =
        new DeprecationWatch(
            notice -> {
              throw new IllegalStateException("thrown by a test on purpose");
            });
    assertThatCode(() -> failing.look("GET", ASKED, headers("@1", null, null)))
        .doesNotThrowAnyException();
  }
}
