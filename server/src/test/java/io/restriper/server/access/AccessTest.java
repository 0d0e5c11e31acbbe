package io.restriper.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restriper.model.ErrorClass;
import io.restriper.server.access.token.Role;
import io.restriper.server.access.token.Tokens;
import io.restriper.server.error.ErrorAnswer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final Instant END = Given.CREATED.plusSeconds(3600);

  private final AtomicLong seconds = new AtomicLong();
  private final Given observer = Given.of(1, Role.OBSERVER);
  private final Given brief = Given.of(2, Role.WRITER, Optional.of(END));
  private final Given stranger = Given.of(3, Role.ADMIN);
  private final Access access =
      Access.of(
          Optional.of(new Tokens(List.of(observer.token(), brief.token()))),
          ((InstantSource) () -> Given.CREATED.plusSeconds(seconds.get())).withZone(ZoneOffset.UTC),
          () -> Duration.ofSeconds(seconds.get()).toNanos());

  private Verdict judge(String authorization) {
    return access.judge(List.of(authorization), "here");
  }

  private static ErrorAnswer refusal(Verdict verdict) {
    assertThat(verdict.caller()).isEqualTo(Caller.NOBODY);
    return verdict.refusal().orElseThrow();
  }

  @Test
  void whoHasATokenIsLetIn() {
    Verdict verdict = judge(observer.bearer());

    assertThat(verdict.refusal()).isEmpty();
    assertThat(verdict.caller())
        .isEqualTo(new Caller("00000001", "of-observer", Optional.of(Role.OBSERVER)));
    assertThat(judge("bEARER   " + observer.text().secret() + " ").refusal()).isEmpty();
  }

  @Test
  void whoHasNoneIsRefusedAndToldHowToSendIt() {
    ErrorAnswer refusal = refusal(access.judge(List.of(), "here"));

    assertThat(refusal.status()).isEqualTo(401);
    assertThat(refusal.headers()).containsEntry("WWW-Authenticate", "Bearer");
    assertThat(refusal.body().getDescription()).contains("Authorization: Bearer TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer a b", "Bearera"})
  void whatIsNoBearerTokenIsRefused(String authorization) {
    assertThat(refusal(judge(authorization)).headers())
        .containsEntry("WWW-Authenticate", "Bearer error=\"invalid_request\"");
  }

  @Test
  void aTokenThatIsSentTwiceIsRefused() {
    List<String> both = List.of(observer.bearer(), brief.bearer());
    assertThat(refusal(access.judge(both, "here")).status()).isEqualTo(401);
  }

  @Test
  void aWrongTokenIsRefusedAndToldWhy() {
    ErrorAnswer unknown = refusal(judge(stranger.bearer()));
    assertThat(unknown.headers())
        .containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    assertThat(unknown.body().getDescription()).contains("not known", "revoked");

    String secret = observer.bearer();
    assertThat(refusal(judge(secret.substring(0, 50))).body().getDescription())
        .contains("cut off, misspelt");
  }

  @Test
  void aTokenIsAcceptedUntilItExpires() {
    Caller caller = judge(brief.bearer()).caller();
    seconds.set(3599);
    assertThat(judge(brief.bearer()).refusal()).isEmpty();
    assertThat(access.stillAdmits(caller)).isTrue();
    seconds.set(3600);
    assertThat(refusal(judge(brief.bearer())).body().getDescription())
        .contains("has expired, at " + END);
    assertThat(access.stillAdmits(caller)).isFalse();
  }

  @Test
  void aRevokedTokenIsNotAcceptedAndANewOneIs() {
    Caller caller = judge(observer.bearer()).caller();
    access.accept(new Tokens(List.of(stranger.token())));

    assertThat(judge(observer.bearer()).refusal()).isPresent();
    assertThat(access.stillAdmits(caller)).isFalse();
    assertThat(judge(stranger.bearer()).caller().role()).contains(Role.ADMIN);
  }

  @Test
  void withoutTokensEverybodyComesInAndIsOutAsSoonAsThereAreSome() {
    Access open = Access.open();
    Verdict everybody = open.judge(List.of("nonsense"), "here");
    assertThat(everybody).isEqualTo(open.withoutToken());
    assertThat(everybody.caller().may(Role.ADMIN)).isTrue();
    assertThat(open.stillAdmits(everybody.caller())).isTrue();

    open.accept(Tokens.NONE);

    assertThat(open.judge(List.of(), "here").refusal()).isPresent();
    assertThat(open.stillAdmits(everybody.caller())).isFalse();
    assertThat(open.withoutToken().caller()).isEqualTo(Caller.NOBODY);
  }

  private void sendWrongOnesUntilLimited(String address) {
    for (int i = 0; i < Access.FAILURES; i++) {
      assertThat(refusal(access.judge(List.of(stranger.bearer()), address)).status())
          .isEqualTo(401);
    }
  }

  @Test
  void wrongTokensAreLimitedForEachAddress() {
    sendWrongOnesUntilLimited("here");

    ErrorAnswer refusal = refusal(judge(stranger.bearer()));
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.body().getErrorClass()).isEqualTo(ErrorClass.HTTP_TOO_MANY_REQUESTS_ERROR);
    assertThat(refusal.headers()).containsEntry("Retry-After", "5");
    assertThat(access.judge(List.of(stranger.bearer()), "there").refusal().orElseThrow().status())
        .isEqualTo(401);

    seconds.addAndGet(5);
    assertThat(refusal(judge(stranger.bearer())).status()).isEqualTo(401);
    assertThat(refusal(judge(stranger.bearer())).status()).isEqualTo(429);
  }

  @Test
  void aRightTokenIsOfNoUseToWhoIsGuessing() {
    sendWrongOnesUntilLimited("here");
    assertThat(refusal(judge(observer.bearer())).status()).isEqualTo(429);
    seconds.addAndGet(5);
    assertThat(judge(observer.bearer()).refusal()).isEmpty();
  }

  @Test
  void whoWasLetInFromThereBeforeStillIs() {
    judge(observer.bearer());
    sendWrongOnesUntilLimited("here");

    assertThat(judge(observer.bearer()).refusal()).isEmpty();
    assertThat(refusal(judge(brief.bearer())).status()).isEqualTo(429);
    access.accept(Tokens.NONE);
    assertThat(refusal(judge(observer.bearer())).status()).isEqualTo(401);
  }

  @Test
  void aRequestWithoutATokenIsNoGuess() {
    for (int i = 0; i < 10 * Access.FAILURES; i++) {
      access.judge(List.of(), "here");
    }
    assertThat(refusal(judge(stranger.bearer())).status()).isEqualTo(401);
  }

  @Test
  void aNetworkOfIpVersion6CountsAsOneAddress() throws UnknownHostException {
    assertThat(key("2001:db8:1:2::1")).isEqualTo(key("2001:db8:1:2:ffff::9"));
    assertThat(key("2001:db8:1:2::1")).isNotEqualTo(key("2001:db8:1:3::1"));
    assertThat(key("192.0.2.1")).isNotEqualTo(key("192.0.2.2"));
  }

  private static String key(String address) throws UnknownHostException {
    return Addresses.key(new InetSocketAddress(InetAddress.getByName(address), 1));
  }
}
