package io.restriper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  private static final String PLACE = "/META-INF/restriper/cli.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"restriper " + read()};
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(PLACE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The version cannot be read from this program's jar.", e);
    }
    return properties.getProperty("version");
  }
}
