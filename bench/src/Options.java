import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The command line of a bench. Empty lists mean everything. */
record Options(List<Integer> streamCounts, Set<String> only, boolean quick, Path out) {
  static Options parse(String[] args) {
    List<Integer> streams = List.of();
    Set<String> only = Set.of();
    boolean quick = false;
    Path out = Path.of(".build", "bench.json");
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      switch (arg.split("=")[0]) {
        case "--streams" -> streams = Stream.of(value.split(",")).map(Integer::valueOf).toList();
        case "--only" -> only = Set.of(value.split(","));
        case "--quick" -> quick = true;
        case "--out" -> out = Path.of(value);
        default -> throw new IllegalArgumentException("unknown option " + arg);
      }
    }
    return new Options(streams, only, quick, out);
  }

  List<Integer> streams(List<Integer> all) {
    return streamCounts.isEmpty() ? all : streamCounts;
  }

  boolean wants(String part) {
    return only.isEmpty() || only.contains(part);
  }
}
