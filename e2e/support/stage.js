// What a test file stands on: a provider, a server that knows it, a browser, and pages that are
// watched. Everything is taken down again, and no page may have left an error in its console.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { startBrowser } from './browser.js';
import { startProvider } from './provider.js';
import { startServer } from './server.js';
import { signUp } from './users.js';

const STEP_LIMIT_MS = 15_000;
// No test of sign-in limits here; the server's own tests hold those.
const ENVIRONMENT = { LOGIN_MAX: '1000', REGISTER_MAX: '1000', STAGE_KEY: 'sk-stage-secret-4711' };

/** A librechat.yaml with one endpoint, "Stage", at the stand-in provider. */
export function stageYaml(provider, models, extra = '') {
  return `version: 1.3.5
endpoints:
  custom:
    - name: Stage
      apiKey: "\${STAGE_KEY}"
      baseURL: "${provider.url}"
      models:
        default: ${JSON.stringify(models)}
        fetch: false
      titleConvo: true
      titleModel: title
${extra}`;
}

/**
 * Sets a stage for the tests of a file.
 *
 * @param {{ models?: string[], extra?: string, more?: (provider) => string, env?: Record<string, string>, simulator?: boolean, user?: boolean, prepare?: () => Promise<void> }} [options]
 *   `models` are those of the stand-in provider; `extra` is more YAML for its endpoint,
 *   `more` further endpoints and what comes after them;
 *   `simulator` leaves the configuration away; `user: false` leaves the server without any account;
 *   `prepare` runs when all of it stands
 */
export function setStage(options = {}) {
  const stage = { open: [] };
  before(async () => {
    stage.browser = await startBrowser();
    stage.provider = await startProvider();
    stage.provider.answer('title', (call) => call.whole('A title from the provider'));
    stage.serverOptions = {
      env: { ...ENVIRONMENT, ...options.env },
      ...(options.simulator ? {} : { yaml: stageYaml(stage.provider, options.models ?? ['plain'], options.extra) + (options.more?.(stage.provider) ?? '') }),
    };
    stage.server = await startServer(stage.serverOptions);
    if (options.user !== false) stage.user = await signUp(stage.server);
    await options.prepare?.();
  });
  after(async () => {
    await stage.browser?.close();
    await stage.server?.kill();
    await stage.provider?.stop();
    await stage.server?.remove();
  });
  afterEach(async (test) => {
    const tabs = stage.open.splice(0);
    await photograph(tabs, test.name);
    const problems = tabs.flatMap((tab) => tab.problems);
    await Promise.all(tabs.map((tab) => tab.context.close()));
    assert.deepEqual(problems, [], 'the console of the page stays empty');
  });
  /** Opens a page in a browser profile of its own, signed in unless `user` is null, empty if `path` is. */
  stage.tab = (choice = {}) => openTab(stage, { user: stage.user, path: '/c/new', ...choice });
  /** Starts the server again on the same data and the same port. */
  stage.restart = async () => {
    const { folder, port } = stage.server;
    const { yaml, ...rest } = stage.serverOptions;
    stage.server = await startServer({ ...rest, folder, port });
  };
  return stage;
}

async function openTab(stage, { user, path, origin = stage.server.url, forgive = [], ...device }) {
  const context = await stage.browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...device });
  context.setDefaultTimeout(STEP_LIMIT_MS);
  if (user) await context.addCookies(await user.newSession());
  const tab = { context, problems: [], forgive };
  tab.page = await watchedPage(tab);
  stage.open.push(tab);
  if (path) await tab.page.goto(origin + path);
  return tab;
}

/** A further page in the same profile; its console is watched too. */
export async function secondPage(tab, url) {
  const page = await watchedPage(tab);
  await page.goto(url);
  return page;
}

async function watchedPage(tab) {
  const page = await tab.context.newPage();
  const note = (text) => {
    if (!tab.forgive.some((pattern) => pattern.test(text))) tab.problems.push(text);
  };
  page.on('pageerror', (error) => note(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      console.error(`CSP violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  return page;
}

/** With KLATCH_E2E_SHOTS=folder, keeps the last look of every page. */
async function photograph(tabs, name) {
  const folder = process.env.KLATCH_E2E_SHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  for (const [index, { context }] of tabs.entries()) {
    const file = `${name.replaceAll(/\W+/g, '-')}-${index}.png`;
    await context.pages()[0]?.screenshot({ path: join(folder, file) }).catch(() => undefined);
  }
}
