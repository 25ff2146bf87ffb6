// The prompt library: written on its page, found by a slash, filled in, shared.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel, composer, settled } from './support/chat.js';
import { setStage } from './support/stage.js';
import { signUp } from './support/users.js';

const stage = setStage({
  prepare: async () => {
    stage.other = await signUp(stage.server, 'Grace Hopper');
    stage.calls = [];
    stage.provider.answer('plain', (call) => (stage.calls.push(call.body), call.say('Done.').finish()));
  },
});

const lastText = () => {
  const { content } = stage.calls.at(-1).messages.at(-1);
  return typeof content === 'string' ? content : content.map((part) => part.text).join('');
};

test('a prompt with variables is written, found by a slash and sent filled in', async () => {
  const { page } = await stage.tab({ path: '/prompts' });
  await page.getByText('No prompts yet').waitFor();
  await page.getByRole('button', { name: 'New prompt' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Summary');
  await page.getByRole('textbox', { name: /Command/ }).fill('sum');
  await page.getByRole('textbox', { name: 'Text' }).fill('Sum up {{topic}} in a {{tone:kind|strict}} tone for {{current_user}}.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('heading', { name: 'Summary' }).waitFor();

  await page.getByRole('link', { name: /New chat/ }).click();
  await chooseModel(page, 'plain');
  await composer(page).fill('/su');
  await page.getByRole('option', { name: /Summary/ }).waitFor();
  await composer(page).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Summary' });
  await dialog.getByRole('textbox', { name: 'topic' }).fill('birds');
  await dialog.getByRole('button', { name: 'strict' }).click();
  await dialog.getByRole('button', { name: 'Insert' }).click();
  assert.equal(await composer(page).inputValue(), 'Sum up birds in a strict tone for Ada Lovelace.');
  await composer(page).press('Enter');
  await settled(page);
  assert.equal(lastText(), 'Sum up birds in a strict tone for Ada Lovelace.');
});

test('a changed text is a new version, and an older one can be used again', async () => {
  const { page } = await stage.tab({ path: '/prompts' });
  await page.getByRole('link', { name: 'Summary' }).click();
  await page.getByText('Used 1 time').waitFor();
  await page.getByRole('textbox', { name: 'Text' }).fill('Sum up everything.');
  await page.getByRole('button', { name: 'Save as new version' }).click();
  const versions = page.getByRole('region', { name: 'Versions' });
  await versions.getByRole('listitem').nth(1).waitFor();
  await versions.getByRole('button', { name: 'Use this version' }).click();
  await page.waitForFunction(() => document.querySelector('main textarea')?.value.startsWith('Sum up {{topic}}'));
  await page.getByRole('textbox', { name: 'Text' }).fill('Say hello.');
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await versions.getByRole('listitem').nth(2).waitFor();

  await page.goto(`${stage.server.url}/c/new`);
  await chooseModel(page, 'plain');
  await composer(page).fill('/sum');
  await page.getByRole('option', { name: /Summary/ }).click();
  assert.equal(await composer(page).inputValue(), 'Say hello.');
});

test('a shared prompt can be used but not changed', async () => {
  const { page } = await stage.tab({ path: '/prompts' });
  await page.getByRole('link', { name: 'Summary' }).click();
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').or(dialog.getByRole('textbox')).first().fill('hopp');
  await dialog.getByRole('button', { name: /Grace Hopper/ }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  const { page: theirs } = await stage.tab({ user: stage.other, path: '/prompts' });
  await theirs.getByRole('link', { name: 'Summary' }).click();
  await theirs.getByText('Shared by Ada Lovelace.').waitFor();
  assert.equal(await theirs.getByRole('textbox', { name: 'Text' }).count(), 0);
  await theirs.getByText('Say hello.').waitFor();
});
