// Stored agents: made, talked to, shared, and kept from those they are not shared with.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, seeLast, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';
import { signUp } from './support/users.js';

const MODEL = 'agent-model';
const SECRET = 'Always end with a secret parrot.';
const stage = setStage({ models: [MODEL], more: () => 'interface:\n  agents:\n    share: true\n  peoplePicker:\n    users: true\n' });

/** Sends a message and returns the call that arrived at the provider. */
async function arrived(page, text) {
  const call = new Promise((done) => stage.provider.answer(MODEL, (each) => (done(each), each.say('Arr!').finish())));
  await send(page, text);
  const got = await call;
  await settled(page);
  return got;
}

async function build(page, name) {
  await page.goto(`${stage.server.url}/agents/new`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await page.getByRole('textbox', { name: 'Description' }).fill('Talks like a pirate');
  await page.getByRole('textbox', { name: 'Instructions' }).fill(SECRET);
  await page.getByRole('spinbutton', { name: 'Temperature' }).fill('0.3');
  await page.getByRole('textbox', { name: 'Conversation starters' }).fill('Where is the treasure?');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/\/agents\/agent_/);
  return new URL(page.url()).pathname.split('/').at(-1);
}

test('an agent is built and answers with its instructions and parameters', async () => {
  const { page } = await stage.tab();
  await build(page, 'Pirate');
  await page.getByRole('button', { name: 'Back to agents' }).click();
  await page.getByRole('button', { name: 'Chat with Pirate' }).click();
  await page.getByRole('heading', { name: 'Pirate' }).waitFor();
  await page.getByRole('button', { name: 'Model settings' }).click();
  await page.getByText('This agent brings its own model and settings.').waitFor();
  await page.getByRole('button', { name: 'Where is the treasure?' }).click();
  assert.equal(await composer(page).inputValue(), 'Where is the treasure?');
  await composer(page).fill('');
  const call = await arrived(page, 'Ahoy');
  assert.equal(call.body.model, MODEL);
  assert.equal(call.body.temperature, 0.3);
  assert.ok(call.body.messages[0].content.includes(SECRET));
  await seeLast(page, 'Arr!');
  await page.waitForURL(/\/c\/(?!new)/);
  await page.reload();
  await page.getByRole('button', { name: /Model:.*Pirate/ }).waitFor();
  const again = await arrived(page, 'And again');
  assert.ok(again.body.messages[0].content.includes(SECRET));
});

test('who is shared an agent can use it, and neither see its instructions nor change it', async () => {
  const { page } = await stage.tab();
  const other = await signUp(stage.server, 'Grace Hopper');
  const id = await build(page, 'Shared pirate');
  const refused = await other.get(`agents/${id}`);
  assert.equal(refused.code, 'NOT_FOUND');

  await page.getByRole('button', { name: 'Back to agents' }).click();
  await page.getByRole('button', { name: 'Actions for Shared pirate' }).click();
  await page.getByRole('menuitem', { name: 'Share' }).click();
  await page.getByRole('textbox', { name: 'Add people or groups' }).fill(other.email.slice(0, 8));
  await page.getByRole('list', { name: 'Found' }).getByRole('button').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Sharing saved').waitFor();

  const seen = await other.get(`agents/${id}`);
  assert.equal(seen.name, 'Shared pirate');
  assert.equal(JSON.stringify(seen).includes(SECRET), false);
  assert.equal((await other.get(`agents/${id}/expanded`)).code, 'FORBIDDEN');
  stage.provider.answer(MODEL, (each) => each.say('Arr!').finish());
  const started = await other.post('agents/chat/agents', { endpoint: 'agents', agent_id: id, text: 'Hello' });
  assert.equal(started.status, 'started');
});

test('an agent gets a picture, cut to a square, and loses it again', async () => {
  const { page } = await stage.tab();
  const id = await build(page, 'Portrait');
  const wide = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [300, 200];
    const pen = canvas.getContext('2d');
    [['red', 0], ['blue', 150]].forEach(([color, x]) => ((pen.fillStyle = color), pen.fillRect(x, 0, 150, 200)));
    return canvas.toDataURL('image/png').split(',')[1];
  });
  const file = { name: 'wide.png', mimeType: 'image/png', buffer: Buffer.from(wide, 'base64') };
  const portrait = page.locator('form img');
  await page.getByLabel('Picture of the agent').setInputFiles(file);
  await page.getByRole('button', { name: 'The square of the picture' }).press('ArrowRight');
  await page.getByRole('slider', { name: 'Zoom' }).press('ArrowRight');
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/crop.png` });
  await page.getByRole('button', { name: 'Use picture' }).click();
  await page.getByText('Not saved yet').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Not saved yet').waitFor({ state: 'detached' });
  await page.reload();
  await portrait.waitFor();
  assert.match(await portrait.getAttribute('src'), /^\/images\/.*agent-/);
  assert.equal(await portrait.evaluate((image) => image.decode().then(() => image.naturalWidth === image.naturalHeight)), true);
  if (process.env.SHOTS) {
    for (const [width, scheme] of [[1280, 'light'], [1280, 'dark'], [390, 'light'], [390, 'dark']]) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: `${process.env.SHOTS}/builder-${width}-${scheme}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  await page.getByRole('button', { name: 'Remove picture' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Not saved yet').waitFor({ state: 'detached' });
  await page.goto(`${stage.server.url}/agents/${id}`);
  await page.getByRole('heading', { name: 'Versions' }).waitFor();
  assert.equal(await portrait.count(), 0);
});
