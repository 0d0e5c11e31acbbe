package io.restriper.client;

import io.restriper.client.deprecation.DeprecationNotice;
import io.restriper.client.deprecation.DeprecationWatch;
import io.restriper.client.http.Http;
import io.restriper.client.http.TlsIdentity;
import io.restriper.client.http.TlsTrust;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Makes a {@link RestriperClient}. Not thread-safe. */
public final class RestriperClientBuilder {

  private final URI endpoint;
  private Supplier<String> token = () -> null;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private Duration requestTimeout = Duration.ofSeconds(30);
  private Duration pollInterval = Duration.ofSeconds(1);
  private SSLContext tls;
  private Path authorities;
  private TlsIdentity identity;
  private String userAgent = "restriper-client";
  private RetryPolicy retryPolicy = RetryPolicy.standard();
  private Consumer<DeprecationNotice> deprecationListener = DeprecationWatch::log;
  private Waiting waiting;
  private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

  RestriperClientBuilder(URI endpoint) {
    this.endpoint = checked(endpoint);
  }

  /**
   * Authenticates with a token.
   *
   * @param newToken the token, without the word Bearer
   * @return this
   */
  public RestriperClientBuilder token(String newToken) {
    Objects.requireNonNull(newToken, "token");
    return token(() -> newToken);
  }

  /**
   * Authenticates with a token that may change; asked for before every attempt, by any thread.
   *
   * @param newToken gives the token, or null to send none
   * @return this
   */
  public RestriperClientBuilder token(Supplier<String> newToken) {
    token = Objects.requireNonNull(newToken, "token");
    return this;
  }

  /**
   * How long a connection may take to come about; 5 seconds if not set.
   *
   * @param timeout more than zero
   * @return this
   */
  public RestriperClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = positive("connectTimeout", timeout);
    return this;
  }

  /**
   * How long one attempt may go without an answer; 30 seconds if not set. An upload and a download
   * may take longer, as long as bytes go on flowing; what they must not do is stand still so long.
   *
   * @param timeout more than zero
   * @return this
   */
  public RestriperClientBuilder requestTimeout(Duration timeout) {
    requestTimeout = positive("requestTimeout", timeout);
    return this;
  }

  /**
   * How often {@link RestriperClient#awaitFinished} looks; every second if not set.
   *
   * @param interval more than zero
   * @return this
   */
  public RestriperClientBuilder pollInterval(Duration interval) {
    pollInterval = positive("pollInterval", interval);
    return this;
  }

  /**
   * Trusts what a context of the JDK trusts, which may also hold a certificate of the client's own.
   * It takes the place of {@link #trust} and {@link #identity}.
   *
   * @param context the context
   * @return this
   */
  public RestriperClientBuilder tls(SSLContext context) {
    tls = Objects.requireNonNull(context, "context");
    authorities = null;
    identity = null;
    return this;
  }

  /**
   * Trusts servers whose certificate comes from an authority in a file, and no others.
   *
   * @param pemFile certificates in PEM form, one or more
   * @return this
   * @throws IllegalArgumentException if no certificate can be read from the file
   */
  public RestriperClientBuilder trust(Path pemFile) {
    tls = TlsTrust.authoritiesOf(pemFile);
    authorities = pemFile;
    return this;
  }

  /**
   * Shows a certificate of its own to servers that ask for one (mutual TLS).
   *
   * @param certificate PEM file with the certificate, and then those of its issuers
   * @param key PEM file with the private key in PKCS#8, not encrypted
   * @return this
   * @throws IllegalArgumentException if a file does not hold what it has to; the message names it
   */
  public RestriperClientBuilder identity(Path certificate, Path key) {
    identity = TlsIdentity.of(certificate, key);
    return this;
  }

  /**
   * What the client calls itself to the server; {@code restriper-client} if not set.
   *
   * @param name the value of the header User-Agent
   * @return this
   */
  public RestriperClientBuilder userAgent(String name) {
    userAgent = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * When calls are repeated; {@link RetryPolicy#standard()} if not set.
   *
   * @param policy the policy
   * @return this
   */
  public RestriperClientBuilder retryPolicy(RetryPolicy policy) {
    retryPolicy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Who is told when the server calls an operation deprecated, once for each; the log if not set.
   *
   * @param listener is called on the thread that made the call, and must return soon
   * @return this
   */
  public RestriperClientBuilder onDeprecation(Consumer<DeprecationNotice> listener) {
    deprecationListener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  RestriperClientBuilder waiting(Waiting newWaiting) {
    waiting = newWaiting;
    return this;
  }

  RestriperClientBuilder random(DoubleSupplier newRandom) {
    random = newRandom;
    return this;
  }

  /**
   * Makes the client. Nothing is sent yet.
   *
   * @return a client, to be closed
   */
  public RestriperClient build() {
    HttpClient.Builder http =
        HttpClient.newBuilder()
            // Some servers lose requests that ask for an upgrade to HTTP/2.
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout);
    if (identity != null) {
      http.sslContext(TlsTrust.authoritiesOf(authorities, identity));
    } else if (tls != null) {
      http.sslContext(tls);
    }
    ClosableWaiting real = new ClosableWaiting();
    Waiting used = waiting == null ? real : waiting;
    Connection connection =
        new Connection(
            new Http(http.build(), new DeprecationWatch(deprecationListener)),
            endpoint,
            token,
            userAgent,
            requestTimeout);
    Retrier retrier = new Retrier(retryPolicy, used, random);
    return new RestriperClient(
        connection, retrier, new Finish(connection, used, pollInterval), real);
  }

  private static URI checked(URI endpoint) {
    boolean web = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!web || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "An endpoint is like http://127.0.0.1:8000, not " + endpoint + ".");
    }
    if (endpoint.getRawQuery() != null
        || endpoint.getRawFragment() != null
        || endpoint.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "An endpoint has no user, query or fragment; a token has a method of its own.");
    }
    return endpoint;
  }

  private static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is more than zero, not " + value + ".");
    }
    return value;
  }
}
