package io.restriper.server.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;

/** Where requests come from. */
public final class Addresses {
  private static final int NETWORK_BYTES = 8;

  private Addresses() {}

  /**
   * By what requests are told apart: the address; of IPv6 the network of 64 bits, as whoever has
   * one address there has all of them.
   */
  public static String key(SocketAddress remote) {
    if (remote instanceof InetSocketAddress inet && inet.getAddress() instanceof Inet6Address six) {
      return HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES);
    }
    return text(remote);
  }

  /** The address as a log has it. */
  public static String text(SocketAddress remote) {
    if (remote instanceof InetSocketAddress inet && inet.getAddress() != null) {
      return inet.getAddress().getHostAddress();
    }
    return "-";
  }

  static boolean isLoopback(SocketAddress remote) {
    if (remote instanceof InetSocketAddress inet) {
      InetAddress address = inet.getAddress();
      return address != null && address.isLoopbackAddress();
    }
    return false;
  }
}
