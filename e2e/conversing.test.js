// What a conversation offers beyond question and answer: temporary chats, feedback, quotes.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { act, conversationLinks, eventually, lastTurn, seeLast, send, settled, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['hand'] });

async function ask(page, text) {
  await send(page, text);
  return stage.provider.next('hand');
}

/** A tab with a question and its answer. */
async function answered(question, answer, seen = answer) {
  const tab = await stage.tab();
  const call = await ask(tab.page, question);
  call.say(answer).finish();
  await settled(tab.page);
  await seeLast(tab.page, seen);
  return tab;
}

/** Marks the whole text of an element, as dragging over it would. */
async function mark(element) {
  await element.evaluate((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
}

test('a temporary chat is marked, and in no list', async () => {
  const { page } = await answered('A chat to keep', 'Kept');
  await page.keyboard.press('Control+Shift+L');
  await page.getByText('Temporary chat: in no list').waitFor();
  await page.getByRole('button', { name: 'Temporary chat' }).click();
  await page.getByText('Temporary chat: in no list').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Temporary chat' }).click();
  const call = await ask(page, 'A passing thought');
  call.say('It passes').finish();
  await settled(page);
  await page.getByText(/Temporary chat, deleted on .*20\d\d/).waitFor();
  const kept = conversationLinks(page).filter({ hasNotText: 'A passing' });
  await eventually(() => conversationLinks(page).count(), await kept.count());
  const { conversations } = await stage.user.get('convos');
  assert.equal(conversations.some(({ conversationId }) => page.url().endsWith(conversationId)), false);
  assert.equal(await page.locator(`a[href$="${new URL(page.url()).pathname}"]`).count(), 0);

  await page.reload();
  await seeLast(page, 'It passes');
  await page.getByText(/Temporary chat, deleted on .*20\d\d/).waitFor();
  await page.keyboard.press('Control+j');
  await page.getByText('What is on your mind').waitFor();
  assert.equal(await page.getByText('Temporary chat: in no list').count(), 0, 'the next chat is an ordinary one');
});

test('who may not begin temporary chats is not offered them', async () => {
  const tab = await stage.tab({ path: null });
  await tab.context.route('**/api/roles/*', async (route) => {
    const reply = await route.fetch();
    const role = await reply.json();
    role.permissions.TEMPORARY_CHAT.USE = false;
    await route.fulfill({ response: reply, json: role });
  });
  await tab.page.goto(`${stage.server.url}/c/new`);
  await tab.page.getByRole('button', { name: 'Model settings' }).waitFor();
  assert.equal(await tab.page.getByRole('button', { name: 'Temporary chat' }).count(), 0);
});

test('an answer is rated with a reason and a note, which stay', async () => {
  const { page } = await answered('Was it good?', 'It was');
  await act(lastTurn(page), 'Bad answer');
  const form = page.getByRole('dialog', { name: 'What was wrong with it?' });
  await form.getByRole('button', { name: 'Not correct' }).click();
  await form.getByRole('textbox').fill('It was not');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  const conversationId = page.url().split('/').at(-1);
  const stored = async () => (await stage.user.get(`messages/${conversationId}`)).at(-1).feedback;
  await eventually(stored, { rating: 'thumbsDown', tag: 'inaccurate', text: 'It was not' });

  await page.reload();
  const thumb = lastTurn(page).getByRole('button', { name: 'Bad answer', pressed: true });
  await thumb.click();
  assert.equal(await form.getByRole('textbox').inputValue(), 'It was not');
  await form.getByRole('button', { name: 'Take back' }).click();
  await lastTurn(page).getByRole('button', { name: 'Bad answer', pressed: false }).waitFor();
  await eventually(stored, undefined);
});

test('marked words of an answer are quoted in the next message', async () => {
  const { page } = await answered('Tell me of rivers', 'The Rhine is **long**.\n\nThe Ahr is short.', 'The Ahr is short.');
  const chips = page.getByRole('list', { name: 'Quotes for your message' });
  await lastTurn(page).locator('strong').waitFor();
  await mark(lastTurn(page).getByText('The Ahr is short.'));
  await page.getByRole('button', { name: 'Quote', exact: true }).click();
  await chips.getByText('The Ahr is short.').waitFor();
  await lastTurn(page).locator('strong').dblclick();
  await page.getByRole('button', { name: 'Quote', exact: true }).waitFor();
  await page.keyboard.press('q');
  await chips.getByText('long', { exact: true }).waitFor();
  await page.reload();
  await chips.getByRole('listitem').filter({ has: page.getByText('long', { exact: true }) }).getByRole('button', { name: 'Remove the quote' }).click();
  const call = await ask(page, 'How short?');
  assert.match(call.prompt, /The Ahr is short\./);
  assert.doesNotMatch(call.prompt, /Rhine/);
  call.say('Eighty-five kilometres').finish();
  await settled(page);
  assert.equal(await chips.count(), 0);
  const asked = turns(page).nth(2);
  await asked.getByRole('list', { name: 'Quoted' }).getByText('The Ahr is short.').waitFor();
  await page.reload();
  await asked.getByRole('list', { name: 'Quoted' }).getByText('The Ahr is short.').waitFor();
});

test('an address without a conversation offers a new chat', async () => {
  const { page } = await stage.tab({ path: '/c/00000000-0000-4000-8000-000000000001', forgive: [/404/] });
  await page.getByRole('main').getByRole('button', { name: 'New chat' }).click();
  await page.getByText('What is on your mind').waitFor();
});

test('the gauge tells how full the context is, while an answer is written and after a reload', async () => {
  const { page } = await stage.tab();
  const call = await ask(page, 'How much do you remember?');
  call.say('A lot');
  const gauge = page.getByRole('button', { name: /^Context: \d+% used$/ });
  await gauge.waitFor();
  call.finish();
  await settled(page);
  await gauge.click();
  const open = page.getByRole('dialog', { name: 'Context of the model' });
  await open.getByText('1 message', { exact: true }).waitFor();
  const told = await open.textContent();
  await page.keyboard.press('Escape');
  await page.reload();
  await gauge.click();
  assert.equal(await open.textContent(), told);
});

test('one step leads to the first message of a long conversation, and one back', async () => {
  const { page } = await answered('The beginning', 'And so on');
  const id = page.url().split('/').at(-1);
  let parentMessageId = (await stage.user.get(`messages/${id}`)).at(-1).messageId;
  for (let line = 1; line <= 240; line++) {
    const message = { messageId: randomUUID(), parentMessageId, text: `Line ${line} of a long talk.` };
    await stage.user.post(`messages/${id}`, { ...message, isCreatedByUser: line % 2 === 1, sender: 'Somebody' });
    parentMessageId = message.messageId;
  }
  await page.reload();
  const first = turns(page).getByText('The beginning', { exact: true });
  const latest = page.getByText('Line 240 of a long talk.', { exact: true });
  await latest.waitFor();
  assert.equal(await first.count(), 0);
  await page.keyboard.press('Control+Shift+Home');
  await first.waitFor();
  await eventually(() => first.evaluate((node) => node.getBoundingClientRect().top > 0), true);
  assert.ok((await turns(page).count()) <= 160, 'only a part is in the page');
  await page.getByRole('button', { name: 'Jump to the latest' }).click();
  await latest.waitFor();
  await eventually(() => latest.evaluate((node) => node.getBoundingClientRect().bottom < innerHeight), true);
  await turns(page).nth(-6).scrollIntoViewIfNeeded();
  await page.mouse.move(640, 300);
  await page.mouse.wheel(0, -900);
  await page.getByRole('button', { name: 'Jump to the first message' }).click();
  await first.waitFor();
});
