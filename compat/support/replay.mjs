// Sends the requests of a recording to a running server, in the recorded order, and compares.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { compareHeaders, compareJson } from './compare.mjs';
import { compareStreams, kindOf, parseFrame, readFrames } from './frames.mjs';
import { Ids } from './ids.mjs';

const FOLDER = resolve(import.meta.dirname, '../transcripts');
const PASSWORD = 'correct horse battery staple';
const REPLY_LIMIT_MS = 60_000;
/** How much of an answer must have come before it is stopped, or its reader leaves. */
const PIECES_BEFORE_END = 20;
/** The word before which such an answer waits, so that it is not over too soon on a slow machine. */
const HELD_AT = 100;
/** Side of the recorded picture, in pixels. */
const PICTURE_SIDE = 16;

/** The recordings in the order in which they were made: names without `.json`. */
export function transcripts() {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => file.replace(/\.json$/, ''));
}

/** `GET /api/convos/:id`: a request without what differs in each run. */
export function template(request) {
  return request
    .replace(/\?.*$/, '')
    .replace(/(?<=\/share\/)(?=.*\d)[\w-]{21}(?=\/|$)/, ':link')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, ':id');
}

/** One browser session replayed over all recordings: its ids, tokens and cookies. */
export class Replay {
  #url;
  #ids = new Ids();
  #token = '';
  #cookies = new Map();
  #open = [];
  #hold;
  #release = () => {};
  #findings = [];

  /** @param hold `hold` of the provider behind the server */
  constructor(url, hold) {
    this.#url = url;
    this.#hold = hold;
  }

  /** Gives the recorded id of a thing that no replayed request made a meaning. */
  name(recorded, ours) {
    this.#ids.set(recorded, ours);
  }

  /** Our id of a recorded one. */
  idOf(recorded) {
    return this.#ids.get(recorded);
  }

  /** Replays one recording; returns what differs. */
  async run(name) {
    const { exchanges } = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
    this.#findings = [];
    const seen = new Set();
    for (const exchange of exchanges.filter((one) => !one.static)) {
      await this.#settle(exchange.t_ms);
      // Polls of a running answer: how often the recorded client asked depends on how long it took.
      const repeated = seen.has(exchange.request) && this.#open.length > 0;
      seen.add(exchange.request);
      if (!repeated) await this.#play(name, exchange);
    }
    await this.#settle(Infinity);
    this.#release();
    return this.#findings;
  }

