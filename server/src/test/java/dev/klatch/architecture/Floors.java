package dev.klatch.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which package stands on which floor, and which feature may see which.
 *
 * <p>app -> features, adapters -> contracts -> platform. An adapter is a child package of a
 * contract.
 *
 * @param root the package that holds the tree: the product's, or the planted one of the tests
 */
record Floors(String root) {
  static final Set<String> PLATFORM =
      Set.of("http", "httpclient", "sql", "blob", "config", "json", "crypto", "telemetry", "mail");

  static final Set<String> CONTRACTS = Set.of("provider", "tool");

  /** Features in the order they may see each other: a group sees the groups before it only. */
  static final List<Set<String>> FEATURE_ORDER =
      List.of(
          Set.of("account"),
          Set.of("access"),
          Set.of(
              "usage",
              "wire",
              "memory",
              "prompt",
              "preset",
              "file",
              "providerkey",
              "favorite",
              "banner"),
          Set.of("agent"),
          Set.of("conversation"),
          Set.of("catalog", "routing", "retrieval", "mcp", "search", "share", "transfer"),
          Set.of("generation"),
          Set.of("lab", "admin"));

  static final Set<String> FEATURES =
      Set.copyOf(FEATURE_ORDER.stream().flatMap(Set::stream).toList());

  /** What a floor is called in messages. */
  enum Floor {
    APP,
    FEATURE,
    ADAPTER,
    CONTRACT,
    PLATFORM,
    UNKNOWN,
    OUTSIDE
  }

  private static final Map<Floor, Set<Floor>> MAY_SEE =
      Map.of(
          Floor.APP, Set.of(Floor.values()),
          Floor.FEATURE, Set.of(Floor.FEATURE, Floor.CONTRACT, Floor.PLATFORM),
          Floor.ADAPTER, Set.of(Floor.ADAPTER, Floor.CONTRACT, Floor.PLATFORM),
          Floor.CONTRACT, Set.of(Floor.CONTRACT, Floor.PLATFORM),
          Floor.PLATFORM, Set.of(Floor.PLATFORM));

  Floor floorOf(String packageName) {
    if (!packageName.startsWith(root + ".")) {
      return Floor.OUTSIDE;
    }
    String top = topOf(packageName);
    if (top.equals("app")) {
      return Floor.APP;
    }
    if (FEATURES.contains(top)) {
      return Floor.FEATURE;
    }
    if (PLATFORM.contains(top)) {
      return Floor.PLATFORM;
    }
    if (CONTRACTS.contains(top)) {
      return packageName.equals(root + "." + top) ? Floor.CONTRACT : Floor.ADAPTER;
    }
    return Floor.UNKNOWN;
  }

  /** Whether a class of one package may use a class of another, as far as floors go. */
  boolean maySee(String from, String to) {
    Floor target = floorOf(to);
    return target == Floor.OUTSIDE
        || MAY_SEE.getOrDefault(floorOf(from), Set.of()).contains(target);
  }

  /** Whether one feature may use another; true where either is no feature. */
  boolean mayFeatureSee(String from, String to) {
    if (floorOf(from) != Floor.FEATURE || floorOf(to) != Floor.FEATURE) {
      return true;
    }
    String fromTop = topOf(from);
    String toTop = topOf(to);
    return fromTop.equals(toTop) || groupOf(toTop) < groupOf(fromTop);
  }

  /** The adapter a package belongs to ("provider.openai"), or an empty text. */
  String adapterOf(String packageName) {
    if (floorOf(packageName) != Floor.ADAPTER) {
      return "";
    }
    List<String> names = new ArrayList<>(List.of(relative(packageName).split("\\.")));
    return names.get(0) + "." + names.get(1);
  }

  private String topOf(String packageName) {
    String relative = relative(packageName);
    int dot = relative.indexOf('.');
    return dot < 0 ? relative : relative.substring(0, dot);
  }

  private String relative(String packageName) {
    return packageName.substring(root.length() + 1);
  }

  private static int groupOf(String feature) {
    for (int i = 0; i < FEATURE_ORDER.size(); i++) {
      if (FEATURE_ORDER.get(i).contains(feature)) {
        return i;
      }
    }
    throw new IllegalArgumentException(feature);
  }
}
