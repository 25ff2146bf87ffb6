package dev.klatch.httpclient;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that tells the call whose thread reads it when everything received has been handed on
 * and it is about to wait for more. Encrypted connections are laid over it, so it holds for them
 * too.
 */
final class ObservedSocket extends Socket {
  /** Who wants to know; called on the reading thread. */
  interface Listener {
    /** Nothing received is left; the thread may be about to wait. */
    void beforeRead();

    /** So many bytes came from the network; -1 at the end. */
    void afterRead(int count);
  }

  /** Reads this small are the record headers of TLS: they are answered from a buffer. */
  private static final int SMALL = 64;

  private static final int BUFFER = 4 * 1024;

  private static final ThreadLocal<@Nullable Listener> LISTENER = new ThreadLocal<>();

  /** Sets who is told of the reads of this thread; null for nobody. */
  static void listen(@Nullable Listener listener) {
    if (listener == null) {
      LISTENER.remove();
    } else {
      LISTENER.set(listener);
    }
  }

  private @Nullable InputStream observed;

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream in = observed;
    if (in == null) {
      in = new Observed(super.getInputStream());
      observed = in;
    }
    return in;
  }

  private static final class Observed extends FilterInputStream {
    private byte[] buffer = new byte[0];
    private int position;
    private int filled;

    Observed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (position == filled) {
        if (length > SMALL) {
          return receive(target, offset, length);
        }
        if (buffer.length == 0) {
          buffer = new byte[BUFFER];
        }
        position = 0;
        filled = Math.max(0, receive(buffer, 0, BUFFER));
        if (filled == 0) {
          return -1;
        }
      }
      int count = Math.min(length, filled - position);
      System.arraycopy(buffer, position, target, offset, count);
      position += count;
      return count;
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
      Listener listener = LISTENER.get();
      if (listener == null) {
        return in.read(target, offset, length);
      }
      listener.beforeRead();
      int count = in.read(target, offset, length);
      listener.afterRead(count);
      return count;
    }

    @Override
    public int available() throws IOException {
      return filled - position + in.available();
    }

    @Override
    public long skip(long count) throws IOException {
      return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, BUFFER)]));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