  /** Waits for those that had ended at that time of the recording. */
  async #settle(time) {
    const due = this.#open.filter((one) => one.end <= time);
    this.#open = this.#open.filter((one) => one.end > time);
    for (const one of due) {
      if (one.exchange.clientClosed) {
        await one.pieces(PIECES_BEFORE_END);
        one.leave();
      }
      await one.done;
    }
  }

  async #play(name, exchange) {
    const where = template(exchange.request);
    const report = (path, kind, detail) =>
      this.#findings.push({ transcript: name, where, path, kind, detail });
    if (exchange.sse) return this.#follow(exchange, report);
    if (where.endsWith('/abort')) await this.#stream()?.pieces(PIECES_BEFORE_END);
    const done = this.#send(exchange).then((reply) => this.#compare(exchange, reply, report));
    if (exchange.request.includes('/gen_title/')) {
      this.#open.push({ exchange, end: exchange.t_ms + exchange.duration_ms, done });
      return undefined;
    }
    return done;
  }

  #stream() {
    return this.#open.find((one) => one.exchange.sse);
  }

  #send(exchange, signal = AbortSignal.timeout(REPLY_LIMIT_MS)) {
    const [method, path] = exchange.request.split(' ');
    const headers = {};
    if (exchange.requestHeaders?.authorization) headers.authorization = `Bearer ${this.#token}`;
    if (exchange.requestHeaders?.cookie) {
      headers.cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    }
    const type = exchange.requestHeaders?.['content-type'];
    // `fetch` writes the type of a form itself: it chooses the boundary.
    if (type && !exchange.requestMultipart) headers['content-type'] = type;
    const body = exchange.requestMultipart ? this.#form(exchange.requestMultipart) : exchange.requestJson === undefined ? undefined : JSON.stringify(this.#body(exchange));
    return fetch(this.#url + this.#ids.translate(path), { method, headers, body, signal });
  }

  /** A recorded form; of pictures only the size was recorded, so another of that size is sent. */
  #form(parts) {
    const form = new FormData();
    for (const { headers, value, bytes } of parts) {
      const [, name, , filename] = /; name="([^"]*)"(; filename="([^"]*)")?/.exec(headers[0]);
      if (filename === undefined) {
        form.append(name, this.#ids.translate(value));
        continue;
      }
      const type = headers.map((header) => /^Content-Type: (.*)$/.exec(header)?.[1]).find(Boolean);
      form.append(name, new File([value ?? picture(bytes)], filename, { type }));
    }
    return form;
  }

  #body(exchange) {
    const body = this.#ids.translate(exchange.requestJson);
    for (const key of ['password', 'confirm_password']) {
      if (body[key] === '<PASSWORD>') body[key] = exchange.status === 404 ? 'not the password' : PASSWORD;
    }
    return body;
  }

  async #compare(exchange, reply, report) {
    const text = await reply.text();
    if (reply.status !== exchange.status) {
      report('', 'status', `${exchange.status} recorded, ${reply.status} found: ${text.slice(0, 200)}`);
      return;
    }
    this.#keep(reply);
    compareHeaders(exchange.responseHeaders, reply.headers, report);
    // Of a picture, only its type was recorded.
    if (/^image\//.test(exchange.responseHeaders['content-type'] ?? '')) return;
    const recorded = exchange.responseJson ?? parsed(exchange.responseText ?? '');
    const ours = parsed(text);
    if (exchange.request.includes('/chat/') && recorded.generationCreatedAt) {
      this.#ids.set(recorded.generationCreatedAt, ours.generationCreatedAt);
    }
    if (ours?.token) this.#token = ours.token;
    compareJson(recorded, ours, '', {
      ids: this.#ids,
      report,
      partial: this.#stream() !== undefined,
      // Conversations made in recordings that are not replayed are missing from the list.
      subset: exchange.request.startsWith('GET /api/convos'),
    });
  }

  /** Keeps cookies as a browser would. */
  #keep(reply) {
    for (const cookie of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  async #follow(exchange, report) {
    const recorded = exchange.sse.map((one) => parseFrame(one.frame)).filter(Boolean);
    const ended = !exchange.clientClosed && !recorded.at(-1).aborted;
    if (!ended) this.#release = this.#hold(HELD_AT);
    const leaving = new AbortController();
    const limit = AbortSignal.any([leaving.signal, AbortSignal.timeout(REPLY_LIMIT_MS)]);
    const reply = await this.#send(exchange, limit);
    if (reply.status !== exchange.status) {
      report('', 'status', `${exchange.status} recorded, ${reply.status} found: ${await reply.text()}`);
      return;
    }
    compareHeaders(exchange.responseHeaders, reply.headers, report);
    const ours = [];
    const waiting = [];
    const reading = readFrames(reply, (frame) => {
      ours.push(frame);
      if (kindOf(frame) === 'sync') this.#release();
      for (const waiter of waiting) if (ours.length >= waiter.count) waiter.done();
    }).catch((failure) => {
      if (!leaving.signal.aborted) throw failure;
    });
    const done = reading.then(() => {
      compareStreams(recorded, ours, { ids: this.#ids, report }, { ended });
    });
    const pieces = (count) =>
      Promise.race([reading, new Promise((enough) => (ours.length >= count ? enough() : waiting.push({ count, done: enough })))]);
    this.#open.push({ exchange, end: exchange.t_ms + exchange.duration_ms, done, pieces, leave: () => leaving.abort() });
  }
}

/** A square PNG of one colour and of exactly that many bytes; a remark fills it up. */
function picture(bytes) {
  const chunk = (name, data) => {
    const content = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const framed = Buffer.alloc(content.length + 8);
    framed.writeUInt32BE(data.length, 0);
    content.copy(framed, 4);
    framed.writeUInt32BE(crc32(content), content.length + 4);
    return framed;
  };
  const header = Buffer.from([0, 0, 0, PICTURE_SIDE, 0, 0, 0, PICTURE_SIDE, 8, 2, 0, 0, 0]);
  const rows = Buffer.alloc(PICTURE_SIDE * (1 + PICTURE_SIDE * 3));
  const of = (remark) =>
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      ...remark,
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  const missing = bytes - of([]).length - 12;
  return of(missing < 2 ? [] : [chunk('tEXt', Buffer.from(`c\0${' '.repeat(missing - 2)}`, 'latin1'))]);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
