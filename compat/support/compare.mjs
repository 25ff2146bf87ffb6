// Compares a reply with the recorded one. Every finding has the same form:
// { where, path, kind, detail }; `kind` is one of the words below.
//
//   missing  the recording has a field that we do not send
//   extra    we send a field that the recording lacks
//   type     another JSON type, null included
//   value    the same type but another value, where a value means the same in every run
//   link     an id that named one thing in the recording names two here
//   length   another number of items
import { madeKind } from './ids.mjs';

/** Other numbers are times, counts of tokens and sizes: their type is compared. */
const COMPARED_NUMBER = /(?:^|\.)(?:generationProtocolVersion|index|stepIndex|deletedCount)$/;

const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
const short = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

/** What identifies an item of a list, so that lists of unlike length still compare like with like. */
const identity = (item) => item?.messageId ?? item?.conversationId ?? item?.projectId;

/**
 * @param {{ ids: import('./ids.mjs').Ids, report: (path: string, kind: string, detail: string) => void,
 *   partial?: boolean }} context `partial`: the reply was read while an answer was being written, so
 *   texts and the number of items depend on the moment
 */
export function compareJson(recorded, ours, path, context) {
  const [expected, found] = [typeOf(recorded), typeOf(ours)];
  if (expected !== found) {
    context.report(path, 'type', `${expected} ${short(recorded)} recorded, ${found} ${short(ours)} found`);
  } else if (expected === 'array') {
    compareItems(recorded, ours, path, context);
  } else if (expected === 'object') {
    compareFields(recorded, ours, path, context);
  } else {
    compareValue(recorded, ours, path, context);
  }
}

function compareFields(recorded, ours, path, context) {
  const below = (key) => (path ? `${path}.${key}` : key);
  for (const [key, value] of Object.entries(recorded)) {
    if (key in ours) compareJson(value, ours[key], below(key), context);
    else context.report(below(key), 'missing', `recorded ${short(value)}`);
  }
  for (const [key, value] of Object.entries(ours)) {
    if (!(key in recorded)) context.report(below(key), 'extra', `found ${short(value)}`);
  }
}

function compareItems(recorded, ours, path, context) {
  const rest = [...ours];
  let unmatched = 0;
  recorded.forEach((item, index) => {
    const known = context.ids.get(identity(item));
    const at = known ? rest.findIndex((other) => identity(other) === known) : Math.min(index, rest.length - 1);
    if (known) {
      if (at < 0) unmatched++;
      else compareJson(item, rest.splice(at, 1)[0], `${path}[]`, context);
    } else if (ours.length > index && identity(item) === undefined) {
      compareJson(item, ours[index], `${path}[]`, context);
    } else if (identity(item) !== undefined && ours.length === recorded.length) {
      compareJson(item, ours[index], `${path}[]`, context);
    }
  });
  if (context.partial) return;
  if (unmatched > 0) context.report(`${path}[]`, 'missing', `${unmatched} recorded items are not in the list`);
  if (recorded.length !== ours.length && !context.subset) {
    context.report(path, 'length', `${recorded.length} items recorded, ${ours.length} found: ${short(ours)}`);
  }
}

function compareValue(recorded, ours, path, context) {
  const kind = madeKind(recorded);
  if (kind) {
    if (madeKind(ours) !== kind) {
      context.report(path, 'value', `${kind} ${short(recorded)} recorded, ${short(ours)} found`);
    } else if (!context.ids.learn(recorded, ours, kind)) {
      context.report(path, 'link', `${recorded} is ${context.ids.get(recorded)} elsewhere, ${ours} here`);
    }
  } else if (typeof recorded === 'string' && context.ids.translate(recorded) === ours) {
    // The same, or an address made of ids.
  } else if (recorded !== ours && !context.partial && (typeof recorded !== 'number' || COMPARED_NUMBER.test(path))) {
    context.report(path, 'value', `${short(recorded)} recorded, ${short(ours)} found`);
  }
}

/** Response headers that clients depend on. */
export function compareHeaders(recorded, ours, report) {
  const names = ['content-type', 'x-librechat-generation-protocol'];
  if ((recorded['content-type'] ?? '').startsWith('text/event-stream')) {
    names.push('cache-control', 'content-encoding', 'x-accel-buffering');
  }
  for (const name of names) {
    const [expected, found] = [recorded[name], ours.get(name) ?? undefined];
    if (expected !== found) report(name, 'header', `${expected} recorded, ${found} found`);
  }
  const cookies = (list) => list.map(cookieShape).sort();
  const [expected, found] = [cookies(recorded['set-cookie'] ?? []), cookies(ours.getSetCookie())];
  for (const cookie of expected) {
    if (!found.includes(cookie)) report('set-cookie', 'header', `${cookie} recorded, found ${found.join(' | ') || 'none'}`);
  }
  for (const cookie of found) {
    if (!expected.includes(cookie)) report('set-cookie', 'header', `${cookie} found, not recorded`);
  }
}

/** A cookie without what differs in each run: its value (but for an empty one) and its dates. */
function cookieShape(cookie) {
  const [pair, ...attributes] = cookie.split(';').map((part) => part.trim());
  const [name, value] = pair.split('=');
  const shape = attributes.map((part) => {
    const [key, date] = part.split('=');
    if (key.toLowerCase() === 'expires') return `expires=${new Date(date).getTime() === 0 ? 'at once' : 'later'}`;
    return part.toLowerCase();
  });
  return [`${name}=${value === '' ? '' : '…'}`, ...shape.sort()].join('; ');
}
