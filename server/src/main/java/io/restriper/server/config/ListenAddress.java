package io.restriper.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the address to listen on. */
final class ListenAddress {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\s]+):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  private ListenAddress() {}

  static InetSocketAddress parse(Value value) throws ConfigException {
    Matcher matcher = FORM.matcher(value.text());
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
      throw value.refused(
          "write HOST:PORT with a port from 0 to 65535, for example 127.0.0.1:8000.");
    }
    return new InetSocketAddress(
        resolve(value, matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  private static InetAddress resolve(Value value, String host) throws ConfigException {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw value.refused("the host is not known. Write an address, for example 127.0.0.1:8000.");
    }
  }
}
