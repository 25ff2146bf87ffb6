package dev.klatch.generation.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.klatch.conversation.PartCodec;
import dev.klatch.json.Json;
import dev.klatch.provider.StreamPart;
import dev.klatch.testing.RandomCases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Folding from any sequence number equals the stored message. */
class JournalLawTest {
  private static final int CASES = 300;

  private static List<StreamPart> stream(Random random) {
    return RandomCases.list(random, 40, JournalLawTest::part);
  }

  private static StreamPart part(Random random) {
    String text = RandomCases.anyText(random, 6);
    return switch (random.nextInt(4)) {
      case 0 -> new StreamPart.TextDelta(text);
      case 1 -> new StreamPart.ReasoningDelta(text);
      case 2 -> new StreamPart.ToolCallDelta(0, "id", "name", withoutSurrogates(text));
      default -> new StreamPart.ToolCallDelta(1, null, null, withoutSurrogates(text));
    };
  }

  private static String withoutSurrogates(String text) {
    return text.replaceAll("\\p{Cs}", "x");
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

  @Test
  void aSnapshotAnywherePlusTheRestIsTheWhole() {
    RandomCases.check(
        CASES,
        random -> {
          List<RunEvent> events = translate(stream(random));
          snapshotPlusRest(events, random.nextInt(events.size() + 1));
        });
  }

  private static void snapshotPlusRest(List<RunEvent> events, int cut) throws InterruptedException {
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

  @Test
  void theJournalGivesBackWhatItTook() {
    RandomCases.check(CASES, random -> writtenAndRead(translate(stream(random))));
  }

  private static void writtenAndRead(List<RunEvent> events) throws IOException {
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

  /** Two lanes, each with a tracker of its own, in any order. */
  private static List<RunEvent> interleaved(
      List<StreamPart> first, List<StreamPart> second, Random random) {
    List<IntSupplier> indices = LaneIndices.of(2, 0);
    List<StepTracker> trackers =
        List.of(
            new StepTracker(() -> 1L, indices.get(0), 0),
            new StepTracker(() -> 1L, indices.get(1), 1));
    List<Iterator<StreamPart>> lanes = List.of(first.iterator(), second.iterator());
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

  @Test
  void answersSideBySideFoldToTheSameWhateverTheOrder() {
    RandomCases.check(
        CASES, random -> sideBySide(interleaved(stream(random), stream(random), random)));
  }

  private static void sideBySide(List<RunEvent> events) throws Exception {
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
