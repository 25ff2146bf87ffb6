// Models that the administrator prepared: chosen by themselves, sent by name, in place of the plain ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';

const SPECS = `modelSpecs:
  enforce: true
  prioritize: true
  list:
    - name: careful
      label: Careful writer
      description: Takes its time
      default: true
      conversation_starters: ["Write a letter"]
      preset: { endpoint: Stage, model: deep, temperature: 0.2, promptPrefix: "Be careful.", greeting: "What shall we write?" }
    - name: quick
      label: Quick helper
      group: Everyday
      preset: { endpoint: Stage, model: fast, temperature: 0.9 }
`;
const stage = setStage({ models: ['deep', 'fast'], extra: SPECS });

async function arrived(page, model, text) {
  const call = new Promise((done) => stage.provider.answer(model, (each) => (done(each), each.say('Noted').finish())));
  await send(page, text);
  const got = await call;
  await settled(page);
  return got;
}

test('the default one greets, offers its starters and sends its settings', async () => {
  const { page } = await stage.tab();
  await page.getByRole('heading', { name: 'What shall we write?' }).waitFor();
  await page.getByRole('button', { name: 'Write a letter' }).waitFor();
  const { body } = await arrived(page, 'deep', 'Hello');
  assert.equal(body.temperature, 0.2);
  assert.match(JSON.stringify(body.messages[0]), /Be careful\./);
  await page.reload();
  await page.getByRole('button', { name: /Model:.*Careful writer/ }).waitFor();
});

test('only the prepared ones are offered, in their groups', async () => {
  const { page } = await stage.tab();
  await page.getByRole('button', { name: /Model:.*Careful writer/ }).click();
  assert.equal(await page.getByRole('option').count(), 2);
  await page.getByRole('group', { name: 'Everyday' }).getByRole('option', { name: /Quick helper/ }).click();
  const { body } = await arrived(page, 'fast', 'Hello');
  assert.equal(body.temperature, 0.9);
});
