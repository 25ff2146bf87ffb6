package dev.klatch.catalog;

import dev.klatch.config.ConfigNode;
import dev.klatch.config.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks a list of private {@code host:port} pairs that are exempt from the guard against internal
 * addresses.
 */
final class AllowedAddresses {
  private static final Pattern ENTRY =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)\\]|([A-Za-z0-9_.-]+)):([0-9]{1,5})");
  private static final Pattern IPV4 =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(\\.[0-9]{1,3}){2}");
  private static final int MAX_PORT = 65_535;

  private AllowedAddresses() {}

  /** The entries that are right; the others are reported and left out. */
  static List<String> read(@Nullable ConfigNode list, Findings findings) {
    List<String> good = new ArrayList<>();
    if (list == null) {
      return good;
    }
    for (ConfigNode item : list.items()) {
      String fault = fault(item.text());
      if (fault == null) {
        good.add(item.text());
      } else {
        findings.error(
            item.line(),
            item.column(),
            "S16",
            "this entry of `allowedAddresses` " + fault + "; it is ignored",
            "write a private host:port, for example 10.0.0.5:8080 or [fd00::1]:8080");
      }
    }
    return good;
  }

  private static @Nullable String fault(String entry) {
    Matcher matcher = ENTRY.matcher(entry);
    if (!matcher.matches()) {
      return "is not host:port";
    }
    int port = Integer.parseInt(matcher.group(3));
    if (port < 1 || port > MAX_PORT) {
      return "has a port outside 1 to 65535";
    }
    String host = matcher.group(2);
    if (host != null && IPV4.matcher(host).matches() && !Hosts.isPrivate(host)) {
      return "is a public address, which needs no exemption";
    }
    return null;
  }
}
