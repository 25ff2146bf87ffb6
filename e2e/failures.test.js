// Every way an answer can fail is told: who, why, and what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel, failureCard, lastTurn, seeLast, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';

const MODELS = ['good', 'unauthorised', 'busy', 'always-busy', 'website', 'cut', 'unknown', 'mid-error', 'down'];
const stage = setStage({ models: MODELS, extra: '      headers: { X-Secret: "${STAGE_KEY}", X-Team: "blue" }\n' });

async function ask(model, script, choice) {
  stage.provider.answer(model, script);
  const tab = await stage.tab(choice);
  await chooseModel(tab.page, model);
  await send(tab.page, `Please fail as ${model}`);
  return tab;
}

/** Waits for the card and returns all its words. */
async function cardText(page) {
  await failureCard(page).waitFor();
  await settled(page);
  return failureCard(page).innerText();
}

test('401: the key is wrong; the details are the provider’s own words; another model helps', async () => {
  const { page } = await ask('unauthorised', (call) =>
    call.reply(401, { error: { message: 'Incorrect API key provided: sk-sta*****711', code: 'invalid_api_key' } }),
  );
  const words = await cardText(page);
  assert.match(words, /Stage does not accept the key/);
  assert.match(words, /Status 401/);
  await failureCard(page).getByText('Details').click();
  await failureCard(page).getByText('Incorrect API key provided').first().waitFor();

  await failureCard(page).getByRole('button', { name: 'Choose another model' }).click();
  stage.provider.answer('good', (call) => call.say('I can help').finish());
  const search = page.getByRole('combobox', { name: 'Search models' });
  await search.fill('good');
  await search.press('Enter');
  await failureCard(page).getByRole('button', { name: 'Try again' }).click();
  await seeLast(page, 'I can help');
});

test('429: retries are shown while they happen, then the answer comes', async () => {
  let calls = 0;
  const { page } = await ask('busy', (call) => {
    calls += 1;
    if (calls === 1) call.reply(429, { error: { message: 'Slow down' } }, { 'retry-after': '1' });
    else call.say('Now there is time').finish();
  });
  await page.getByText(/Rate limited by Stage\./).waitFor();
  await page.getByText(/Attempt \d of 3\./).waitFor();
  await seeLast(page, 'Now there is time');
  assert.equal(calls, 2);
});

test('429 to the end: three attempts, then a card', async () => {
  let calls = 0;
  const { page } = await ask('always-busy', (call) => {
    calls += 1;
    call.reply(429, { error: { message: 'Slow down' } });
  });
  const words = await cardText(page);
  assert.match(words, /Stage asks for fewer requests/);
  assert.match(words, /3 attempts/);
  assert.equal(calls, 3);
});

test('a web page instead of an API', async () => {
  const { page } = await ask('website', (call) => call.reply(200, '<!doctype html><title>Welcome</title><h1>It works!</h1>'));
  assert.match(await cardText(page), /There is no API at this address/);
  await failureCard(page).getByText('Details').click();
  await failureCard(page).getByText('title "Welcome"').waitFor();
  await failureCard(page).getByRole('button', { name: 'Inspect the call' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'Response' }).click();
  await page.getByRole('dialog').getByText('<h1>It works!</h1>').waitFor();
});

test('a stream that is cut keeps what had come, and can go on', async () => {
  const { page } = await ask('cut', (call) => {
    call.say('The first half');
    call.cut();
  });
  assert.match(await cardText(page), /The answer broke off/);
  await seeLast(page, 'The first half');
  stage.provider.answer('cut', (call) => call.say(', the second half.').finish());
  await failureCard(page).getByRole('button', { name: 'Continue' }).click();
  await seeLast(page, 'The first half, the second half.');
  await settled(page);
  await page.reload();
  await seeLast(page, 'The first half, the second half.');
});

test('a model that the provider does not know', async () => {
  const { page } = await ask('unknown', (call) =>
    call.reply(404, { error: { message: 'The model `unknown` does not exist', code: 'model_not_found' } }),
  );
  const words = await cardText(page);
  assert.match(words, /This model is not available/);
  assert.match(words, /Choose another model/);
});

test('an error in the middle of the stream keeps the text and tells the reason', async () => {
  const { page } = await ask('mid-error', (call) => {
    call.say('Up to here');
    call.raw('data: {"error":{"message":"The engine is overheated","code":503}}\n\n');
  });
  const words = await cardText(page);
  assert.match(words, /Stage failed|The engine is overheated/);
  await seeLast(page, 'Up to here');
  await page.reload();
  await failureCard(page).waitFor();
  await seeLast(page, 'Up to here');
});

test('a provider that fails on its side', async () => {
  const { page } = await ask('down', (call) => call.reply(500, { error: { message: 'Oh no' } }));
  const words = await cardText(page);
  assert.match(words, /Stage failed/);
  assert.match(words, /Status 500/);
});

test('the inspector shows the call as it was sent, without secrets', async () => {
  const { page } = await ask('good', (call) => call.say('Look at me').finish());
  await seeLast(page, 'Look at me');
  await settled(page);
  await lastTurn(page).hover();
  await lastTurn(page).getByRole('button', { name: 'Inspect the call' }).click();
  const sheet = page.getByRole('dialog', { name: 'Calls behind this answer' });
  await sheet.getByText('/v1/chat/completions').waitFor();
  await sheet.getByText('Please fail as good').first().waitFor();
  await sheet.getByText('blue').first().waitFor();
  assert.doesNotMatch(await sheet.innerText(), /sk-stage-secret-4711/);
  await sheet.getByRole('radio', { name: 'Response' }).click();
  await sheet.getByText('Look at me').first().waitFor();
  await sheet.getByRole('radio', { name: 'Timing' }).click();
  await sheet.getByText('Waiting for the first byte').waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});
