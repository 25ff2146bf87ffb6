package dev.klatch.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells private hosts from public ones by their spelling alone; no name is looked up. */
final class Hosts {
  private static final Pattern IPV4 =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

  private Hosts() {}

  /** Whether a host is this machine. */
  static boolean isLoopback(String host) {
    String name = bare(host);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.startsWith("127.");
  }

  /** Whether a host is this machine, in a private network, or a name without a public domain. */
  static boolean isPrivate(String host) {
    String name = bare(host);
    Matcher ip = IPV4.matcher(name);
    if (ip.matches()) {
      int a = Integer.parseInt(ip.group(1));
      int b = Integer.parseInt(ip.group(2));
      return a == 10
          || a == 127
          || a == 0
          || (a == 172 && b >= 16 && b <= 31)
          || (a == 192 && b == 168)
          || (a == 169 && b == 254)
          || (a == 100 && b >= 64 && b <= 127);
    }
    return isLoopback(name)
        || !name.contains(".")
        || name.endsWith(".local")
        || name.endsWith(".internal")
        || name.endsWith(".lan")
        || name.endsWith(".home.arpa");
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }
}
