package io.restriper.server.config;

import io.restriper.engine.coding.Encoding;
import io.restriper.engine.setup.EngineSettings.DriveSettings;
import io.restriper.server.config.Layer.RawDrive;
import io.restriper.server.limit.Limit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the value of each setting; refuses what it cannot be. */
final class SettingValues {
  private static final Pattern ENCODING = Pattern.compile("([0-9]{1,3})\\+([0-9]{1,3})");
  private static final int MAX_BLOCKS = 32;
  private static final int MAX_NAME = 255;

  private SettingValues() {}

  /** Refuses a value that is wrong whatever the other settings are. */
  static void check(Setting setting, Value value) throws ConfigException {
    switch (setting) {
      case LISTEN -> ListenAddress.parse(value);
      case DATA -> path(value);
      case CLUSTER_NAME -> clusterName(value);
      case NODE_ID -> node(value);
      case ENCODING -> encoding(value);
      case RESTRIPE_LIMIT -> UpkeepValues.restripeLimit(value);
      case SCRUB_DAYS -> UpkeepValues.scrubPeriod(value);
      case TLS_CERT, TLS_KEY, TLS_CLIENT_CA -> path(value);
      case REQUEST_HEAD,
          FILE_SIZE,
          REQUESTS,
          FILE_REQUESTS,
          WRITES,
          EVENT_STREAMS,
          CONNECTIONS,
          IDLE_TIME,
          MIN_RATE,
          PATH_LENGTH,
          PATH_DEPTH ->
          limit(setting.limit().orElseThrow(), value);
      case DRIVES -> throw new IllegalArgumentException("drives are no single value");
    }
  }

  static List<DriveSettings> drives(List<RawDrive> given, int nodeId) throws ConfigException {
    List<DriveSettings> drives = new ArrayList<>();
    for (RawDrive drive : given) {
      int node = drive.node().isPresent() ? node(drive.node().get()) : nodeId;
      drives.add(new DriveSettings(path(drive.path()), node));
    }
    return drives;
  }

  static Path path(Value value) throws ConfigException {
    if (value.text().isBlank()) {
      throw value.refused("a path is needed.");
    }
    try {
      return Path.of(value.text()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw value.refused("this cannot be a path: " + e.getReason() + ".");
    }
  }

  /** A number, bytes or seconds; 0 for no limit. */
  static long limit(Limit limit, Value value) throws ConfigException {
    try {
      return limit.parse(value.text());
    } catch (IllegalArgumentException e) {
      throw value.refused(e.getMessage());
    }
  }

  static String clusterName(Value value) throws ConfigException {
    String name = value.text();
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw value.refused("a name of 1 to " + MAX_NAME + " characters in one line is needed.");
    }
    return name;
  }

  static int node(Value value) throws ConfigException {
    if (!value.text().matches("[0-9]{1,9}") || Integer.parseInt(value.text()) < 1) {
      throw value.refused("the number of a node is a whole number from 1 to 999999999.");
    }
    return Integer.parseInt(value.text());
  }

  static Encoding encoding(Value value) throws ConfigException {
    Matcher matcher = ENCODING.matcher(value.text());
    if (matcher.matches()) {
      int data = Integer.parseInt(matcher.group(1));
      int parity = Integer.parseInt(matcher.group(2));
      if (data >= 1 && parity >= 1 && data + parity <= MAX_BLOCKS) {
        return new Encoding(data, parity);
      }
    }
    throw value.refused(
        "write data blocks + parity blocks, at least 1 each and at most "
            + MAX_BLOCKS
            + " together, for example 4+2.");
  }
}
