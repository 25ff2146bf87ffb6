// Bringing order into conversations: bookmarks, projects, pins, the archive, copies and shared links.
import { test } from 'node:test';
import { act, conversationLinks, eventually, lastTurn, seeLast, send, settled, turns } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({
  models: ['plain'],
  env: { ALLOW_SHARED_LINKS_PUBLIC: 'true' },
  prepare: () => stage.provider.answer('plain', (call) => call.say('Rome is **warm** in June.').finish()),
});

/** A conversation of its own with one answer, given a title. */
async function talk(title, device = {}) {
  const { page } = await stage.tab(device);
  await send(page, `Where to go, ${title}?`);
  await seeLast(page, 'Rome is');
  await settled(page);
  await page.waitForURL(/\/c\/[0-9a-f-]{36}/);
  const conversationId = page.url().split('/').at(-1);
  await stage.user.get(`convos/gen_title/${conversationId}`);
  await stage.user.post('convos/update', { arg: { conversationId, title } });
  await page.reload();
  await conversationLinks(page).filter({ hasText: title }).waitFor();
  return page;
}

async function choose(page, title, item) {
  await conversationLinks(page).filter({ hasText: title }).hover();
  await page.getByRole('button', { name: `Actions for “${title}”` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

const titles = (page) => conversationLinks(page).allInnerTexts();

test('a bookmark is made, filters the list, and is taken away', async () => {
  const page = await talk('Marked');
  await choose(page, 'Marked', 'Bookmarks…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New bookmark').fill('Travel');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByRole('checkbox', { name: 'Travel 1', checked: true }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Bookmarks', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Travel' }).click();
  await page.getByText('Bookmark: Travel').waitFor();
  await eventually(() => titles(page), ['Marked']);
  await page.getByRole('button', { name: 'Show all conversations' }).click();
  await choose(page, 'Marked', 'Bookmarks…');
  await dialog.getByRole('button', { name: 'Delete bookmark “Travel”' }).click();
  await eventually(() => stage.user.get('tags').then((list) => list.length), 0);
});

test('a project takes conversations in and gives them back', async () => {
  const page = await talk('Planned');
  await choose(page, 'Planned', 'Move to project…');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('New project').fill('Summer');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Projects', exact: true }).click();
  await page.getByRole('button', { name: /^Summer 1/ }).click();
  await eventually(() => titles(page), ['Planned']);
  await page.getByRole('button', { name: 'Actions for project “Summer”' }).click();
  await page.getByRole('menuitem', { name: 'Delete project' }).click();
  await eventually(async () => (await titles(page)).includes('Planned'), true);
});

test('a pinned conversation stays above, an archived one waits in the settings', async () => {
  const page = await talk('Kept');
  await choose(page, 'Kept', 'Pin');
  await page.getByRole('heading', { name: 'Pinned' }).waitFor();
  await eventually(async () => (await titles(page))[0], 'Kept');
  await choose(page, 'Kept', 'Unpin');
  await page.getByRole('heading', { name: 'Pinned' }).waitFor({ state: 'detached' });
  await choose(page, 'Kept', 'Archive');
  await eventually(async () => (await titles(page)).includes('Kept'), false);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Restore “Kept”' }).click();
  await page.getByText('Nothing is archived.').waitFor();
  await page.keyboard.press('Escape');
  await eventually(async () => (await titles(page)).includes('Kept'), true);
});

test('a duplicate and a fork are conversations of their own', async () => {
  const page = await talk('Original');
  const original = page.url();
  await choose(page, 'Original', 'Duplicate');
  await page.waitForURL((url) => url.href !== original);
  await conversationLinks(page).filter({ hasText: 'Original (copy)' }).waitFor();
  await eventually(() => turns(page).count(), 2);
  const copy = page.url();
  await act(lastTurn(page), 'Fork from here');
  await page.getByRole('radio', { name: /This path only/ }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Fork' }).click();
  await page.waitForURL((url) => url.href !== copy && url.href !== original);
  await seeLast(page, 'Rome is');
});

test('a shared link opens without an account until it is deleted', async () => {
  const page = await talk('Shown');
  await choose(page, 'Shown', 'Share…');
  await page.getByRole('button', { name: 'Create link' }).click();
  const address = await page.getByLabel('Address of the link').inputValue();
  const stranger = await stage.tab({ user: null, path: '', forgive: [/404/, /401/] });
  await stranger.page.goto(address);
  await stranger.page.getByRole('heading', { name: 'Shown' }).waitFor();
  await stranger.page.getByText('warm').waitFor();
  await stranger.page.getByRole('link', { name: 'Sign in' }).waitFor();

  const reader = await stage.tab({ path: '' });
  await reader.page.goto(address);
  await reader.page.getByRole('button', { name: 'Continue this conversation' }).click();
  await reader.page.waitForURL(/\/c\/[0-9a-f-]{36}/);
  await seeLast(reader.page, 'Rome is');

  await page.getByRole('button', { name: 'Delete link' }).click();
  await page.getByRole('button', { name: 'Create link' }).waitFor();
  await stranger.page.reload();
  await stranger.page.getByText('There is no such shared conversation').waitFor();
});
