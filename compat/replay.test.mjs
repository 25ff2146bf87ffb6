// Replays the recorded traffic of LibreChat's own web client against Klatch.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../e2e/support/server.js';
import { Differences } from './support/differences.mjs';
import { Replay, transcripts } from './support/replay.mjs';
import { startUpstream } from './upstream.mjs';

const here = import.meta.dirname;
const differences = new Differences(JSON.parse(readFileSync(join(here, 'differences.json'), 'utf8')));
const settings = readFileSync(join(here, 'librechat.yaml'), 'utf8');

let upstream;
let server;
let replay;

before(async () => {
  upstream = await startUpstream();
  server = await startServer({ yaml: settings, env: { UPSTREAM_URL: upstream.url } });
  // The recorded user was not the first of her server, who becomes its administrator.
  const reply = await fetch(`${server.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'First User',
      email: 'first@example.com',
      password: 'correct horse battery staple',
      confirm_password: 'correct horse battery staple',
    }),
  });
  assert.equal(reply.status, 200, await reply.text());
  replay = new Replay(server.url, upstream.hold);
});

after(async () => {
  await server?.stop();
  await upstream?.stop();
  await server?.remove();
});

for (const name of transcripts()) {
  test(name, { timeout: 90_000 }, async () => {
    if (name.startsWith('42')) deleteTheTemporaryChat();
    const findings = await replay.run(name);
    const unexpected = new Set(
      findings
        .filter((finding) => !differences.allow(finding))
        .map(({ where, path, kind, detail }) => `${kind}: ${where} ${path}: ${detail}`),
    );
    assert.deepEqual([...unexpected], [], `${name}: differences that differences.json does not list`);
  });
}

/** Step 42 deletes a conversation of a recording that is not replayed; here, the one of step 27. */
function deleteTheTemporaryChat() {
  replay.name('43e9a199-328e-4d41-9c30-af1c3ebb8cd6', replay.idOf('aba13b92-1e40-5f93-b3b6-c9b3f3d78d57'));
}

test('every listed difference is still one', () => {
  assert.deepEqual(differences.unused(), []);
});
