// What is exported comes back by an import with bookmarks, feedback and token counts; a conversation becomes an image.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { eventually } from './support/chat.js';
import { setStage } from './support/stage.js';
import { signUp } from './support/users.js';

const stage = setStage({ models: ['quick'] });

const ANSWER = '## A heading\n\n* one\n* two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nconst x = 1;\n```\n';
const file = {
  conversationId: 'c',
  endpoint: 'Stage',
  title: 'Falcons of the north',
  tags: ['birds', 'later'],
  options: { model: 'quick' },
  messages: [
    { messageId: 'm1', sender: 'User', isCreatedByUser: true, text: 'Tell me about falcons', tokenCount: 5 },
    {
      messageId: 'm2',
      parentMessageId: 'm1',
      sender: 'quick',
      isCreatedByUser: false,
      text: ANSWER,
      tokenCount: 40,
      feedback: { rating: 'thumbsUp', tag: 'creative_solution' },
    },
  ],
};

async function bringIn(page, name, content) {
  await page.getByRole('link', { name: 'Search' }).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByText('Import & export').first().click();
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  const mimeType = name.endsWith('.zip') ? 'application/zip' : 'application/json';
  await page.getByLabel('Choose a file').first().setInputFiles({ name, mimeType, buffer });
  await page.getByText('1 conversation imported.').waitFor();
}

async function download(page, act) {
  const [saved] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: saved.suggestedFilename(), content: await readFile(await saved.path()) };
}

const openExport = async (page) => page.getByRole('button', { name: 'Export conversation' }).click();

/** Size of a PNG, from its header. */
function sizeOf(png) {
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

test('an export of everything comes back whole for somebody else', async () => {
  const { page } = await stage.tab();
  await bringIn(page, 'one.json', JSON.stringify(file));
  const all = await download(page, () => page.getByRole('button', { name: 'Zip archive' }).click());
  assert.match(all.name, /^klatch-.*\.zip$/);

  const other = await signUp(stage.server, 'Grace Hopper');
  const tab = await stage.tab({ user: other });
  await bringIn(tab.page, all.name, all.content);
  const { conversations } = await other.get('convos?tags=birds');
  assert.deepEqual(conversations[0].tags, ['birds', 'later']);
  const [question, answer] = await other.get(`messages/${conversations[0].conversationId}`);
  assert.equal(question.tokenCount, 5);
  assert.equal(answer.tokenCount, 40);
  assert.deepEqual(answer.feedback, { rating: 'thumbsUp', tag: 'creative_solution' });

  // The bookmark filters what is searched.
  await tab.page.keyboard.press('Escape');
  await tab.page.goto(`${stage.server.url}/search?q=falcons`);
  await tab.page.locator('mark', { hasText: 'falcons' }).first().waitFor();
  await tab.page.getByRole('button', { name: 'birds' }).click();
  await eventually(() => new URL(tab.page.url()).searchParams.getAll('tag'), ['birds']);
  await tab.page.locator('mark', { hasText: 'falcons' }).first().waitFor();
});

test('a conversation becomes an image, and a long one several', async () => {
  const { page } = await stage.tab();
  const long = { ...file, title: 'Long', tags: [], messages: [file.messages[0], { ...file.messages[1], text: ANSWER.repeat(30) }] };
  await bringIn(page, 'long.json', JSON.stringify(long));
  await page.keyboard.press('Escape');
  for (const [title, many] of [['Falcons of the north', false], ['Long', true]]) {
    await page.getByRole('link', { name: title, exact: true }).first().click();
    await page.getByRole('heading', { name: 'A heading' }).first().waitFor();
    await openExport(page);
    await page.getByRole('radio', { name: 'Image' }).click();
    const saved = [];
    page.on('download', (each) => saved.push(each));
    await page.getByRole('button', { name: 'Save file' }).click();
    await eventually(() => saved.length > (many ? 1 : 0), true);
    const png = await readFile(await saved[0].path());
    const { width, height } = sizeOf(png);
    assert.equal(width, 1440);
    assert.ok(many ? height > 5000 && height <= 7200 : height > 500 && height < 2500, `${height} px`);
    assert.ok(png.length > 10_000, `${png.length} bytes`);
    if (process.env.KLATCH_E2E_SHOTS) await saved[0].saveAs(`${process.env.KLATCH_E2E_SHOTS}/image-${title}.png`);
    page.removeAllListeners('download');
  }
});
