// Three hundred conversations in the sidebar: quick, found, renamed, deleted and taken back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { conversationLinks, eventually, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const COUNT = 300;
const stage = setStage({ models: ['quick'], prepare: makeConversations });

async function makeConversation(number) {
  const { conversationId } = await stage.user.post('agents/chat/Stage', {
    text: `Question number ${number}`,
    endpoint: 'Stage',
    endpointType: 'custom',
    model: 'quick',
    messageId: randomUUID(),
    parentMessageId: '00000000-0000-0000-0000-000000000000',
    clientRequestId: randomUUID(),
  });
  return conversationId;
}

async function makeConversations() {
  stage.provider.answer('quick', (call) => call.say('Short answer.').finish());
  stage.provider.answer('title', (call) => call.whole('A title nobody waits for'));
  const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
  const lanes = Array.from({ length: 8 }, async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const conversationId = await makeConversation(number);
      const title = `Notes on topic ${String(number).padStart(3, '0')}`;
      // The provider's own title must not come after ours.
      await stage.user.get(`convos/gen_title/${conversationId}`);
      await stage.user.post('convos/update', { arg: { conversationId, title } });
    }
  });
  await Promise.all(lanes);
}

const search = (page) => page.getByRole('searchbox', { name: 'Filter by title' });
const row = (page, number) => conversationLinks(page).filter({ hasText: `topic ${number}` });

async function ready() {
  const tab = await stage.tab();
  await conversationLinks(tab.page).first().waitFor();
  return tab;
}

test('only what is visible is in the document, and scrolling reaches the oldest', async () => {
  const { page } = await ready();
  assert.ok((await conversationLinks(page).count()) < 60);
  await conversationLinks(page).first().hover();
  await eventually(async () => {
    await page.mouse.wheel(0, 1500);
    return (await row(page, '001').count()) === 1;
  }, true);
  const list = await page.getByRole('list', { name: 'Conversations by date' }).boundingBox();
  assert.ok(list.height > COUNT * 30, `${list.height} px for ${COUNT} conversations`);
  assert.ok((await conversationLinks(page).count()) < 60);
});

test('a search finds titles anywhere in the list', async () => {
  const { page } = await ready();
  await search(page).fill('topic 007');
  await eventually(() => conversationLinks(page).allInnerTexts(), ['Notes on topic 007']);
  await conversationLinks(page).click();
  await turns(page).first().getByText('Question number').waitFor();
  await search(page).fill('no such words');
  await page.getByText('Nothing by that title').waitFor();
  await search(page).press('Escape');
  await row(page, '').first().waitFor();
});

test('what is filtered by leads on to the search in messages', async () => {
  const { page } = await ready();
  await search(page).fill('number 42');
  await page.getByText('Nothing by that title').waitFor();
  await search(page).press('Enter');
  const field = page.getByRole('searchbox', { name: 'Search titles and messages' });
  await eventually(() => field.inputValue(), 'number 42');
  await page.locator('mark', { hasText: 'number' }).first().waitFor();
  // Once more while the page is open: by the link, with other words.
  await search(page).fill('number 43');
  await page.getByRole('link', { name: 'Search in messages' }).click();
  await eventually(() => field.inputValue(), 'number 43');
  await eventually(() => new URL(page.url()).searchParams.get('q'), 'number 43');
});

test('renaming by the menu keeps the new title', async () => {
  const { page } = await ready();
  await search(page).fill('topic 100');
  await row(page, '100').hover();
  await page.getByRole('button', { name: /Actions for .*100/ }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  const field = page.getByRole('textbox', { name: 'New title' });
  await field.fill('A better name 100');
  await field.press('Enter');
  await conversationLinks(page).filter({ hasText: 'A better name 100' }).waitFor();
  await page.reload();
  await search(page).fill('better name');
  await conversationLinks(page).filter({ hasText: 'A better name 100' }).waitFor();
});

test('deleting can be taken back', async () => {
  const { page } = await ready();
  await search(page).fill('topic 150');
  await row(page, '150').hover();
  await page.getByRole('button', { name: /Actions for .*150/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await row(page, '150').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await row(page, '150').waitFor();
  await row(page, '150').click();
  await turns(page).first().getByText('Question number').waitFor();
});

test('all of it by the keyboard alone', async () => {
  const { page } = await ready();
  await page.keyboard.press('Control+k');
  await eventually(() => search(page).evaluate((field) => field === document.activeElement), true);
  await page.keyboard.type('topic 20');
  await eventually(() => conversationLinks(page).count(), 10);
  // To the first row, behind the button that clears the filter, the link to the search and the two of the projects.
  for (let stop = 0; stop < 5; stop++) await page.keyboard.press('Tab');
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  const [first, second, third] = (await conversationLinks(page).allInnerTexts()).map((title) => title.trim());
  await eventually(focused, first);
  await page.keyboard.press('ArrowDown');
  await eventually(focused, second);
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'New title' });
  await eventually(() => field.evaluate((each) => each === document.activeElement), true);
  await page.keyboard.press('Escape');
  await eventually(focused, second);
  await page.keyboard.press('Delete');
  await conversationLinks(page).filter({ hasText: second }).waitFor({ state: 'detached' });
  await eventually(focused, third);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/c\/(?!new)/);
});
