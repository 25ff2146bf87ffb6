// What is remembered of a person reaches the provider, until it is switched off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ more: () => 'memory:\n  tokenLimit: 200\n' });

/** The instructions a new conversation's first message arrives with. */
async function instructions(page, text) {
  await page.goto(`${stage.server.url}/c/new`);
  await chooseModel(page, 'plain');
  const call = new Promise((done) => stage.provider.answer('plain', (each) => (done(each), each.say('Noted').finish())));
  await send(page, text);
  const { body } = await call;
  await settled(page);
  return body.messages.filter(({ role }) => role === 'system' || role === 'developer').map(({ content }) => content).join('\n');
}

async function openMemories(page) {
  await page.goto(`${stage.server.url}/c/new`);
  await page.getByRole('button', { name: /^Model:/ }).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Memories' }).click();
}

test('a memory is told to the model until the person switches it off, and is changed and forgotten', async () => {
  const { page } = await stage.tab();
  await openMemories(page);
  await page.getByText('Nothing is remembered').waitFor();
  await page.getByRole('button', { name: 'Add a memory' }).click();
  await page.getByLabel('Name').fill('home_town');
  await page.getByLabel('What to remember').fill('Lives in Trieste');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Lives in Trieste').waitFor();
  await page.getByText(/of 200 tokens used/).waitFor();
  assert.match(await instructions(page, 'Where do I live?'), /home_town: Lives in Trieste/);

  await openMemories(page);
  await page.getByRole('button', { name: 'Change home_town' }).click();
  await page.getByLabel('What to remember').fill('Lives in Graz');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Lives in Graz').waitFor();
  const answered = page.waitForResponse((reply) => reply.url().endsWith('/api/memories/preferences'));
  await page.getByRole('switch', { name: 'Use memories' }).click();
  assert.equal((await answered).status(), 200);
  assert.doesNotMatch(await instructions(page, 'And now?'), /Graz|home_town/);

  await openMemories(page);
  assert.equal(await page.getByRole('switch', { name: 'Use memories' }).isChecked(), false);
  await page.getByRole('button', { name: 'Forget home_town' }).click();
  await page.getByText('Nothing is remembered').waitFor();
});
