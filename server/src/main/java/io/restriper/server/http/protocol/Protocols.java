package io.restriper.server.http.protocol;

import io.restriper.server.limit.Limit;
import io.restriper.server.limit.Limits;
import io.restriper.server.tls.Tls;
import java.util.Optional;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.HTTP2Cipher;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What is spoken on a connection: HTTP/1.1, and over TLS also HTTP/2. */
public final class Protocols {
  private static final int RESPONSE_HEAD = 1024;

  private Protocols() {}

  /**
   * What a connector needs, the outermost protocol first.
   *
   * @param tls none for HTTP/1.1 without TLS
   * @param limits of the head of a request
   */
  public static ConnectionFactory[] of(Optional<Tls> tls, Limits limits) {
    HttpConfiguration configuration = configuration(limits);
    HttpConnectionFactory http1 = new Http1(configuration);
    if (tls.isEmpty()) {
      return new ConnectionFactory[] {http1};
    }
    // The name is the client's to check. One that reaches the server by another has been told so.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    HTTP2ServerConnectionFactory http2 = new HTTP2ServerConnectionFactory(configuration);
    ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory();
    choice.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
    SslContextFactory.Server context = tls.get().factory();
    context.setCipherComparator(HTTP2Cipher.COMPARATOR);
    context.setUseCipherSuitesOrder(true);
    SslConnectionFactory encrypted = new SslConnectionFactory(context, choice.getProtocol());
    return new ConnectionFactory[] {encrypted, choice, http2, http1};
  }

  private static HttpConfiguration configuration(Limits limits) {
    HttpConfiguration configuration = new HttpConfiguration();
    // A reference to a file is an escaped path in one segment, which the default refuses. What
    // is hostile in a path is refused by the gate and by the path itself.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setRequestHeaderSize(limits.count(Limit.REQUEST_HEAD));
    configuration.setSendServerVersion(false);
    // What nearly all answers need; a longer head gets a buffer that is as large as it has to be.
    configuration.setMaxResponseHeaderSize(configuration.getResponseHeaderSize());
    configuration.setResponseHeaderSize(RESPONSE_HEAD);
    // They are not pooled, see HttpServer, and direct ones are dear to make.
    configuration.setUseInputDirectByteBuffers(false);
    configuration.setUseOutputDirectByteBuffers(false);
    return configuration;
  }
}
