// A stand-in for an OpenAI-compatible provider. What it answers is in the test's own hands: a model
// either has a script (`answer`), or its call is handed to the test (`next`), which then says word
// for word what comes when.
import { createServer } from 'node:http';

const WAIT_LIMIT_MS = 15_000;

/** One request, and the means to answer it. */
class Call {
  #reply;

  constructor(request, reply, body) {
    this.#reply = reply;
    this.path = request.url;
    this.headers = request.headers;
    this.body = body;
    this.model = body.model;
    this.closed = new Promise((done) => reply.once('close', done));
  }

  /** The text of the last message of the prompt. */
  get prompt() {
    const content = this.body.messages.at(-1).content;
    return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
  }

  /** Sends bytes as they are, as part of the stream. */
  raw(text) {
    if (!this.#reply.headersSent) {
      this.#reply.writeHead(200, { 'content-type': 'text/event-stream' });
      this.#reply.flushHeaders();
    }
    this.#reply.write(text);
    return this;
  }

  #delta(delta, finishReason = null) {
    const choice = { index: 0, delta, finish_reason: finishReason };
    return this.raw(`data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: this.model, choices: [choice] })}\n\n`);
  }

  /** Streams a piece of the answer. */
  say(content) {
    return this.#delta({ content });
  }

  /** Streams a piece of the thinking. */
  think(text) {
    return this.#delta({ reasoning_content: text });
  }

  /** Ends the stream properly. */
  finish(reason = 'stop') {
    this.#delta({}, reason);
    const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
    this.raw(`data: ${JSON.stringify({ id: 'x', model: this.model, choices: [], usage })}\n\n`);
    this.raw('data: [DONE]\n\n');
    this.#reply.end();
  }

  /** Breaks the connection, with whatever was sent so far. */
  cut() {
    // Not at once: Node still holds back what was written in this turn of its loop.
    setTimeout(() => this.#reply.socket?.destroySoon(), 50);
  }

  /** Answers with something other than a stream; an object is sent as JSON. */
  reply(status, body, headers = {}) {
    const json = typeof body !== 'string';
    this.#reply.writeHead(status, { 'content-type': json ? 'application/json' : 'text/html; charset=utf-8', ...headers });
    this.#reply.end(json ? JSON.stringify(body) : body);
  }

  /** Answers without streaming, as titles are asked for. */
  whole(content) {
    const message = { role: 'assistant', content };
    this.reply(200, { id: 'x', object: 'chat.completion', model: this.model, choices: [{ index: 0, message, finish_reason: 'stop' }] });
  }
}

async function jsonOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

/** Starts a provider on a free port; `url` is the base URL for librechat.yaml. */
export async function startProvider() {
  const scripts = new Map();
  const arrived = [];
  const waiting = [];

  const take = (call) => {
    const index = waiting.findIndex(({ model }) => model === call.model);
    if (index < 0) arrived.push(call);
    else waiting.splice(index, 1)[0].done(call);
  };

  const server = createServer(async (request, reply) => {
    if (request.method === 'GET') {
      reply.writeHead(404).end();
      return;
    }
    const call = new Call(request, reply, await jsonOf(request));
    const script = scripts.get(call.model);
    if (script !== undefined) script(call);
    else take(call);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));

  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    /** What a model does with every call from now on. */
    answer: (model, script) => scripts.set(model, script),
    /** The next call for a model without a script, waited for. */
    next: (model) => {
      const index = arrived.findIndex((call) => call.model === model);
      if (index >= 0) return Promise.resolve(arrived.splice(index, 1)[0]);
      return new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error(`no call for ${model} came`)), WAIT_LIMIT_MS);
        waiting.push({ model, done: (call) => (clearTimeout(timer), done(call)) });
      });
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
