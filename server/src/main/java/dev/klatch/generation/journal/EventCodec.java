package dev.klatch.generation.journal;

import dev.klatch.json.Json;
import dev.klatch.provider.FailureDetail;
import dev.klatch.provider.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes of the journal: one byte of kind, then the fields; text is UTF-8 with its length
 * in front.
 */
public final class EventCodec {
  private static final int STEP_OPENED = 1;
  private static final int TEXT = 2;
  private static final int REASONING = 3;
  private static final int TOOL_NAMED = 4;
  private static final int TOOL_ARGUMENTS = 5;
  private static final int STEP_CLOSED = 6;
  private static final int TITLED = 7;
  private static final int USAGE = 8;
  private static final int FAILED = 9;
  private static final int FINISHED = 10;

  /** Added to a kind: the event names its lane. Without it, as written before, it is lane 0. */
  private static final int LANED = 32;

  private EventCodec() {}

  /** Bytes of the events that matter after a crash; retries and measurements do not. */
  public static byte[] encode(List<RunEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      for (RunEvent event : events) {
        encode(event, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void encode(RunEvent event, DataOutputStream out) throws IOException {
    switch (event) {
      case RunEvent.StepOpened e -> {
        out.writeByte(STEP_OPENED + LANED);
        out.writeInt(e.index());
        out.writeInt(e.lane());
        text(out, e.kind().name());
        text(out, e.stepId());
        text(out, e.upstreamId());
        out.writeLong(e.at());
      }
      case RunEvent.TextAppended e -> indexed(out, TEXT, e.index(), e.text());
      case RunEvent.ReasoningAppended e -> indexed(out, REASONING, e.index(), e.text());
      case RunEvent.ToolArgumentsAppended e -> indexed(out, TOOL_ARGUMENTS, e.index(), e.text());
      case RunEvent.ToolCallNamed e -> {
        indexed(out, TOOL_NAMED, e.index(), e.callId());
        text(out, e.name());
      }
      case RunEvent.StepClosed e -> {
        out.writeByte(STEP_CLOSED);
        out.writeInt(e.index());
        out.writeBoolean(e.completed());
        out.writeLong(e.at());
      }
      case RunEvent.Titled e -> {
        out.writeByte(TITLED);
        text(out, e.title());
      }
      case RunEvent.UsageReported e -> {
        out.writeByte(USAGE + LANED);
        out.writeInt(e.lane());
        text(out, Json.write(e.usage()));
      }
      case RunEvent.Failed e -> {
        indexed(out, FAILED + LANED, e.index(), Json.write(e.detail()));
        out.writeInt(e.lane());
      }
      case RunEvent.Finished e -> {
        out.writeByte(FINISHED + LANED);
        out.writeInt(e.lane());
        text(out, e.reason());
      }
      case RunEvent.Retrying ignored -> {}
      case RunEvent.SteersChanged ignored -> {}
      case RunEvent.ContextMeasured ignored -> {}
    }
  }

  private static void indexed(DataOutputStream out, int kind, int index, String text)
      throws IOException {
    out.writeByte(kind);
    out.writeInt(index);
    text(out, text);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    ((OutputStream) out).write(utf8);
  }

  /** Reads events until the bytes end; the inverse of {@link #encode}. */
  public static void decode(InputStream bytes, List<RunEvent> events) throws IOException {
    DataInputStream in = new DataInputStream(bytes);
    for (int kind = in.read(); kind >= 0; kind = in.read()) {
      events.add(decode(kind, in));
    }
  }

  private static RunEvent decode(int kind, DataInputStream in) throws IOException {
    boolean laned = kind >= LANED;
    return switch (laned ? kind - LANED : kind) {
      case STEP_OPENED -> {
        int index = in.readInt();
        int lane = lane(in, laned);
        RunEvent.StepKind step = RunEvent.StepKind.valueOf(text(in));
        yield new RunEvent.StepOpened(index, lane, text(in), step, text(in), in.readLong());
      }
      case TEXT -> new RunEvent.TextAppended(in.readInt(), text(in));
      case REASONING -> new RunEvent.ReasoningAppended(in.readInt(), text(in));
      case TOOL_ARGUMENTS -> new RunEvent.ToolArgumentsAppended(in.readInt(), text(in));
      case TOOL_NAMED -> new RunEvent.ToolCallNamed(in.readInt(), text(in), text(in));
      case STEP_CLOSED -> new RunEvent.StepClosed(in.readInt(), in.readBoolean(), in.readLong());
      case TITLED -> new RunEvent.Titled(text(in));
      case USAGE ->
          new RunEvent.UsageReported(
              lane(in, laned), Json.MAPPER.readValue(text(in), TokenUsage.class));
      case FAILED -> {
        int index = in.readInt();
        FailureDetail detail = Json.MAPPER.readValue(text(in), FailureDetail.class);
        yield new RunEvent.Failed(index, lane(in, laned), detail);
      }
      case FINISHED -> new RunEvent.Finished(lane(in, laned), text(in));
      default -> throw new IOException("unknown event kind " + kind + " in the journal");
    };
  }

  private static int lane(DataInputStream in, boolean laned) throws IOException {
    return laned ? in.readInt() : 0;
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte @Nullable [] utf8 = length < 0 ? null : in.readNBytes(length);
    if (utf8 == null || utf8.length < length) {
      throw new IOException("truncated text in the journal");
    }
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
