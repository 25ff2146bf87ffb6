import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What was built last: the fingerprint of the inputs of each step that came to its end. */
final class Memory {
  private final Path file;
  private final Properties done = new Properties();

  Memory(Path file) {
    this.file = file;
    if (Files.isReadable(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        done.load(in);
      } catch (IOException | IllegalArgumentException e) {
        done.clear(); // a damaged memory only means that everything is built again
      }
    }
  }

  boolean isDone(String step, String fingerprint) {
    return fingerprint.equals(done.getProperty(step));
  }

  void remember(String step, String fingerprint) {
    done.setProperty(step, fingerprint);
    write();
  }

  void forget(String step) {
    if (done.remove(step) != null) {
      write();
    }
  }

  private void write() {
    try (Writer out = Files.newBufferedWriter(file)) {
      done.store(out, null);
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e, e);
    }
  }
}
