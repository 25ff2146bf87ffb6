// An answer belongs to the server, not to the page that asked for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, conversationLinks, lastTurn, seeLast, send, settled, stopButton, turns } from './support/chat.js';
import { secondPage, setStage } from './support/stage.js';

const stage = setStage({ models: ['hand'] });
// What a browser writes about requests that found no line.
const NO_LINE = [/net::ERR_/, /Failed to load resource/];

/** A tab in which an answer is being written. */
async function streaming(question, begun, choice) {
  const tab = await stage.tab(choice);
  await send(tab.page, question);
  const call = await stage.provider.next('hand');
  call.say(begun);
  await seeLast(tab.page, begun);
  await tab.page.waitForURL(/\/c\/(?!new)/);
  return { ...tab, tab, call };
}

test('a reload in the middle of an answer goes on with it', async () => {
  const { page, call } = await streaming('Tell a story', 'Once upon a time');
  await page.reload();
  await seeLast(page, 'Once upon a time');
  await stopButton(page).waitFor();
  call.say(' there was a reload.').finish();
  await seeLast(page, 'Once upon a time there was a reload.');
  await settled(page);
  assert.equal(await turns(page).count(), 2);
});

test('a second tab shows the same answer while it is written, and can stop it', async () => {
  const { tab, page, call } = await streaming('Tell it twice', 'First half');
  const other = await secondPage(tab, page.url());
  await seeLast(other, 'First half');
  call.say(', second half');
  await seeLast(page, 'First half, second half');
  await seeLast(other, 'First half, second half');
  await stopButton(other).click();
  await call.closed;
  await settled(other);
  await settled(page);
  await seeLast(page, 'This answer is not finished.');
});

test('the sidebar of another page shows which conversation is being answered', async () => {
  const { page, tab, call } = await streaming('Work in the background', 'Working');
  const other = await secondPage(tab, `${stage.server.url}/c/new`);
  await other.getByText('Answer in progress').first().waitFor({ state: 'attached' });
  call.say(' and done.').finish();
  await settled(page);
});

test('leaving a conversation in mid-answer and coming back loses nothing', async () => {
  const { page, call } = await streaming('Do not wait for me', 'Part one');
  const address = page.url();
  await page.getByRole('link', { name: 'New chat' }).first().click();
  await page.waitForURL(/\/c\/new/);
  call.say(', part two.').finish();
  await conversationLinks(page).first().click();
  await page.waitForURL(address);
  await seeLast(page, 'Part one, part two.');
});

test('a lost line is shown, and the answer goes on when it is back', async () => {
  const { page, context, call } = await streaming('Mind the gap', 'Before the gap', { forgive: NO_LINE });
  await context.setOffline(true);
  await page.getByText('You are offline.').first().waitFor();
  call.say(', inside the gap');
  await context.setOffline(false);
  await seeLast(page, 'Before the gap, inside the gap');
  call.say(', behind it.').finish();
  await seeLast(page, 'Before the gap, inside the gap, behind it.');
  await settled(page);
});

test('what is written without a line is not lost but sent later', async () => {
  const { page, context } = await stage.tab({ forgive: NO_LINE });
  await page.getByText('What is on your mind').waitFor();
  await context.setOffline(true);
  await page.getByText('You are offline.').first().waitFor();
  await composer(page).fill('Written in a tunnel');
  await composer(page).press('Enter');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  (await stage.provider.next('hand')).say('Welcome back').finish();
  await seeLast(page, 'Welcome back');
});

test('a server that goes away is shown, and the page heals when it is back', async () => {
  const { page } = await streaming('Then the lights went out', 'Still bright', { forgive: NO_LINE });
  await stage.server.kill();
  await page.getByText(/Connection lost/).first().waitFor();
  await stage.restart();
  await lastTurn(page).getByText('This answer is not finished.').waitFor();
  await seeLast(page, 'Still bright');
  await settled(page);
});
