// Starts real servers for the tests: the built jar, on a free port, with a data folder of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const START_LIMIT_MS = 20_000;

/** The server's command line: from `./klatch test`, else the entry script of the clone. */
function commandLine() {
  const given = process.env.KLATCH_SERVER;
  return given ? JSON.parse(given) : [resolve(import.meta.dirname, '../../klatch')];
}

/** A port that was free a moment ago. */
export function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/**
 * Starts a server and waits until it is healthy.
 *
 * @param {{ yaml?: string, env?: Record<string, string>, folder?: string, port?: number }} [options]
 *   `yaml` is written to librechat.yaml of the server's folder; pass `folder` and `port` of an
 *   earlier server to start again on the same data
 */
export async function startServer(options = {}) {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'klatch-e2e-')));
  const port = options.port ?? (await freePort());
  if (options.yaml !== undefined) await writeFile(join(folder, 'librechat.yaml'), options.yaml);
  const [program, ...flags] = commandLine();
  const { KLATCH_SERVER, CONFIG_PATH, ...inherited } = process.env;
  const child = spawn(program, [...flags, 'start'], {
    cwd: folder,
    env: { ...inherited, HOST: '127.0.0.1', PORT: String(port), KLATCH_DATA: join(folder, 'data'), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (bytes) => (log += bytes));
  child.stderr.on('data', (bytes) => (log += bytes));
  const ended = new Promise((done) => child.once('exit', (code, signal) => done({ code, signal })));

  const url = `http://127.0.0.1:${port}`;
  const server = {
    url,
    port,
    folder,
    pid: child.pid,
    log: () => log,
    ended,
    /** Ends it as a service would (SIGTERM) and waits. */
    stop: async () => {
      child.kill('SIGTERM');
      return ended;
    },
    /** Ends it as a power cut would. */
    kill: async () => {
      child.kill('SIGKILL');
      return ended;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  await healthy(server, child);
  return server;
}

async function healthy(server, child) {
  const limit = Date.now() + START_LIMIT_MS;
  while (Date.now() < limit) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${server.log()}`);
    try {
      const reply = await fetch(`${server.url}/health`);
      if (reply.ok) return;
    } catch {
      // not listening yet
    }
    await new Promise((done) => setTimeout(done, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`the server was not healthy within ${START_LIMIT_MS} ms:\n${server.log()}`);
}
