import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time and memory of a process, from Linux's /proc. */
final class ProcessStat {
  /** Ticks per second of /proc/pid/stat; Linux has used 100 on every platform for decades. */
  private static final double TICKS = 100;

  private ProcessStat() {}

  /** User and system seconds so far. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** Resident memory now, in megabytes (10^6 bytes). */
  static double residentMegabytes(long pid) throws IOException {
    return kilobytes(pid, "VmRSS:") * 1024 / 1e6;
  }

  private static double kilobytes(long pid, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(name)) {
        return Double.parseDouble(line.replaceAll("\\D", ""));
      }
    }
    return Double.NaN;
  }
}
