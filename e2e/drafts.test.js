// What was typed and not sent stays, whatever happens to the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, eventually, send, settled } from './support/chat.js';
import { secondPage, setStage } from './support/stage.js';

const stage = setStage({ models: ['quick'] });
const DRAFT = 'Half a thought,\nin two lines';

const text = (page) => composer(page).inputValue();
/** Waits until the draft is on disk, as it is a moment after the last key. */
const kept = (page, draft) =>
  eventually(() => page.evaluate((wanted) => Object.values(localStorage).includes(wanted), draft), true);

test('a draft survives a reload', async () => {
  const { page } = await stage.tab();
  await composer(page).fill(DRAFT);
  await page.reload();
  await composer(page).waitFor();
  assert.equal(await text(page), DRAFT);
});

test('a draft survives logging out and in', async () => {
  const { page } = await stage.tab();
  await composer(page).fill(DRAFT);
  await page.getByRole('button', { name: /Account menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(stage.user.email);
  await page.getByLabel('Password', { exact: true }).fill(stage.user.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await composer(page).waitFor();
  assert.equal(await text(page), DRAFT);
});

test('a draft survives the crash of its tab', async () => {
  const tab = await stage.tab();
  await composer(tab.page).fill(DRAFT);
  await kept(tab.page, DRAFT);
  const crashed = tab.page.waitForEvent('crash');
  tab.page.goto('chrome://crash').catch(() => undefined);
  await crashed;
  const page = await secondPage(tab, `${stage.server.url}/c/new`);
  await composer(page).waitFor();
  assert.equal(await text(page), DRAFT);
});

test('every conversation has a draft of its own', async () => {
  stage.provider.answer('quick', (call) => call.say('Yes.').finish());
  const { page } = await stage.tab();
  await send(page, 'Open a conversation');
  await settled(page);
  await page.waitForURL(/\/c\/(?!new)/);
  await composer(page).fill('for this one');
  await page.getByRole('link', { name: 'New chat' }).first().click();
  await page.waitForURL(/\/c\/new/);
  await eventually(() => text(page), '');
  await page.goBack();
  await page.waitForURL(/\/c\/(?!new)/);
  await eventually(() => text(page), 'for this one');
});

test('Enter sends, Shift+Enter starts a new line, an empty message is not sent', async () => {
  const prompts = [];
  stage.provider.answer('quick', (call) => (prompts.push(call.prompt), call.say('Yes.').finish()));
  const { page } = await stage.tab();
  await composer(page).press('Enter');
  await composer(page).pressSequentially('one');
  await composer(page).press('Shift+Enter');
  await composer(page).pressSequentially('two');
  const before = await composer(page).boundingBox();
  await composer(page).press('Shift+Enter');
  await composer(page).press('Shift+Enter');
  const after = await composer(page).boundingBox();
  assert.ok(after.height > before.height, 'the field grows');
  await composer(page).press('Enter');
  await settled(page);
  assert.deepEqual(prompts.map((prompt) => prompt.trim()), ['one\ntwo']);
  assert.equal(await text(page), '');
});

test('the arrow up brings back what was sent last', async () => {
  stage.provider.answer('quick', (call) => call.say('Yes.').finish());
  const { page } = await stage.tab();
  await send(page, 'Say it again');
  await settled(page);
  await composer(page).press('ArrowUp');
  await eventually(() => text(page), 'Say it again');
});
