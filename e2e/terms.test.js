// Terms of service that must be accepted before anything else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composer } from './support/chat.js';
import { setStage } from './support/stage.js';

const stage = setStage({
  more: () => `interface:
  termsOfService:
    modalAcceptance: true
    modalTitle: "House rules"
    modalContent:
      - "Be **kind**."
      - "Check what matters."
`,
});

test('the terms stay until they are accepted, and are not asked for again', async () => {
  const { page } = await stage.tab();
  const dialog = page.getByRole('dialog', { name: 'House rules' });
  await dialog.getByText('kind').waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await dialog.getByRole('button', { name: 'Close' }).count(), 0);
  await dialog.getByRole('button', { name: 'Accept' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.reload();
  await composer(page).fill('Hello');
  assert.equal(await dialog.count(), 0);
});

test('who declines is signed out', async () => {
  const { page } = await stage.tab({ user: null, path: '/register' });
  await page.getByLabel('Name', { exact: true }).fill('Grace Hopper');
  await page.getByLabel('Email').fill('grace@example.com');
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Decline and sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
});
