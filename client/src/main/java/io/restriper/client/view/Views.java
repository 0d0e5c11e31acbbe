package io.restriper.client.view;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the JSON of an answer. For the client itself: a program gets the values from the client's
 * methods. No method throws, whatever the JSON is.
 */
public final class Views {

  private Views() {}

  /**
   * Reads {@code RestriperStatus}.
   *
   * @param json what was sent
   * @return the value
   */
  public static ClusterStatus status(JsonNode json) {
    return ClusterStatus.read(json);
  }

  /**
   * Reads {@code LegacyRestriperStatus}.
   *
   * @param json what was sent
   * @return the value
   */
  public static LegacyStatus legacyStatus(JsonNode json) {
    return LegacyStatus.read(json);
  }

  /**
   * Reads {@code ProtectionStatus}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Protection protection(JsonNode json) {
    return Protection.read(json);
  }

  /**
   * Reads {@code DiskSlot}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Slot slot(JsonNode json) {
    return Slot.read(json);
  }

  /**
   * Reads {@code ClusterNode}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Node node(JsonNode json) {
    return Node.read(json);
  }

  /**
   * Reads {@code ClusterSettings}.
   *
   * @param json what was sent
   * @return the value
   */
  public static Settings settings(JsonNode json) {
    return Settings.read(json);
  }

  /**
   * Reads {@code FileSystemInfo}.
   *
   * @param json what was sent
   * @return the value
   */
  public static FileSystemUsage fileSystem(JsonNode json) {
    return FileSystemUsage.read(json);
  }

  /**
   * Reads {@code VersionInfo}.
   *
   * @param json what was sent
   * @return the value
   */
  public static ServerVersion version(JsonNode json) {
    return ServerVersion.read(json);
  }

  /**
   * Reads {@code FileAttributes}.
   *
   * @param json what was sent
   * @return the value
   */
  public static FileEntry file(JsonNode json) {
    return FileEntry.read(json);
  }

  /**
   * Reads {@code DirectoryEntries}.
   *
   * @param json what was sent
   * @return the value
   */
  public static DirectoryPage entries(JsonNode json) {
    return DirectoryPage.read(json);
  }

  /**
   * Reads {@code ApiError}.
   *
   * @param json what was sent
   * @return the value
   */
  public static ErrorDetails error(JsonNode json) {
    return ErrorDetails.read(json);
  }
}
