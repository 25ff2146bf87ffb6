// A stand-in provider: speaks OpenAI chat completions, and each of its models behaves by name, as
// the one behind the recorded traffic did. Sentences it must repeat are those of the recordings.
import { createServer } from 'node:http';

export const TITLE = 'A Title Made Up';

const MARKDOWN = `# A heading

Some **bold**, some *italic*, some \`code\` and a [link](https://example.com/).

1. one
2. two
   - nested

| Name | Value |
|------|------:|
| a    |     1 |
| b    |     2 |

\`\`\`python
def greet(name: str) -> str:
    """Say hello."""
    return f"Hello, {name}!"
\`\`\`

> A quotation.

The formula $e^{i\\pi} + 1 = 0$ inline, and

$$
\\int_0^1 x^2 \\, dx = \\frac{1}{3}
$$

That is all.
`;

const COUNT = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Status and message of the models that refuse, as in the recordings. */
const REFUSALS = {
  err400: [400, 'Invalid value for a parameter.', 'invalid_request_error'],
  err401: [401, 'Incorrect API key provided: sk-test.', 'invalid_request_error'],
  err403: [403, 'Country, region, or territory not supported.', 'request_forbidden'],
  err404: [404, 'The model does not exist or you do not have access to it.', 'invalid_request_error'],
  err429: [429, 'Rate limit reached for requests.', 'requests'],
  err500: [500, 'The server had an error while processing your request.', 'server_error'],
  err503: [503, 'The server is overloaded.', 'server_error'],
};

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/** Words with the space behind them, as the recorded provider cut them. */
const words = (text) => text.match(/\S+\s*|\s+/g) ?? [];

function textOf(message) {
  if (typeof message?.content === 'string') return message.content;
  return (message?.content ?? []).map((part) => part.text ?? `[${part.type}]`).join('\n');
}

/** What a model says: `delay` is milliseconds before each piece, `end` how the stream ends. */
function script(model, asked) {
  const timed = /^t(\d+)-(\d+)$/.exec(model);
  if (timed) {
    const text = Array.from({ length: Number(timed[1]) }, (_, index) => `token${index} `);
    return { pieces: text, delay: Number(timed[2]), end: 'stop' };
  }
  const count = COUNT.join(' ');
  switch (model) {
    case 'echo-20':
      return { pieces: words(asked), delay: 20, end: 'stop' };
    case 'md':
      return { pieces: words(MARKDOWN), delay: 5, end: 'stop' };
    case 'reason':
      return {
        thoughts: words(`Let me think about: ${asked}. First this, then that. `),
        pieces: words(`The answer to "${asked}" is 42.`),
        delay: 5,
        end: 'stop',
      };
    case 'cut':
    case 'midError':
      return { pieces: words(`${COUNT.slice(0, 5).join(' ')} `), delay: 10, end: model };
    case 'length':
      return { pieces: words(count), delay: 10, end: 'length' };
    case 'empty':
      return { pieces: [], delay: 0, end: 'stop' };
    default:
      return { pieces: words(asked), delay: 2, end: 'stop' };
  }
}

function refuse(response, model) {
  if (model === 'html404') {
    response.writeHead(404, { 'content-type': 'text/html' });
    response.end('<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>');
    return true;
  }
  const refusal = REFUSALS[model];
  if (!refusal) return false;
  const [status, message, type] = refusal;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type, param: null, code: null } }));
  return true;
}

let calls = 0;

/** Where streams of `echo-20` wait, so that a test can act in the middle of an answer. */
let held = { at: Infinity, until: Promise.resolve() };

/** Answers in one piece: what a request for a title is sent as. */
function complete(response, model, messages) {
  const about = messages.map(textOf).join('\n');
  const content = /title/i.test(about) ? TITLE : script(model, textOf(messages.at(-1))).pieces.join('');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id: `chatcmpl-${++calls}`,
      object: 'chat.completion',
      created: 0,
      model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    }),
  );
}

async function stream(response, model, asked) {
  const { thoughts = [], pieces, delay, end } = script(model, asked);
  const id = `chatcmpl-${++calls}`;
  const send = (delta, finish = null) => {
    const choices = [{ index: 0, delta, finish_reason: finish }];
    response.write(`data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 0, model, choices })}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send({ role: 'assistant', content: '' });
  const spoken = [
    ...thoughts.map((text) => ({ reasoning_content: text })),
    ...pieces.map((text) => ({ content: text })),
  ];
  for (const [index, delta] of spoken.entries()) {
    if (delay > 0) await wait(delay);
    if (model === 'echo-20' && index === held.at) await held.until;
    if (response.destroyed) return;
    send(delta);
  }
  if (end === 'cut') {
    await wait(50); // what was written goes out before the connection breaks
    response.destroy();
    return;
  }
  if (end === 'midError') {
    response.write(`data: ${JSON.stringify({ error: { message: 'The server had an error.', type: 'server_error' } })}\n\n`);
    response.end();
    return;
  }
  send({}, end);
  response.end('data: [DONE]\n\n');
}

async function answer(request, response) {
  let text = '';
  for await (const piece of request) text += piece;
  if (request.method !== 'POST' || !request.url.endsWith('/chat/completions')) {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"There is nothing here."}}');
    return;
  }
  const body = JSON.parse(text);
  if (refuse(response, body.model)) return;
  if (body.stream === true) await stream(response, body.model, textOf(body.messages.at(-1)));
  else complete(response, body.model, body.messages);
}

function withResolvers() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}

/** Starts it on a free port of this machine. */
export async function startUpstream() {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    /** Lets answers of `echo-20` stop before a word, until the function it returns is called. */
    hold: (at) => {
      const { promise, resolve } = withResolvers();
      held = { at, until: promise };
      return resolve;
    },
    url: `http://127.0.0.1:${server.address().port}/v1`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
