// A ChatGPT export comes in, is found with a typing error and in Japanese, and a hit leads to its place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['quick'] });

function node(id, parent, role, text, at) {
  const message = {
    id,
    author: { role },
    create_time: at,
    content: { content_type: 'text', parts: [text] },
    recipient: 'all',
  };
  return { id, parent, children: [], message };
}

const nodes = [
  node('a', null, 'user', 'Plan two days in Kyoto', 1714585032),
  node('b', 'a', 'assistant', 'Day one: the golden pavilion.', 1714585033),
  node('c', 'a', 'assistant', 'Day one: 東京都 is elsewhere, see gardens.', 1714585034),
];
const file = [
  {
    title: 'Journey',
    create_time: 1714585031,
    update_time: 1714585060,
    mapping: Object.fromEntries(nodes.map((entry) => [entry.id, entry])),
  },
];

test('an imported conversation is found and opened at the hit', async () => {
  const { page } = await stage.tab();
  await page.getByRole('link', { name: 'Search' }).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByText('Import & export').first().click();
  await page.getByLabel('Choose a file').first().setInputFiles({
    name: 'conversations.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await page.getByText('1 conversation imported.').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: 'Search' }).click();
  const field = page.getByRole('searchbox', { name: 'Search titles and messages' });
  await field.fill('東京都');
  await page.locator('mark', { hasText: '東京都' }).waitFor();
  // A typing error; the hit is in the version that is not shown at first.
  await field.fill('pavillion');
  await page.locator('mark', { hasText: 'pavilion' }).click();
  const asked = page.locator('[data-asked]');
  await asked.getByText('Day one: the golden pavilion.').waitFor();
  assert.equal(await asked.count(), 1);
});
