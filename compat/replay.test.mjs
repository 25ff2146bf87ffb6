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
  server = await startServer({ yaml: settings, env: { UPSTREAM_URL: upstream.url, ALLOW_SHARED_LINKS_PUBLIC: 'true', FORK_USER_MAX: '100' } });
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
    if (name.startsWith('29')) duplicateTheForked();
    const findings = await replay.run(name);
    const unexpected = new Set(
      findings
        .filter((finding) => !differences.allow(finding))
        .map(({ where, path, kind, detail }) => `${kind}: ${where} ${path}: ${detail}`),
    );
    assert.deepEqual([...unexpected], [], `${name}: differences that differences.json does not list`);
  });
}

/** Step 29 duplicates a conversation of a recording that is not replayed; here, the one step 28 forked. */
function duplicateTheForked() {
  replay.name('07ddff82-00ec-47ec-b325-a74110cec6db', replay.idOf('5b90282f-2f73-58a8-b8d9-11a4e8513ae6'));
}

test('every listed difference is still one', () => {
  assert.deepEqual(differences.unused(), []);
});
