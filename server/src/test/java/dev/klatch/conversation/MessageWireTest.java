package dev.klatch.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageWireTest {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Test
  void writesTimesAsTheFormatterDoes() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Instant time =
          Instant.ofEpochMilli(random.nextLong(-20_000_000_000_000L, 200_000_000_000_000L));
      assertEquals(ISO.format(time), MessageWire.time(time));
    }
    assertEquals("1970-01-01T00:00:00.000Z", MessageWire.time(Instant.EPOCH));
    assertEquals(
        "2026-11-20T09:08:07.006Z", MessageWire.time(Instant.parse("2026-11-20T09:08:07.006999Z")));
  }
}
