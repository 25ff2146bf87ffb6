// Which values of a recording stand for something made anew in every run, and what they became.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const OBJECT_ID = /^[0-9a-f]{24}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
/** Of shared links: 21 characters, among them a digit and a capital. */
const LINK = /^(?=.*\d)(?=.*[A-Z])[\w-]{21}$/;
const NONE = '00000000-0000-0000-0000-000000000000';

/** The kind of a made value, or nothing for a value that means the same in every run. */
export function madeKind(value) {
  if (typeof value !== 'string' || value === NONE) return undefined;
  if (UUID.test(value)) return 'uuid';
  if (OBJECT_ID.test(value)) return 'object id';
  if (TIME.test(value)) return 'time';
  if (value === '<JWT>' || /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(value)) return 'token';
  if (LINK.test(value)) return 'link id';
  if (/^convo_/.test(value)) return 'upstream id';
  if (/^step_./.test(value)) return 'step id';
  if (/^agent_[\w-]{21}$/.test(value)) return 'agent id';
  if (/^(chatcmpl-|msg_)/.test(value)) return 'upstream id';
  return undefined;
}

const LINKED = new Set(['uuid', 'object id', 'step id', 'agent id', 'link id']);

/** Recorded ids and what they became in this run. */
export class Ids {
  #ours = new Map();

  /**
   * Notes that `recorded` became `ours`. Returns false if the recording's id stands for something
   * else already: then two of our replies disagree about one thing.
   */
  learn(recorded, ours, kind) {
    if (!LINKED.has(kind)) return true;
    const known = this.#ours.get(recorded);
    if (known === undefined) this.#ours.set(recorded, ours);
    return known === undefined || known === ours;
  }

  set(recorded, ours) {
    this.#ours.set(String(recorded), String(ours));
  }

  has(recorded) {
    return this.#ours.has(recorded);
  }

  get(recorded) {
    return this.#ours.get(recorded);
  }

  /** A recorded request, path or body, with our ids in the place of the recorded ones. */
  translate(value) {
    if (typeof value === 'string') {
      return value.replace(/agent_[\w-]{21}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{24}|\b\d{13}\b|(?<=\/share\/)[\w-]{21}/g, (id) => this.#ours.get(id) ?? id);
    }
    if (typeof value === 'number') return Number(this.#ours.get(String(value)) ?? value);
    if (Array.isArray(value)) return value.map((item) => this.translate(item));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.translate(item)]));
    }
    return value;
  }
}
