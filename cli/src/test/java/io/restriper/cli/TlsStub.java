package io.restriper.cli;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server that speaks TLS, with a certificate that nobody knows. To be closed. */
final class TlsStub implements AutoCloseable {
  private static final char[] PASSWORD = "password".toCharArray();

  private final Path folder;
  private final HttpsServer http;

  TlsStub(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
    this(folder, "-ext", "san=ip:127.0.0.1");
  }

  /**
   * A server whose certificate is another.
   *
   * @param kind what keytool is told about it
   */
  TlsStub(Path folder, String... kind)
      throws IOException, InterruptedException, GeneralSecurityException {
    this.folder = folder;
    List<String> pair = new ArrayList<>();
    pair.addAll(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=stub"));
    pair.addAll(List.of(kind));
    keytool(pair.toArray(String[]::new));
    keytool("-exportcert", "-rfc", "-file", certificate().toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore())) {
      store.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setHttpsConfigurator(new HttpsConfigurator(context));
    http.createContext(
        "/v1/cluster/slots/",
        exchange -> {
          try (exchange) {
            byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    http.start();
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + http.getAddress().getPort());
  }

  Path certificate() {
    return folder.resolve("stub.pem");
  }

  private Path keystore() {
    return folder.resolve("stub.p12");
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "stub", "-storetype", "PKCS12", "-storepass", "password"));
    command.addAll(List.of("-keystore", keystore().toString()));
    Path log = folder.resolve("keytool.log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("keytool failed: " + Files.readString(log));
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
