package dev.klatch.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server on a real socket that takes every mail and keeps it. */
public final class MailStub implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("https?://\\S+");

  private final ServerSocket socket;
  private final BlockingQueue<Received> mails = new LinkedBlockingQueue<>();
  private volatile boolean refusing;

  public MailStub() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * A mail as it arrived.
   *
   * @param login user and password the client signed in with, separated by a colon; may be empty
   * @param data headers and body, decoded as far as quoted-printable goes
   */
  public record Received(String login, String from, List<String> to, String data) {
    /** The first link of the plain part. */
    public String link() {
      Matcher link = LINK.matcher(data);
      if (!link.find()) {
        throw new IllegalStateException("no link in " + data);
      }
      return link.group();
    }

    /** Value of a query parameter of the link. */
    public String parameter(String name) {
      Matcher value = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(link());
      return value.find() ? value.group(1) : "";
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** From now on refuses recipients. */
  public void refuse() {
    refusing = true;
  }

  /** The next mail; waits for it. */
  public Received take() {
    try {
      Received mail = mails.poll(20, TimeUnit.SECONDS);
      if (mail == null) {
        throw new IllegalStateException("no mail came");
      }
      return mail;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many mails wait to be taken. */
  public int waiting() {
    return mails.size();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = client.getOutputStream()) {
      new Conversation(in, out).hold();
    } catch (IOException e) {
      // the client went away
    }
  }

  /** One connection. */
  private final class Conversation {
    private final BufferedReader in;
    private final OutputStream out;
    private String login = "";
    private String from = "";
    private final List<String> to = new ArrayList<>();

    Conversation(BufferedReader in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    void hold() throws IOException {
      say("220 stub");
      String line = in.readLine();
      while (line != null && !line.equals("QUIT")) {
        answer(line);
        line = in.readLine();
      }
      say("221 bye");
    }

    private void answer(String line) throws IOException {
      if (line.startsWith("EHLO")) {
        say("250-stub");
        say("250 AUTH PLAIN");
      } else if (line.startsWith("AUTH PLAIN ")) {
        byte[] plain = Base64.getDecoder().decode(line.substring("AUTH PLAIN ".length()));
        String text = new String(plain, StandardCharsets.UTF_8);
        login = text.substring(text.indexOf('\0') + 1).replace('\0', ':');
        say("235 welcome");
      } else if (line.startsWith("MAIL FROM:")) {
        from = line.substring("MAIL FROM:".length());
        say("250 ok");
      } else if (line.startsWith("RCPT TO:")) {
        to.add(line.substring("RCPT TO:".length()));
        say(refusing ? "550 nobody here" : "250 ok");
      } else if (line.equals("DATA")) {
        say("354 go on");
        mails.add(new Received(login, from, List.copyOf(to), data()));
        to.clear();
        say("250 taken");
      } else {
        say("250 ok");
      }
    }

    private String data() throws IOException {
      StringBuilder data = new StringBuilder();
      String line = in.readLine();
      while (line != null && !line.equals(".")) {
        data.append(line).append('\n');
        line = in.readLine();
      }
      return data.toString().replace("=\n", "").replace("=3D", "=");
    }

    private void say(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
