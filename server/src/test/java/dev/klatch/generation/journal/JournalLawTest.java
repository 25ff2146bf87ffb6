package dev.klatch.generation.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.klatch.conversation.PartCodec;
import dev.klatch.json.Json;
import dev.klatch.provider.StreamPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Folding from any sequence number equals the stored message. */
class JournalLawTest {
  @Provide
  Arbitrary<List<StreamPart>> streams() {
    Arbitrary<String> text = Arbitraries.strings().all().ofMinLength(1).ofMaxLength(6);
    Arbitrary<StreamPart> part =
        Arbitraries.oneOf(
            text.map(StreamPart.TextDelta::new),
            text.map(StreamPart.ReasoningDelta::new),
            text.map(
                t -> new StreamPart.ToolCallDelta(0, "id", "name", t.replaceAll("\\p{Cs}", "x"))),
            text.map(
                t -> new StreamPart.ToolCallDelta(1, null, null, t.replaceAll("\\p{Cs}", "x"))));
    return part.list().ofMaxSize(40);
  }

  private static List<RunEvent> translate(List<StreamPart> parts) {
    StepTracker tracker = new StepTracker(() -> 1L, 0);
    List<RunEvent> events = new ArrayList<>();
    parts.forEach(part -> tracker.translate(part, events));
    tracker.close(true, events);
    return events;
  }

  private static String json(RunFold fold) {
    return Json.write(PartCodec.toJson(fold.parts()));
  }

  @Property(tries = 300)
  void aSnapshotAnywherePlusTheRestIsTheWhole(
      @ForAll("streams") List<StreamPart> parts, @ForAll int seed) throws Exception {
    List<RunEvent> events = translate(parts);
    int cut = events.isEmpty() ? 0 : Math.floorMod(seed, events.size() + 1);
    RunLog log = new RunLog();
    log.append(events.subList(0, cut));
    RunLog.Resumed<List<RunEvent>> resumed =
        log.resume(fold -> Prefixes.events(fold.parts(), false, 1));
    RunLog.Reader fromStart = log.readFromStart();
    log.append(events.subList(cut, events.size()));
    log.end(new RunEnd.Lost("end"));

    RunFold whole = RunFold.of(events);
    assertEquals(json(whole), json(RunFold.of(drain(fromStart))));
    RunFold taken = RunFold.of(resumed.snapshot());
    drain(resumed.reader()).forEach(taken::apply);
    assertEquals(json(whole), json(taken));
  }

  @Property(tries = 300)
  void theJournalGivesBackWhatItTook(@ForAll("streams") List<StreamPart> parts) throws IOException {
    List<RunEvent> events = translate(parts);
    List<RunEvent> read = new ArrayList<>();
    EventCodec.decode(new ByteArrayInputStream(EventCodec.encode(events)), read);
    assertEquals(json(RunFold.of(events)), json(RunFold.of(read)));
  }

  private static List<RunEvent> drain(RunLog.Reader reader) throws InterruptedException {
    List<RunEvent> all = new ArrayList<>();
    while (true) {
      RunLog.Batch batch = reader.next();
      all.addAll(batch.events());
      if (batch.end() != null) {
        return all;
      }
    }
  }
}
