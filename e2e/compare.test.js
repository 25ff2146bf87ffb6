// Two models that answer one question side by side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, chooseModel, composer, lastTurn, seeLast, send, settled, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['hand', 'other'] });

const column = (page, name) => lastTurn(page).getByRole('region', { name, exact: true });

/** Chooses a second model. */
async function compareWith(page, name) {
  await page.getByRole('button', { name: 'Compare with a second model' }).click();
  const search = page.getByRole('dialog', { name: 'Second model' }).getByRole('combobox');
  await search.fill(name);
  await search.press('Enter');
  await page.getByRole('button', { name: /^Second model:/ }).waitFor();
}

/** A question that two models are answering. */
async function askBoth(page, text) {
  await send(page, text);
  return Promise.all([stage.provider.next('hand'), stage.provider.next('other')]);
}

test('two models answer side by side, and one answer is kept', async () => {
  const { page } = await stage.tab({ viewport: { width: 1280, height: 800 } });
  await chooseModel(page, 'hand');
  await compareWith(page, 'other');
  const [first, second] = await askBoth(page, 'Which of you is better?');
  await column(page, 'hand').waitFor();
  second.say('The **other** one, ');
  await column(page, 'other').getByText('other', { exact: true }).last().waitFor();
  first.say('The one with a hand');
  await column(page, 'hand').getByText('The one with a hand').waitFor();
  assert.equal(await column(page, 'other').getByText('The one with a hand').count(), 0);
  second.say('of course.').finish();
  first.finish();
  await settled(page);
  const [left, right] = [await column(page, 'hand').boundingBox(), await column(page, 'other').boundingBox()];
  assert.ok(left.x + left.width <= right.x, 'side by side');

  await page.reload();
  await column(page, 'other').getByText('of course.').waitFor();
  await column(page, 'hand').getByText('The one with a hand').waitFor();
  await column(page, 'other').getByRole('button', { name: 'Keep this one' }).click();
  await seeLast(page, '2 of 2');
  await seeLast(page, 'of course.');
  assert.equal(await column(page, 'hand').count(), 0);
  await send(page, 'Go on alone');
  const { model } = (await stage.provider.next('hand').then((call) => (call.say('Gladly').finish(), call)));
  assert.equal(model, 'hand', 'after a reload one model answers');
  await settled(page);
  await act(turns(page).nth(1), 'Previous version');
  await column(page, 'hand').getByText('The one with a hand').waitFor();
});

test('on a phone one answer shows at a time; the second model can be sent away', async () => {
  const { page } = await stage.tab({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await chooseModel(page, 'hand');
  await compareWith(page, 'other');
  const [first, second] = await askBoth(page, 'Tell me');
  first.say('From the hand').finish();
  second.say('From the other').finish();
  await settled(page);
  await column(page, 'hand').getByText('From the hand').waitFor();
  assert.equal(await column(page, 'other').count(), 0);
  await lastTurn(page).getByRole('radio', { name: 'other' }).tap();
  await column(page, 'other').getByText('From the other').waitFor();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px`);
  await page.getByRole('button', { name: 'Ask one model only' }).tap();
  await page.getByRole('button', { name: 'Compare with a second model' }).waitFor();
  await send(page, 'And again');
  (await stage.provider.next('hand')).say('Just me').finish();
  await settled(page);
  await seeLast(page, 'Just me');
  assert.equal(await column(page, 'hand').count(), 0);
});

test('stopping stops both', async () => {
  const { page } = await stage.tab();
  await chooseModel(page, 'hand');
  await compareWith(page, 'other');
  const [first, second] = await askBoth(page, 'Go on for ever');
  first.say('For ever');
  second.say('And ever');
  await seeLast(page, 'For ever');
  await seeLast(page, 'And ever');
  await composer(page).press('Escape');
  await Promise.all([first.closed, second.closed]);
  await settled(page);
  await column(page, 'other').getByText('And ever').waitFor();
});

test('who may not compare is not offered it', async () => {
  const tab = await stage.tab({ path: null });
  await tab.context.route('**/api/roles/*', async (route) => {
    const reply = await route.fetch();
    const role = await reply.json();
    role.permissions.MULTI_CONVO.USE = false;
    await route.fulfill({ response: reply, json: role });
  });
  await tab.page.goto(`${stage.server.url}/c/new`);
  await tab.page.getByRole('button', { name: /^Model:/ }).waitFor();
  await composer(tab.page).waitFor();
  assert.equal(await tab.page.getByRole('button', { name: 'Compare with a second model' }).count(), 0);
});
