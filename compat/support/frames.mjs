// Event streams: reading ours, and comparing them with recorded ones.
import { compareJson } from './compare.mjs';

/** The kind of a frame, in the order in which clients tell them apart. */
export function kindOf(frame) {
  if (frame.final) return 'final';
  if (frame.created) return 'created';
  if (frame.event) return frame.event;
  if (frame.sync) return 'sync';
  return frame.type ?? 'unknown';
}

/** Parses the lines of one frame; comments give nothing. */
export function parseFrame(lines) {
  const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim());
  if (data.length === 0) return undefined;
  const frame = JSON.parse(data.join('\n'));
  const name = lines.find((line) => line.startsWith('event:'))?.slice(6).trim();
  return name === 'message' ? frame : { ...frame, event: `event: ${name}` };
}

/** Reads a reply's frames as they come; `onFrame` sees each, and returning true stops the reading. */
export async function readFrames(response, onFrame) {
  const frames = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const frame = parseFrame(text.slice(0, end).split('\n'));
      text = text.slice(end + 2);
      if (frame) {
        frames.push(frame);
        onFrame?.(frame);
      }
    }
  }
  return frames;
}

const partText = (part) => part.text ?? part.think ?? '';

/** All text a stream brought, by steps: what a resuming reader got first, and every delta. */
export function spokenText(frames) {
  const steps = new Map();
  for (const frame of frames) {
    if (kindOf(frame) === 'sync') steps.set('', frame.resumeState.aggregatedContent.map(partText).join(''));
    for (const part of frame.data?.delta?.content ?? []) {
      steps.set(frame.data.id, (steps.get(frame.data.id) ?? '') + partText(part));
    }
  }
  return [...steps.values()].join('');
}

/** Frames by kind, where deltas of one step count once. */
function collapsed(frames) {
  const runs = [];
  for (const frame of frames) {
    const kind = kindOf(frame);
    if (runs.at(-1)?.kind !== kind) runs.push({ kind, frame });
  }
  return runs;
}

/**
 * The order of kinds. A title arrives when the provider has one, a message to a
 * running answer when somebody sends it, in the middle of anything: its
 * place is not compared, nor whether it came before the end, and the deltas around it count as one.
 */
function order(frames, left) {
  return collapsed(frames.filter((frame) => !left.has(kindOf(frame)))).map((run) => run.kind);
}

/** Models side by side speak in any order: their frames are put one model after the other. */
function modelByModel(frames) {
  if (!frames.some((frame) => frame.data?.groupId)) return frames;
  const agents = new Map(frames.map(({ data }) => [data?.id, data?.agentId]).filter(([id, agent]) => id && agent));
  const place = (frame) => {
    if (kindOf(frame) === 'created') return '0';
    if (kindOf(frame) === 'final') return '3';
    const agent = frame.data?.agentId ?? agents.get(frame.data?.id);
    return agent ? `2${agent}` : '1';
  };
  return frames.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/**
 * @param {{ ended: boolean }} options `ended`: both streams came to their end; else ours was closed
 *   or stopped at another word than the recorded one
 */
export function compareStreams(theirs, mine, context, { ended }) {
  const [recorded, ours] = [modelByModel(theirs), modelByModel(mine)];
  const kinds = (frames) => new Set(frames.map(kindOf));
  const [expected, found] = [kinds(recorded), kinds(ours)];
  const left = new Set(['title', 'on_steer_updated']);
  for (const kind of new Set([...expected, ...found])) {
    if (left.has(kind) || (expected.has(kind) && found.has(kind))) continue;
    left.add(kind);
    context.report(kind, expected.has(kind) ? 'missing event' : 'extra event', '');
  }
  const [before, after] = [order(recorded, left), order(ours, left)];
  if (before.join() !== after.join()) {
    context.report('', 'sequence', `${before.join(' ')} recorded, ${after.join(' ')} found`);
  }
  for (const kind of expected) {
    if (!found.has(kind)) continue;
    const pick = (frames) => collapsed(frames).filter((run) => run.kind === kind);
    const [theirs, mine] = [pick(recorded), pick(ours)];
    theirs.slice(0, mine.length).forEach(({ frame }, index) => {
      const partial = !ended || kind.endsWith('_delta');
      compareJson(frame, mine[index].frame, kind, { ...context, partial: context.partial || partial });
    });
  }
  if (ended && spokenText(recorded) !== spokenText(ours)) {
    context.report('', 'text', `“${spokenText(recorded)}” recorded, “${spokenText(ours)}” found`);
  }
  const last = ours.find((frame) => frame.final);
  if (last && !last.aborted) {
    const saved = (last.responseMessage.content ?? []).map(partText).join('');
    if (saved !== spokenText(ours)) context.report('final', 'text', `“${saved}” saved, “${spokenText(ours)}” streamed`);
  }
}
