// What administrators do in the settings: groups of people, and what everybody may do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setStage } from './support/stage.js';
import { signUp } from './support/users.js';

const stage = setStage({ prepare: async () => (stage.other = await signUp(stage.server, 'Grace Hopper')) });

async function openSettings(page) {
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  return page.getByRole('dialog', { name: 'Settings' });
}

test('an administrator makes a group, adds a person and removes both', async () => {
  const { page } = await stage.tab();
  const settings = await openSettings(page);
  await settings.getByRole('tab', { name: 'Groups' }).click();
  await settings.getByText('No groups yet').waitFor();
  await settings.getByRole('textbox', { name: 'Name of the group' }).fill('Compilers');
  await settings.getByRole('button', { name: 'Add group' }).click();
  await settings.getByRole('button', { name: /Compilers/ }).click();
  await settings.getByRole('searchbox', { name: /Add people/ }).fill('hopp');
  await settings.getByRole('button', { name: /Grace Hopper/ }).click();
  await settings.getByRole('list', { name: 'People in this group' }).getByText('Grace Hopper').waitFor();

  await settings.getByRole('button', { name: 'Back to the groups' }).click();
  await settings.getByText('1 person').waitFor();
  await settings.getByRole('button', { name: /Compilers/ }).click();
  await settings.getByRole('button', { name: 'Remove Grace Hopper' }).click();
  await settings.getByText('Nobody is in this group yet').waitFor();
  await settings.getByRole('button', { name: 'Delete group' }).click();
  await settings.getByRole('button', { name: 'Delete group' }).click();
  await settings.getByText('No groups yet').waitFor();
});

test('a changed permission holds for the others at once', async () => {
  const { page } = await stage.tab();
  const settings = await openSettings(page);
  await settings.getByRole('tab', { name: 'Permissions' }).click();
  const toggle = settings.getByRole('group', { name: 'Agents' }).getByRole('switch', { name: 'Share with others' });
  assert.equal(await toggle.isChecked(), false);
  await Promise.all([page.waitForResponse(/api\/roles\/USER\/agents/), toggle.click()]);
  assert.equal(await toggle.isChecked(), true);
  const role = await stage.other.get('roles/USER');
  assert.equal(role.permissions.AGENTS.SHARE, true);
});

test('nobody else is shown these settings', async () => {
  const { page } = await stage.tab({ user: stage.other });
  const settings = await openSettings(page);
  assert.equal(await settings.getByRole('tab', { name: 'Groups' }).count(), 0);
});
