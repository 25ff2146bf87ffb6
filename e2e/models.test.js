// Choosing a model, setting its parameters, and what then arrives at the provider.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel, composer, seeLast, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';

const EXTRA = `      modelDisplayLabel: "Stagehand"
      dropParams: ["user", "frequency_penalty"]
      addParams: { seed: 7, safe_prompt: true }
      headers:
        X-User: "{{LIBRECHAT_USER_ID}}"
        X-Mail: "{{LIBRECHAT_USER_EMAIL}}"
        X-Conversation: "{{LIBRECHAT_BODY_CONVERSATIONID}}"
        X-Plain: "as it is"
        X-Environment: "\${STAGE_REGION}"
`;
const MODELS = ['alpha-small', 'alpha-large', 'beta-fast', 'vendor/gamma:free'];
const stage = setStage({ models: MODELS, extra: EXTRA, env: { STAGE_REGION: 'north' } });

/** Sends a message and returns the call that arrived. */
async function arrived(page, model, text) {
  const call = new Promise((done) => stage.provider.answer(model, (each) => (done(each), each.say('Noted').finish())));
  await send(page, text);
  const got = await call;
  await settled(page);
  return got;
}

test('a model is found and chosen by the keyboard alone', async () => {
  const { page } = await stage.tab();
  await page.getByRole('button', { name: /^Model:/ }).waitFor();
  await page.keyboard.press('Control+i');
  const search = page.getByRole('combobox', { name: 'Search models' });
  await page.getByRole('option').first().waitFor();
  assert.equal(await page.getByRole('option').count(), MODELS.length);
  await search.pressSequentially('alpha');
  await page.getByRole('option', { name: 'beta-fast' }).waitFor({ state: 'detached' });
  await search.press('ArrowDown');
  await search.press('Enter');
  await page.getByRole('button', { name: /Model:.*alpha-large/ }).waitFor();
  const call = await arrived(page, 'alpha-large', 'Who are you?');
  assert.equal(call.body.model, 'alpha-large');

  await page.keyboard.press('Control+i');
  await search.pressSequentially('zzz');
  await page.getByText('No such model').waitFor();
  await search.press('Escape');
  await search.waitFor({ state: 'detached' });
});

test('the chosen model is remembered with its conversation', async () => {
  const { page } = await stage.tab();
  await chooseModel(page, 'vendor/gamma:free');
  await arrived(page, 'vendor/gamma:free', 'Remember me');
  await page.waitForURL(/\/c\/(?!new)/);
  await page.reload();
  await page.getByRole('button', { name: /Model:.*vendor\/gamma:free/ }).waitFor();
});

test('what is set is sent, what is unset is not', async () => {
  const { page } = await stage.tab();
  await chooseModel(page, 'beta-fast');
  const bare = await arrived(page, 'beta-fast', 'Nothing is set');
  for (const name of ['temperature', 'top_p', 'max_tokens', 'presence_penalty', 'stop', 'reasoning_effort'])
    assert.equal(name in bare.body, false, name);
  assert.equal(bare.body.stream, true);
  assert.equal(bare.body.messages.some(({ role }) => role === 'system'), false);

  await page.getByRole('button', { name: 'Model settings' }).click();
  const panel = page.getByRole('complementary', { name: 'Model settings' });
  await panel.getByLabel('Temperature').fill('0');
  await panel.getByLabel('Frequency penalty').fill('1');
  await panel.getByLabel('System prompt').fill('Answer like a pirate.');
  await panel.getByLabel('Top P').fill('7');
  await panel.getByText('Enter a number from 0 to 1.').waitFor();
  const full = await arrived(page, 'beta-fast', 'Some are set');
  assert.equal(full.body.temperature, 0);
  assert.equal('top_p' in full.body, false, 'a wrong value is not sent');
  assert.equal('frequency_penalty' in full.body, false, 'dropParams');
  const [system] = full.body.messages;
  assert.match(system.role, /system|developer/);
  assert.equal(system.content, 'Answer like a pirate.');

  await panel.getByRole('button', { name: 'Unset all' }).click();
  const unset = await arrived(page, 'beta-fast', 'None is set again');
  assert.equal('temperature' in unset.body, false);
});

test('dropParams, addParams and headers of librechat.yaml arrive as they are meant', async () => {
  const { page } = await stage.tab();
  await chooseModel(page, 'alpha-small');
  const { body, headers, path } = await arrived(page, 'alpha-small', 'What do you see?');
  await page.waitForURL(/\/c\/(?!new)/);
  assert.equal(path, '/v1/chat/completions');
  assert.equal(body.seed, 7);
  assert.equal(body.safe_prompt, true);
  assert.equal('user' in body, false);
  assert.equal(headers.authorization, 'Bearer sk-stage-secret-4711');
  assert.equal(headers['x-user'], stage.user.user.id ?? stage.user.user._id);
  assert.equal(headers['x-mail'], stage.user.email);
  assert.equal(headers['x-plain'], 'as it is');
  assert.equal(headers['x-environment'], 'north');
  assert.equal(headers['x-conversation'], new URL(page.url()).pathname.split('/').at(-1));
  await seeLast(page, 'Noted');
});
