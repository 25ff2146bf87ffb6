// What one does with an answer: stop it, go on with it, ask for another, change the question, copy.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, composer, lastTurn, seeLast, send, settled, stopButton, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['hand'] });

async function ask(page, text) {
  await send(page, text);
  return stage.provider.next('hand');
}

/** A tab with a question and its answer. */
async function answered(question, answer, choice) {
  const tab = await stage.tab(choice);
  const call = await ask(tab.page, question);
  call.say(answer).finish();
  await settled(tab.page);
  await seeLast(tab.page, answer);
  return tab;
}

test('stopping keeps what was written, and the answer can go on from there', async () => {
  const { page } = await stage.tab();
  const first = await ask(page, 'Count to four');
  first.say('One, two,');
  await seeLast(page, 'One, two,');
  await stopButton(page).click();
  await first.closed; // the provider's work is not paid for any longer
  await settled(page);
  await seeLast(page, 'One, two,');
  await seeLast(page, 'This answer is not finished.');

  await page.reload();
  await seeLast(page, 'One, two,');
  await lastTurn(page).getByRole('button', { name: 'Continue' }).click();
  const second = await stage.provider.next('hand');
  assert.match(JSON.stringify(second.body.messages), /One, two,/);
  second.say(' three, four.').finish();
  await seeLast(page, 'One, two, three, four.');
  await settled(page);
  assert.equal(await turns(page).count(), 2);
});

test('Escape stops too', async () => {
  const { page } = await stage.tab();
  const call = await ask(page, 'Go on for ever');
  call.say('And on');
  await seeLast(page, 'And on');
  await composer(page).press('Escape');
  await call.closed;
  await seeLast(page, 'This answer is not finished.');
});

test('another answer is a version beside the first, and both are kept', async () => {
  const { page } = await answered('Name a colour', 'Red it is');
  await act(lastTurn(page), 'Answer again');
  const call = await stage.provider.next('hand');
  assert.equal(call.body.messages.filter(({ role }) => role === 'user').length, 1);
  assert.doesNotMatch(JSON.stringify(call.body.messages), /Red it is/);
  call.say('Blue it is').finish();
  await seeLast(page, '2 of 2');
  await seeLast(page, 'Blue it is');
  await act(lastTurn(page), 'Previous version');
  await seeLast(page, 'Red it is');
  await seeLast(page, '1 of 2');
  await act(lastTurn(page), 'Next version');
  await seeLast(page, 'Blue it is');
});

test('an edited question starts a branch; the old one stays', async () => {
  const { page } = await answered('How tall is the tower?', 'It is tall');
  await act(turns(page).first(), 'Edit');
  const box = page.getByRole('textbox', { name: 'Edit your message' });
  await box.fill('How tall is the bridge?');
  await page.getByRole('button', { name: 'Send as new version' }).click();
  const call = await stage.provider.next('hand');
  assert.equal(call.prompt, 'How tall is the bridge?');
  call.say('It is long').finish();
  await seeLast(page, 'It is long');
  await settled(page);
  await act(turns(page).first(), 'Previous version');
  await turns(page).first().getByText('How tall is the tower?').waitFor();
  await seeLast(page, 'It is tall');
});

test('an edited question can be saved without asking again', async () => {
  const { page } = await answered('A question with a tpyo', 'An answer');
  await act(turns(page).first(), 'Edit');
  await page.getByRole('textbox', { name: 'Edit your message' }).fill('A question without');
  await page.getByRole('button', { name: 'Save only' }).click();
  await turns(page).first().getByText('A question without').waitFor();
  await page.reload();
  await turns(page).first().getByText('A question without').waitFor();
  await seeLast(page, 'An answer');
});

test('an answer can be corrected in its place', async () => {
  const { page } = await answered('Who wrote it?', 'Someone wrote it');
  await act(lastTurn(page), 'Edit the answer');
  await page.getByRole('textbox', { name: 'Edit the answer' }).fill('Ada wrote it');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await seeLast(page, 'Ada wrote it');
  await page.reload();
  await seeLast(page, 'Ada wrote it');
});

test('another version goes on from a changed answer', async () => {
  const { page } = await answered('Count to three', 'One, too, three');
  await act(lastTurn(page), 'Edit the answer');
  await page.getByRole('textbox', { name: 'Edit the answer' }).fill('One, two,');
  await page.getByRole('button', { name: 'Go on from here' }).click();
  const call = await stage.provider.next('hand');
  assert.match(JSON.stringify(call.body.messages), /One, two,/);
  assert.doesNotMatch(JSON.stringify(call.body.messages), /too/);
  call.say('and ');
  await seeLast(page, 'and');
  await seeLast(page, 'One, two,');
  call.say('three.').finish();
  await settled(page);
  await seeLast(page, 'and three.');
  await seeLast(page, '2 of 2');
  await page.reload();
  await seeLast(page, 'One, two,');
  await seeLast(page, 'and three.');
  await act(lastTurn(page), 'Previous version');
  await seeLast(page, 'One, too, three');
});

test('thinking can be corrected too', async () => {
  const { page } = await stage.tab();
  (await ask(page, 'Think and say')).think('A wrong thought').say('Said').finish();
  await settled(page);
  await act(lastTurn(page), 'Edit the answer');
  await page.getByRole('radio', { name: '1. Thinking' }).click();
  await page.getByRole('textbox', { name: 'Edit the answer' }).fill('A right thought');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await lastTurn(page).getByRole('button', { name: /^Thought/ }).click();
  await seeLast(page, 'A right thought');
  await seeLast(page, 'Said');
});

test('an answer is copied as its Markdown, a code block as its code', async () => {
  const answer = '**Bold** words\n\n```js\nlet x = 1;\n```';
  const { page } = await stage.tab({ permissions: ['clipboard-read', 'clipboard-write'] });
  (await ask(page, 'Write both')).say(answer).finish();
  await settled(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await lastTurn(page).hover();
  await lastTurn(page).getByTitle('Copy', { exact: true }).click(); // a code block has a button of that name too
  await lastTurn(page).getByTitle('Copied').waitFor();
  assert.equal(await clipboard(), answer);
  await lastTurn(page).locator('.md-code-copy').click();
  await lastTurn(page).locator('.md-code-copy', { hasText: 'Copied' }).waitFor();
  assert.equal((await clipboard()).trim(), 'let x = 1;');
});

test('thinking is folded, and there to be read', async () => {
  const { page } = await stage.tab();
  const call = await ask(page, 'Think first');
  call.think('I wonder about everything.');
  await lastTurn(page).getByRole('button', { name: /Thinking/ }).waitFor();
  call.say('Done thinking.').finish();
  await settled(page);
  const fold = lastTurn(page).getByRole('button', { name: /^Thought/ });
  assert.equal(await page.getByText('I wonder about everything.').count(), 0);
  await fold.click();
  await seeLast(page, 'I wonder about everything.');
  const said = await fold.textContent();
  assert.match(said, /Thought for/);
  await page.reload();
  await fold.waitFor();
  assert.equal(await fold.textContent(), said, 'how long it took is kept');
  await fold.click();
  await seeLast(page, 'I wonder about everything.');
});

test('an answer cut by its length limit says so and can go on', async () => {
  const { page } = await stage.tab();
  (await ask(page, 'Write much')).say('Much was').finish('length');
  await seeLast(page, 'The answer reached its length limit.');
  await lastTurn(page).getByRole('button', { name: 'Continue' }).click();
  (await stage.provider.next('hand')).say(' written.').finish();
  await seeLast(page, 'Much was written.');
});
