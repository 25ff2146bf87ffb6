// What people and models should not write, and do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer, eventually, lastTurn, seeLast, send, settled, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['hand'] });

const HOSTILE = `Before <script>window.intruded = 'script'</script> after

<img src=x onerror="window.intruded='img'"><svg onload="window.intruded='svg'"></svg>
<iframe src="javascript:parent.intruded='frame'"></iframe><form action="/api/auth/logout"><button>Press</button></form>

[a link](javascript:window.intruded='link') [data](data:text/html,<script>1</script>) [good](https://example.com/)

![image](https://tracker.example.com/pixel.png)

<a href="javascript:window.intruded='raw'">raw link</a> <style>body{display:none}</style>

$\\href{javascript:window.intruded='math'}{x}$

| a |
|---|
| <script>window.intruded='cell'</script> |

The end of it.`;

async function answer(page, text, script) {
  await send(page, text);
  script(await stage.provider.next('hand'));
  await settled(page);
}

test('hostile Markdown is text and nothing more', async () => {
  const { page } = await stage.tab();
  const foreign = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(stage.server.url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  await answer(page, HOSTILE, (call) => {
    for (const piece of HOSTILE.match(/[\s\S]{1,7}/g)) call.say(piece);
    call.finish();
  });
  await seeLast(page, 'The end of it.');
  const found = await lastTurn(page).evaluate((turn) => ({
    elements: turn.querySelectorAll('script, iframe, form, style, img:not([src^="data:"]), object').length,
    handlers: [...turn.querySelectorAll('*')].filter((each) => [...each.attributes].some(({ name }) => /^on/.test(name))).length,
    links: [...turn.querySelectorAll('a[href]')].map((link) => link.href),
  }));
  assert.deepEqual(found, { elements: 0, handlers: 0, links: ['https://example.com/'] });
  const link = lastTurn(page).getByRole('link', { name: 'good' });
  assert.match(await link.getAttribute('rel'), /noopener/);
  await page.reload();
  await seeLast(page, 'The end of it.');
  assert.equal(await page.evaluate(() => window.intruded), undefined);
  assert.deepEqual(foreign, []);
});

test('a huge table neither freezes nor widens the page', async () => {
  const { page } = await stage.tab();
  const columns = Array.from({ length: 40 }, (_, index) => `column ${index}`);
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  const rows = Array.from({ length: 300 }, (_, row) => line(columns.map((_, column) => `${row}:${column}`)));
  await answer(page, 'A huge table', (call) => {
    call.say(line(columns) + line(columns.map(() => '---')));
    for (const row of rows) call.say(row);
    call.say('\nAll rows are here.').finish();
  });
  await seeLast(page, 'All rows are here.');
  assert.equal(await lastTurn(page).getByRole('row').count(), 301);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test('a very long message is folded, and sent whole', async () => {
  const { page } = await stage.tab();
  const long = 'All work and no play makes a dull day. '.repeat(2_500).trim();
  await send(page, long);
  const call = await stage.provider.next('hand');
  assert.equal(call.prompt, long);
  call.say('Long indeed').finish();
  await seeLast(page, 'Long indeed');
  const question = turns(page).first();
  assert.ok((await question.boundingBox()).height < 800);
  await question.getByRole('button', { name: 'Show all' }).click();
  await question.getByRole('button', { name: 'Show less' }).waitFor();
});

test('text in other scripts and directions survives the whole way', async () => {
  const { page } = await stage.tab();
  const text = 'שלום — 你好 — 👩‍👩‍👧‍👦 — e\u0301 — \u202Ereversed\u202C — <b>not bold</b>';
  await send(page, text);
  const call = await stage.provider.next('hand');
  assert.equal(call.prompt, text);
  // A character cut between two chunks of the stream.
  const bytes = Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"👩‍👩‍👧‍👦 fine"}}]}\n\n');
  call.raw(bytes.subarray(0, 48)).raw(bytes.subarray(48));
  call.finish();
  await seeLast(page, '👩‍👩‍👧‍👦 fine');
  await page.reload();
  await seeLast(page, '👩‍👩‍👧‍👦 fine');
  assert.equal((await turns(page).first().locator('p').innerText()).trim(), text);
});

test('an address of no conversation is told, and what is sent there is not lost', async () => {
  const { page } = await stage.tab({ path: '/c/6f9619ff-8b86-4d01-b42d-00cf4fc964ff', forgive: [/404/] });
  await page.getByText(/was not found/).waitFor();
  const refused = page.waitForResponse((reply) => reply.request().method() === 'POST' && reply.url().includes('/agents/chat/'));
  await send(page, 'To nowhere');
  assert.equal((await refused).status(), 404);
  await eventually(() => composer(page).inputValue(), 'To nowhere');
  await page.goto(`${stage.server.url}/no/such/page`);
  await page.waitForURL(/\/c\/new/);
  await composer(page).waitFor();
});
