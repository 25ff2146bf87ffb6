// The main pages in light and dark, on desktop and phone: usable, and without accessibility faults.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { chooseModel, composer, conversationLinks, failureCard, lastTurn, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({ models: ['rich', 'refused'], env: { KLATCH_SIMULATOR: 'true' } });
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RICH = `# A heading

Words with **weight** and \`code\`, and a [link](https://example.com).

| Name | Value |
|---|---:|
| one | 1 |
| two | 2 |

\`\`\`python
def greet(name):
    return f"Hello, {name}"  # a comment
\`\`\`

> A quotation.

1. First
2. Second

The sum is $a^2 + b^2 = c^2$.
`;

const DEVICES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};

/** Runs axe in the page and fails with what it found. */
async function accessible(page, where) {
  // A page that still fades in has other contrasts than the one that is read.
  await page.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null))));
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${where}: ${id}: ${help}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
  );
  assert.deepEqual(found, []);
}

async function converse(page) {
  stage.provider.answer('rich', (call) => (call.think('Let me see.'), call.say(RICH).finish()));
  stage.provider.answer('refused', (call) => call.reply(401, { error: { message: 'Incorrect API key provided' } }));
  await chooseModel(page, 'rich');
  await send(page, 'Show me everything');
  await settled(page);
  await lastTurn(page).locator('.katex').waitFor();
  await lastTurn(page).locator('.md-code code span').first().waitFor();
}

/** Neither the page nor anything in it is wider than the screen. */
async function fits(page, where) {
  const [inner, wide] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(wide <= inner, `${where}: ${wide} px on ${inner} px`);
}

for (const [deviceName, device] of Object.entries(DEVICES)) {
  for (const colorScheme of ['light', 'dark']) {
    const look = `${deviceName}, ${colorScheme}`;

    test(`signing in and registering: ${look}`, async () => {
      const { page } = await stage.tab({ user: null, path: '/login', colorScheme, ...device });
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByText('Enter your email address.').waitFor();
      await accessible(page, `login, ${look}`);
      await fits(page, 'login');
      await page.getByRole('link', { name: 'Create account' }).click();
      await page.getByRole('textbox', { name: 'Name' }).waitFor();
      await accessible(page, `register, ${look}`);
      await fits(page, 'register');
    });

    test(`new chat, conversation, model menu, settings: ${look}`, async () => {
      const { page } = await stage.tab({ colorScheme, ...device });
      await page.getByText('What is on your mind').waitFor();
      await page.getByRole('button', { name: /^Model:/ }).waitFor();
      await accessible(page, `new chat, ${look}`);
      await fits(page, 'new chat');

      await page.keyboard.press('Control+i');
      await page.getByRole('option').first().waitFor();
      await accessible(page, `model menu, ${look}`);
      await page.keyboard.press('Escape');

      await converse(page);
      await accessible(page, `conversation, ${look}`);
      await fits(page, 'conversation');

      await chooseModel(page, 'refused');
      await send(page, 'And now refuse');
      await failureCard(page).waitFor();
      await settled(page);
      await accessible(page, `failure, ${look}`);

      await page.keyboard.press('Control+,');
      await page.getByRole('dialog', { name: 'Settings' }).waitFor();
      await accessible(page, `settings, ${look}`);
      await page.keyboard.press('Escape');

      await page.getByRole('button', { name: 'Model settings' }).click();
      await page.getByLabel('Temperature').waitFor();
      await accessible(page, `parameters, ${look}`);
      await fits(page, 'parameters');
    });
  }
}

test('on a phone the sidebar is a sheet that a choice closes', async () => {
  const { page } = await stage.tab(DEVICES.phone);
  await converse(page);
  assert.equal(await conversationLinks(page).count(), 0);
  await page.getByRole('button', { name: 'Show sidebar' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Conversations' });
  await conversationLinks(page).first().waitFor();
  await accessible(page, 'sheet');
  await conversationLinks(page).first().tap();
  await sheet.waitFor({ state: 'detached' });
  await composer(page).waitFor();
  await page.getByRole('button', { name: 'Show sidebar' }).tap();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
});

test('on a phone the composer stands at the bottom edge and grows', async () => {
  const { page } = await stage.tab(DEVICES.phone);
  await composer(page).tap();
  await composer(page).fill('one\ntwo\nthree\nfour');
  const field = await composer(page).boundingBox();
  assert.ok(field.y + field.height > 700 && field.height > 60, JSON.stringify(field));
  const target = await page.getByRole('button', { name: 'Send', exact: true }).boundingBox();
  assert.ok(target.width >= 36 && target.height >= 36, 'large enough for a thumb');
});

test('the appearance chosen in the settings stays', async () => {
  const { page } = await stage.tab({ colorScheme: 'light' });
  await composer(page).waitFor();
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme + getComputedStyle(document.body).color);
  const light = await ground();
  await page.keyboard.press('Control+,');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await page.keyboard.press('Escape');
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  await composer(page).waitFor();
  assert.equal(await ground(), dark);
});
