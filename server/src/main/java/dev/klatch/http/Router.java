package dev.klatch.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes by method and path. Patterns are literal segments, {@code {name}} for one segment and a
 * trailing {@code {name*}} for the rest; literals win over parameters. Paths match without regard
 * to case and to a trailing slash, as the reference server's do.
 */
public final class Router {
  private final Node root = new Node();
  private final List<Route> routes = new ArrayList<>();

  public void get(String pattern, Access access, Handler handler) {
    add("GET", pattern, access, handler);
  }

  public void post(String pattern, Access access, Handler handler) {
    add("POST", pattern, access, handler);
  }

  public void put(String pattern, Access access, Handler handler) {
    add("PUT", pattern, access, handler);
  }

  public void patch(String pattern, Access access, Handler handler) {
    add("PATCH", pattern, access, handler);
  }

  public void delete(String pattern, Access access, Handler handler) {
    add("DELETE", pattern, access, handler);
  }

  /** Every route, in the order registered. */
  public List<Route> routes() {
    return List.copyOf(routes);
  }

  private void add(String method, String pattern, Access access, Handler handler) {
    Node node = root;
    for (String segment : segments(pattern)) {
      if (segment.startsWith("{") && segment.endsWith("*}")) {
        node.rest = orNew(node.rest);
        node = node.rest;
      } else if (segment.startsWith("{")) {
        node.parameter = orNew(node.parameter);
        node = node.parameter;
      } else {
        node = node.literals.computeIfAbsent(segment.toLowerCase(Locale.ROOT), k -> new Node());
      }
    }
    Route route = new Route(method, pattern, access, handler);
    if (node.routes.putIfAbsent(method, route) != null) {
      throw new IllegalStateException("two routes for " + method + " " + pattern);
    }
    routes.add(route);
  }

  private static Node orNew(@Nullable Node node) {
    return node == null ? new Node() : node;
  }

  /** The route for a request and the values of its path parameters, or null. */
  @Nullable Match match(String method, String rawPath) {
    List<String> segments = segments(rawPath);
    Node node = find(root, segments, 0);
    if (node == null) {
      return null;
    }
    Route route = node.routes.get("HEAD".equals(method) ? "GET" : method);
    return route == null ? null : new Match(route, parameters(route, segments));
  }

  private static @Nullable Node find(Node node, List<String> segments, int index) {
    if (index == segments.size()) {
      return node.routes.isEmpty() ? node.rest : node;
    }
    Node literal = node.literals.get(segments.get(index).toLowerCase(Locale.ROOT));
    if (literal != null) {
      Node found = find(literal, segments, index + 1);
      if (found != null) {
        return found;
      }
    }
    if (node.parameter != null) {
      Node found = find(node.parameter, segments, index + 1);
      if (found != null) {
        return found;
      }
    }
    return node.rest;
  }

  private static Map<String, String> parameters(Route route, List<String> segments) {
    Map<String, String> values = new HashMap<>();
    List<String> names = segments(route.pattern());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.endsWith("*}")) {
        List<String> rest = segments.subList(Math.min(i, segments.size()), segments.size());
        values.put(name.substring(1, name.length() - 2), decode(String.join("/", rest)));
      } else if (name.startsWith("{")) {
        values.put(name.substring(1, name.length() - 1), decode(segments.get(i)));
      }
    }
    return values;
  }

  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (decoded.indexOf('\0') >= 0) {
        throw AppException.badRequest("INVALID_PATH", "The path has the character NUL.");
      }
      return decoded;
    } catch (IllegalArgumentException e) {
      throw AppException.badRequest("INVALID_PATH", "The path has a malformed %-escape.");
    }
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    int start = 0;
    int length = path.length();
    while (start <= length) {
      int end = path.indexOf('/', start);
      if (end < 0) {
        end = length;
      }
      if (end > start) {
        segments.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return segments;
  }

  record Match(Route route, Map<String, String> parameters) {}

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Route> routes = new HashMap<>();
    private @Nullable Node parameter;
    private @Nullable Node rest;
  }
}
