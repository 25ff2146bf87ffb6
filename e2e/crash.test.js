// A power cut in the middle of an answer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, eventually, lastTurn, seeLast, send, settled, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['hand'] });

test('what was visible when the server died is there afterwards, and goes on', async () => {
  const { page } = await stage.tab({ forgive: [/net::ERR_/, /Failed to load resource/, /Unable to preload CSS/] });
  await send(page, 'Write until the power fails');
  const call = await stage.provider.next('hand');
  const words = Array.from({ length: 40 }, (_, index) => `word${index} `);
  for (const word of words) call.say(word);
  await seeLast(page, 'word39');
  await page.waitForURL(/\/c\/(?!new)/);
  const conversationId = new URL(page.url()).pathname.split('/').at(-1);

  await stage.server.kill();
  await stage.restart();
  await page.reload();

  await seeLast(page, words.join('').trim());
  await seeLast(page, 'This answer is not finished.');
  await settled(page);
  await eventually(async () => (await stage.user.get('agents/chat/active')).activeJobIds ?? [], []);
  const stored = await stage.user.get(`messages/${conversationId}`);
  assert.deepEqual(stored.map(({ unfinished }) => unfinished === true), [false, true]);

  await lastTurn(page).getByRole('button', { name: 'Continue' }).click();
  const second = await stage.provider.next('hand');
  assert.match(JSON.stringify(second.body.messages), /word39/);
  second.say('and the end.').finish();
  await seeLast(page, 'word39 and the end.');
  await settled(page);
  assert.equal(await turns(page).count(), 2);
});

test('a question whose answer had not begun can be answered after the restart', async () => {
  const { page } = await stage.tab({ forgive: [/net::ERR_/, /Failed to load resource/, /Unable to preload CSS/] });
  await send(page, 'Nobody answers me');
  await stage.provider.next('hand');
  await page.waitForURL(/\/c\/(?!new)/);
  await stage.server.kill();
  await stage.restart();
  await page.reload();
  await turns(page).first().getByText('Nobody answers me').waitFor();
  await page.getByRole('button', { name: /^(Get an answer|Continue|Answer again)$/ }).first().click();
  (await stage.provider.next('hand')).say('Now I do').finish();
  await seeLast(page, 'Now I do');
  await settled(page);
  await composer(page).waitFor();
});

test('SIGTERM parks a running answer and ends cleanly', async () => {
  const { page } = await stage.tab({ forgive: [/net::ERR_/, /Failed to load resource/, /Unable to preload CSS/] });
  await send(page, 'An orderly end');
  (await stage.provider.next('hand')).say('So far so good');
  await seeLast(page, 'So far so good');
  await page.waitForURL(/\/c\/(?!new)/);
  const { code, signal } = await stage.server.stop();
  assert.ok(code === 0 || code === 143, `ended with ${code ?? signal}`);
  await stage.restart();
  await page.reload();
  await seeLast(page, 'So far so good');
  await seeLast(page, 'This answer is not finished.');
});
