// The weight of the first page and the rules it gives the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer } from './support/chat.js';
import { setStage } from './support/stage.js';

const LARGEST_BYTES = 300 * 1024;
const MOST_REQUESTS = 15;

const stage = setStage();

/** Loads a page with an empty cache and returns what came over the line. */
async function weigh(user, path, ready) {
  const { page, context } = await stage.tab({ user, path: null });
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  const sizes = new Map();
  client.on('Network.responseReceived', ({ requestId, response }) => sizes.set(requestId, { url: response.url, bytes: 0 }));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (sizes.has(requestId)) sizes.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(stage.server.url + path);
  await ready(page);
  return [...sizes.values()].filter(({ url }) => url.startsWith('http'));
}

function light(loaded) {
  const bytes = loaded.reduce((sum, each) => sum + each.bytes, 0);
  const list = loaded.map((each) => `${each.bytes} ${each.url}`).join('\n');
  assert.ok(bytes > 20_000 && bytes <= LARGEST_BYTES, `${bytes} bytes\n${list}`);
  assert.ok(loaded.length <= MOST_REQUESTS, `${loaded.length} requests\n${list}`);
}

test('the sign-in page is light', async () => {
  light(await weigh(null, '/login', (page) => page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()));
});

test('the first page of a signed-in user is light', async () => {
  light(await weigh(stage.user, '/c/new', (page) => composer(page).waitFor()));
});

test('the page forbids foreign and inline scripts', async () => {
  const reply = await fetch(`${stage.server.url}/c/new`);
  const policy = new Map(
    reply.headers
      .get('content-security-policy')
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name, ...values]) => [name, values]),
  );
  const scripts = policy.get('script-src') ?? policy.get('default-src');
  for (const loose of ["'unsafe-inline'", "'unsafe-eval'", '*', 'http:', 'https:', 'data:'])
    assert.equal(scripts.includes(loose), false, `script-src ${loose}`);
  assert.equal((policy.get('style-src') ?? policy.get('default-src')).includes("'unsafe-inline'"), false);
  assert.deepEqual(policy.get('object-src') ?? policy.get('default-src'), ["'none'"]);
  assert.ok(policy.has('base-uri') && policy.has('frame-ancestors') && policy.has('form-action'));
  assert.equal(reply.headers.get('x-content-type-options'), 'nosniff');
});

test('a script that gets into the page is not run', async () => {
  const { page } = await stage.tab({ forgive: [/Content Security Policy|CSP violation/] });
  await composer(page).waitFor();
  const ran = await page.evaluate(
    () =>
      new Promise((done) => {
        document.addEventListener('securitypolicyviolation', () => done(window.intruded === true));
        const script = document.createElement('script');
        script.textContent = 'window.intruded = true';
        document.body.append(script);
      }),
  );
  assert.equal(ran, false);
});

test('what has a name with a fingerprint is kept for ever, the page itself is not', async () => {
  const html = await fetch(`${stage.server.url}/`);
  assert.match(html.headers.get('cache-control') ?? '', /no-cache|no-store|max-age=0/);
  const [, asset] = /(assets\/[^"]+\.js)/.exec(await html.text());
  const script = await fetch(`${stage.server.url}/${asset}`, { headers: { 'accept-encoding': 'br' } });
  assert.match(script.headers.get('cache-control'), /immutable/);
  assert.equal(script.headers.get('content-encoding'), 'br');
});
