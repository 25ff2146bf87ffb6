// Files: pasted and chosen, seen by the model, shown again after a reload, and nobody else's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, eventually, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';
import { signUp } from './support/users.js';

const stage = setStage();
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** Pastes a picture, as a screenshot is. */
const pastePicture = (page) =>
  page.evaluate((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
    document.querySelector('[data-composer]').dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, PIXEL);

test('a pasted picture and a chosen document reach the model, and are there after a reload', async () => {
  const user = await signUp(stage.server, 'Ada Lovelace');
  const { page } = await stage.tab({ user });
  await composer(page).waitFor();
  await pastePicture(page);
  const chips = page.getByRole('list', { name: 'Attached files' });
  await chips.getByText('pasted.png').waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'notes.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from('# Notes\nThe password of the cellar is swordfish.'),
  });
  await chips.getByText('48 B').waitFor();
  await eventually(() => page.getByRole('button', { name: 'Send', exact: true }).count(), 1);
  await send(page, 'What is this?');
  const call = await stage.provider.next('plain');
  call.say('A picture and a note.');
  call.finish();
  await settled(page);

  const content = call.body.messages.at(-1).content;
  assert.ok(content.find(({ type }) => type === 'image_url').image_url.url.startsWith('data:image/png;base64,iVBOR'));
  assert.ok(content.some(({ text }) => text?.includes('swordfish')));

  await page.reload();
  await page.getByRole('button', { name: 'Show pasted.png' }).click();
  await page.getByRole('dialog', { name: 'pasted.png' }).getByRole('img').waitFor();
  await page.keyboard.press('Escape');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /notes\.md/ }).click();
  assert.equal((await saved).suggestedFilename(), 'notes.md');
});

test('a file that cannot be used says why, and goes with its cross', async () => {
  const user = await signUp(stage.server, 'Grace Hopper');
  const { page } = await stage.tab({ user, forgive: [/status of 400/] });
  await composer(page).waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'data.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from([0, 1, 2, 3]),
  });
  await page.getByRole('alert').getByText('cannot be read as text').waitFor();
  await page.getByRole('button', { name: 'Remove data.bin' }).click();
  assert.equal(await page.getByRole('list', { name: 'Attached files' }).count(), 0);
});

test('the page of files lists them with their size, and deletes what is chosen', async () => {
  const user = await signUp(stage.server, 'Alan Turing');
  const { page } = await stage.tab({ user });
  await composer(page).waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'plan.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('A plan.'),
  });
  await page.getByRole('list', { name: 'Attached files' }).getByText('7 B').waitFor();
  await page.getByRole('link', { name: 'Files', exact: true }).click();
  await page.getByText('1 file, 7 B in all.').waitFor();
  await page.getByRole('checkbox', { name: 'Select plan.txt' }).check();
  await page.getByRole('button', { name: 'Delete 1 file' }).click();
  await page.getByText('No files here.').waitFor();
});

test('a profile picture is chosen in the settings', async () => {
  const user = await signUp(stage.server, 'Edsger Dijkstra');
  const { page } = await stage.tab({ user });
  await composer(page).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Account' }).click();
  await page.getByLabel('Profile picture').setInputFiles({
    name: 'me.png',
    mimeType: 'image/png',
    buffer: Buffer.from(PIXEL, 'base64'),
  });
  await page.getByRole('button', { name: 'Use picture' }).click();
  await page.getByRole('img', { name: 'Profile picture' }).waitFor();
});
