package io.restriper.server.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Which build this is, as the build wrote it down.
 *
 * @param revisionId name and version
 * @param buildId the commit; empty if it was not built from one
 * @param flavor release or snapshot
 * @param buildDate RFC 3339 in UTC
 * @param contract version of the contract that it keeps
 */
public record BuildInfo(
    String revisionId, String buildId, String flavor, String buildDate, String contract) {
  private static final String RESOURCE = "/META-INF/restriper/build.properties";

  /** Reads it from the class path. */
  public static BuildInfo read() {
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The jar is not whole: it lacks " + RESOURCE);
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      return new BuildInfo(
          properties.getProperty("revision_id", ""),
          properties.getProperty("build_id", ""),
          properties.getProperty("flavor", ""),
          properties.getProperty("build_date", ""),
          ContractVersion.read());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
