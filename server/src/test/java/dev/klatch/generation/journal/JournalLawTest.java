package dev.klatch.generation.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.klatch.conversation.PartCodec;
import dev.klatch.json.Json;
import dev.klatch.provider.StreamPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
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
    StepTracker tracker = new StepTracker(() -> 1L, LaneIndices.of(1, 0).getFirst(), 0);
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

  /** Two lanes, each with a tracker of its own, in an order that a seed decides. */
  private static List<RunEvent> interleaved(
      List<StreamPart> first, List<StreamPart> second, long seed) {
    List<IntSupplier> indices = LaneIndices.of(2, 0);
    List<StepTracker> trackers =
        List.of(
            new StepTracker(() -> 1L, indices.get(0), 0),
            new StepTracker(() -> 1L, indices.get(1), 1));
    List<Iterator<StreamPart>> lanes = List.of(first.iterator(), second.iterator());
    Random random = new Random(seed);
    List<RunEvent> events = new ArrayList<>();
    while (lanes.get(0).hasNext() || lanes.get(1).hasNext()) {
      int lane =
          lanes.get(0).hasNext() && (!lanes.get(1).hasNext() || random.nextBoolean()) ? 0 : 1;
      trackers.get(lane).translate(lanes.get(lane).next(), events);
    }
    trackers.forEach(tracker -> tracker.close(true, events));
    return events;
  }

  /** The events of one lane, in their order. */
  private static List<RunEvent> ofLane(List<RunEvent> events, int lane) {
    Set<Integer> own = new HashSet<>();
    List<RunEvent> kept = new ArrayList<>();
    for (RunEvent event : events) {
      int index = indexOf(event);
      if (event instanceof RunEvent.StepOpened opened && opened.lane() == lane) {
        own.add(index);
      }
      if (own.contains(index)) {
        kept.add(event);
      }
    }
    return kept;
  }

  private static int indexOf(RunEvent event) {
    return switch (event) {
      case RunEvent.StepOpened e -> e.index();
      case RunEvent.TextAppended e -> e.index();
      case RunEvent.ReasoningAppended e -> e.index();
      case RunEvent.ToolCallNamed e -> e.index();
      case RunEvent.ToolArgumentsAppended e -> e.index();
      case RunEvent.StepClosed e -> e.index();
      default -> -1;
    };
  }

  private static String jsonWithLanes(RunFold fold) {
    return json(fold) + fold.lanes();
  }

  @Property(tries = 300)
  void answersSideBySideFoldToTheSameWhateverTheOrder(
      @ForAll("streams") List<StreamPart> first,
      @ForAll("streams") List<StreamPart> second,
      @ForAll long seed)
      throws Exception {
    List<RunEvent> events = interleaved(first, second, seed);
    RunFold whole = RunFold.of(events);
    List<RunEvent> apart = new ArrayList<>(ofLane(events, 1));
    apart.addAll(ofLane(events, 0));
    assertEquals(jsonWithLanes(whole), jsonWithLanes(RunFold.of(apart)));

    List<RunEvent> read = new ArrayList<>();
    EventCodec.decode(new ByteArrayInputStream(EventCodec.encode(events)), read);
    assertEquals(jsonWithLanes(whole), jsonWithLanes(RunFold.of(read)));

    RunLog log = new RunLog();
    RunLog.Reader reader = log.readFromStart();
    events.forEach(event -> log.append(List.of(event)));
    log.end(new RunEnd.Lost("end"));
    assertEquals(jsonWithLanes(whole), jsonWithLanes(RunFold.of(drain(reader))));
    assertEquals(json(RunFold.of(ofLane(events, 1))), Json.write(PartCodec.toJson(whole.parts(1))));
  }
}
