// Presets: settings kept under a name, chosen again, and one for every new chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['calm', 'wild'] });

async function arrived(page, model, text) {
  const call = new Promise((done) => stage.provider.answer(model, (each) => (done(each), each.say('Noted').finish())));
  await send(page, text);
  const got = await call;
  await settled(page);
  return got;
}

const openPanel = (page) => page.getByRole('button', { name: 'Model settings' }).click();

test('a preset is kept, chosen, made the default, and what it says is sent', async () => {
  const { page } = await stage.tab();
  await chooseModel(page, 'wild');
  await openPanel(page);
  const presets = page.getByRole('region', { name: 'Presets' });
  await page.getByRole('textbox', { name: 'Temperature' }).fill('1.7');
  await presets.getByRole('button', { name: 'Save these' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Bold');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await presets.getByRole('button', { name: 'Bold', exact: true }).waitFor();

  await chooseModel(page, 'calm');
  await page.getByRole('textbox', { name: 'Temperature' }).fill('0.1');
  await presets.getByRole('button', { name: 'Bold', exact: true }).click();
  await page.getByRole('button', { name: /Model:.*wild/ }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Temperature' }).inputValue(), '1.7');
  await presets.getByRole('button', { name: 'More about Bold' }).click();
  await page.getByRole('menuitem', { name: 'Use for new chats' }).click();
  await presets.getByText('New chats').waitFor();

  const { page: fresh } = await stage.tab();
  await fresh.getByRole('button', { name: /Model:.*wild/ }).waitFor();
  const { body } = await arrived(fresh, 'wild', 'Hello');
  assert.equal(body.temperature, 1.7);

  await presets.getByRole('button', { name: 'More about Bold' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await presets.getByText('Keep a model and its settings under a name.').waitFor();
});
