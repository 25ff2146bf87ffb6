// From an empty server to a kept conversation, as its first user meets it; with the simulator.
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { test } from 'node:test';
import { chooseModel, composer, conversationLinks, lastTurn, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';
import { startServer } from './support/server.js';

const stage = setStage({ simulator: true, user: false, env: { HOST: '0.0.0.0' } });
const account = { name: 'Grace Hopper', email: 'grace@example.com', password: 'nanoseconds matter' };

async function logIn(page, password = account.password) {
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('the first visitor registers, becomes administrator, and gets a streamed answer', async () => {
  const { page } = await stage.tab({ user: null, path: '/' });
  await page.getByText('The first account becomes the administrator.').waitFor();

  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('Enter a name of 3 to 80 characters.').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill(account.name);
  await page.getByRole('textbox', { name: 'Email' }).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  const signedIn = page.waitForResponse((reply) => reply.url().endsWith('/api/auth/login'));
  await page.getByRole('button', { name: 'Create account' }).click();
  assert.equal((await (await signedIn).json()).user.role, 'ADMIN');

  await composer(page).waitFor();
  await chooseModel(page, 'sim-fast');
  await send(page, 'Show me everything that Markdown can do');
  await settled(page);
  const answer = lastTurn(page);
  await answer.getByRole('table').waitFor();
  assert.equal(await answer.getByRole('columnheader').count(), 3);
  await answer.locator('.md-code code span').first().waitFor(); // highlighted: words have colours
  await answer.locator('.katex').first().waitFor();
  // Style sheets arrive in any order; the look of answers must win over the plain base.
  const weight = await answer
    .locator('.md-h1, .md-h2, .md-h3')
    .first()
    .evaluate((heading) => Number(getComputedStyle(heading).fontWeight));
  assert.ok(weight > 600, `headings weigh ${weight}`);
  await conversationLinks(page).first().filter({ hasText: /Markdown/i }).waitFor();
});

test('logging out and in again, with a wrong password between', async () => {
  const { page } = await stage.tab({ user: null, path: '/login', forgive: [/404.*api\/auth\/login/] });
  await logIn(page, 'not the password');
  await page.getByText('Email or password is wrong.').waitFor();
  await logIn(page);
  await conversationLinks(page).first().waitFor();

  await page.getByRole('button', { name: /Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  await page.goto(`${stage.server.url}/c/new`);
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
});

/** Addresses that browsers do not hold for secure, unlike localhost. */
function plainAddresses() {
  const own = Object.values(networkInterfaces()).flat().find(({ family, internal }) => family === 'IPv4' && !internal);
  return ['127.0.0.2', ...(own ? [own.address] : [])];
}

test('a user stays signed in after a reload, over plain http and by any address', async () => {
  for (const address of plainAddresses()) {
    const origin = `http://${address}:${stage.server.port}`;
    const { page } = await stage.tab({ user: null, path: '/login', origin });
    await logIn(page);
    await composer(page).waitFor();
    await page.reload();
    await composer(page).waitFor();
    assert.equal(new URL(page.url()).pathname, '/c/new', address);
  }
});

test('a server that takes no new accounts says so', async () => {
  const closed = await startServer({ env: { ALLOW_REGISTRATION: 'false' } });
  try {
    const { page } = await stage.tab({ user: null, origin: closed.url, path: '/register' });
    await page.getByText('This server takes no new accounts.').waitFor();
  } finally {
    await closed.kill();
    await closed.remove();
  }
});
