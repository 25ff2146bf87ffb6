package dev.klatch.httpclient;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Keeps addresses that a user had influence on out of the server's own network. Runs as the HTTP
 * client's name resolver, thus on the very addresses that are connected to: a name that resolves
 * differently the second time gains nothing.
 */
final class AddressGuard implements DnsResolver {
  /** Refused by the guard; not a name that is unknown. */
  static final class BlockedException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    BlockedException(String message) {
      super(message);
    }
  }

  private final Set<String> allowed;

  /**
   * @param allowed {@code host:port} pairs that may be private; hosts are names or literals
   */
  AddressGuard(Set<String> allowed) {
    this.allowed =
        allowed.stream()
            .map(a -> a.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (InetAddress address : InetAddress.getAllByName(host)) {
      if (isInternal(address) && !isAllowed(host, address, port)) {
        throw new BlockedException(
            host
                + ":"
                + port
                + " is inside the server's network. An administrator can allow it by listing "
                + host
                + ":"
                + port
                + " under endpoints.allowedAddresses.");
      }
      addresses.add(new InetSocketAddress(address, port));
    }
    return addresses;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    // Without a port nothing can be on the list.
    return resolve(host, -1).stream()
        .map(InetSocketAddress::getAddress)
        .toArray(InetAddress[]::new);
  }

  @Override
  public @Nullable String resolveCanonicalHostname(String host) {
    return host;
  }

  private boolean isAllowed(String host, InetAddress address, int port) {
    return allowed.contains(host.toLowerCase(Locale.ROOT) + ":" + port)
        || allowed.contains(address.getHostAddress() + ":" + port)
        || allowed.contains("[" + address.getHostAddress() + "]:" + port);
  }

  /** Whether an address is anything but a public unicast address. */
  static boolean isInternal(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return isInternalV4(bytes, 0);
    }
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || first == 0xff
        || (first & 0xfe) == 0xfc
        || (first == 0xfe && (second & 0x80) == 0x80)) {
      return true;
    }
    return isTranslated(bytes);
  }

  /** IPv6 forms that carry an IPv4 address or lead out of IPv6: judged by what they carry. */
  private static boolean isTranslated(byte[] b) {
    if (startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return true; // IPv4-compatible and -mapped; no public host is reached this way
    }
    if (startsWith(b, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isInternalV4(b, 12); // NAT64, RFC 6052
    }
    if (startsWith(b, 0x00, 0x64, 0xff, 0x9b, 0, 1)) {
      return true; // local-use NAT64, RFC 8215
    }
    if (startsWith(b, 0x20, 0x02)) {
      return isInternalV4(b, 2); // 6to4
    }
    return startsWith(b, 0x20, 0x01, 0, 0) // Teredo
        || startsWith(b, 0x20, 0x01, 0x0d, 0xb8); // documentation
  }

  private static boolean isInternalV4(byte[] bytes, int offset) {
    int a = bytes[offset] & 0xff;
    int b = bytes[offset + 1] & 0xff;
    int c = bytes[offset + 2] & 0xff;
    return switch (a) {
      case 0, 10, 127 -> true;
      case 100 -> b >= 64 && b <= 127; // shared address space, RFC 6598
      case 169 -> b == 254; // link-local, cloud metadata
      case 172 -> b >= 16 && b <= 31;
      case 192 -> b == 168 || (b == 0 && (c == 0 || c == 2));
      case 198 -> b == 18 || b == 19 || (b == 51 && c == 100);
      case 203 -> b == 0 && c == 113;
      default -> a >= 224;
    };
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
