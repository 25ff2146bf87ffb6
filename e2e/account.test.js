// The own account: second factor, forgotten password, keys of one’s own, and its end.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { chooseModel, composer, eventually, failureCard, seeLast, send, settled } from './support/chat.js';
import { setStage } from './support/stage.js';
import { totp } from './support/totp.js';
import { signUp } from './support/users.js';

const KEY = 'planted-key-8c1f7e2a90';
const stage = setStage({
  more: (provider) => `    - name: Own
      apiKey: "user_provided"
      baseURL: "${provider.url}"
      models:
        default: ["mine"]
        fetch: false
      titleConvo: true
      titleModel: title
    - name: Anywhere
      apiKey: "user_provided"
      baseURL: "user_provided"
      models:
        default: ["wanderer"]
        fetch: true
`,
  env: { ALLOW_PASSWORD_RESET: 'true', RESET_PASSWORD_MAX: '100', RESET_PASSWORD_SUBMISSION_MAX: '100' },
});

/** Somebody new, who accepted nothing and stored nothing. */
const somebody = () => signUp(stage.server, 'Grace Hopper');

async function openSettings(page, section) {
  await composer(page).waitFor();
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: section }).click();
}

async function signIn(page, { email, password }) {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('two-factor sign-in: set up with an app, sign in with its code, or with a backup code', async () => {
  const user = await somebody();
  const { page } = await stage.tab({ user, forgive: [/status of 400/] });
  await openSettings(page, 'Account');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  const key = await page.locator('code').innerText();
  await page.getByLabel('Six-digit code').fill('000000');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByText('The code is not right').waitFor();
  await page.getByLabel('Six-digit code').fill(totp(key));
  await page.getByRole('button', { name: 'Switch on' }).click();
  const codes = page.getByRole('list', { name: 'Your backup codes' }).getByRole('listitem');
  await codes.first().waitFor();
  assert.equal(await codes.count(), 10);
  const backup = await codes.first().innerText();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  assert.equal((await download).suggestedFilename(), 'klatch-backup-codes.txt');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('10 backup codes left').waitFor();

  const forgive = [/status of 4(00|01)/];
  const { page: other } = await stage.tab({ user: null, path: '/login', forgive });
  await signIn(other, user);
  await other.getByLabel('Six-digit code').fill('123456');
  await other.getByRole('button', { name: 'Continue' }).click();
  await other.getByText('The code is not right').waitFor();
  await other.getByLabel('Six-digit code').fill(totp(key, 1));
  await other.getByRole('button', { name: 'Continue' }).click();
  await composer(other).waitFor();

  const { page: third } = await stage.tab({ user: null, path: '/login', forgive });
  await signIn(third, user);
  await third.getByRole('button', { name: 'Use a backup code' }).click();
  await third.getByLabel('Backup code').fill(backup);
  await third.getByRole('button', { name: 'Continue' }).click();
  await composer(third).waitFor();
});

test('a forgotten password is replaced by the link, and every device is signed out', async () => {
  const user = await somebody();
  const signedIn = await stage.tab({ user, forgive: [/status of 40[13]/] });
  await composer(signedIn.page).waitFor();
  const { page } = await stage.tab({ user: null, path: '/login' });
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('Email').fill(user.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await page.getByRole('link', { name: 'Choose a new password' }).click();
  await page.getByLabel('New password', { exact: true }).fill('another good password');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('Your new password is set').waitFor();
  await signIn(page, { email: user.email, password: 'another good password' });
  await composer(page).waitFor();

  await signedIn.page.reload();
  await signedIn.page.getByRole('button', { name: 'Sign in' }).waitFor();
});

test('a key of one’s own: asked for, entered, used for chat and title, in no record and no log', async () => {
  const user = await somebody();
  const keys = [];
  stage.provider.answer('mine', (call) => (keys.push(call.headers.authorization), call.say('Paid by you').finish()));
  stage.provider.answer('title', (call) => (keys.push(call.headers.authorization), call.whole('On your bill')));
  const { page } = await stage.tab({ user, forgive: [/status of 400/] });
  await chooseModel(page, 'mine');
  await send(page, 'Who pays?');
  await failureCard(page).getByText('Own needs a key of yours').waitFor();
  assert.deepEqual(keys, []);
  await failureCard(page).getByRole('button', { name: 'Enter key' }).click();
  await page.getByLabel('Your key for Own').fill(KEY);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Stored', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  // The text is back in the field.
  await page.locator('button[aria-label="Send"]:enabled').waitFor();
  await composer(page).press('Enter');
  await seeLast(page, 'Paid by you');
  await settled(page);
  await page.getByRole('link', { name: 'On your bill' }).first().waitFor();
  assert.deepEqual(keys, [`Bearer ${KEY}`, `Bearer ${KEY}`]);

  const conversation = page.url().split('/').at(-1);
  const calls = await eventuallyTwo(() => user.get(`klatch/wire?conversationId=${conversation}`));
  for (const { id } of calls) {
    const record = JSON.stringify(await user.get(`klatch/wire/${id}`));
    assert.ok(!record.includes(KEY), 'the record masks the key');
    assert.ok(record.includes('[redacted]'));
  }
  assert.ok(!stage.server.log().includes(KEY), 'the log never has it');

  await openSettings(page, 'Provider keys');
  await page.getByRole('button', { name: 'Revoke the key for Own' }).click();
  await page.getByText('None', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /^Model:/ }).click();
  await page.getByRole('button', { name: 'Enter your key for Own' }).click();
  await page.getByLabel('Your key for Own').waitFor();
});

test('an address of one’s own never leads into the server’s network', async () => {
  const user = await somebody();
  let called = false;
  stage.provider.answer('wanderer', (call) => ((called = true), call.say('inside').finish()));
  const { page } = await stage.tab({ user });
  await openSettings(page, 'Provider keys');
  await page.getByRole('listitem').filter({ hasText: 'Anywhere' }).getByRole('button', { name: 'Enter key' }).click();
  await page.getByLabel('Your key for Anywhere').fill(KEY);
  await page.getByLabel('Address').fill(stage.provider.url);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Stored', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await chooseModel(page, 'wanderer');
  await send(page, 'Let me in');
  await failureCard(page).getByText('The address given for Anywhere cannot be used.').waitFor();
  assert.equal(called, false);
});

async function eventuallyTwo(read) {
  let calls = [];
  await eventually(async () => {
    const answer = await read();
    calls = answer.calls ?? answer;
    return calls.length;
  }, 2);
  return calls;
}

test('profile and password change; other devices are signed out', async () => {
  const user = await somebody();
  const { page } = await stage.tab({ user });
  await openSettings(page, 'Account');
  await page.getByLabel('Name', { exact: true }).fill('Rear Admiral');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').first().waitFor();
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByLabel('Present password').fill(user.password);
  await page.getByLabel('New password', { exact: true }).fill('another good password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Password changed').first().waitFor();
  await page.reload();
  await page.getByRole('button', { name: /Rear Admiral/ }).waitFor();
});

test('an account is deleted with everything in it, after its address was typed', async () => {
  const user = await somebody();
  stage.provider.answer('plain', (call) => call.say('To be forgotten').finish());
  const { page } = await stage.tab({ user, forgive: [/status of 40[14]/] });
  await chooseModel(page, 'plain');
  await send(page, 'Remember me');
  await seeLast(page, 'To be forgotten');
  await settled(page);
  await openSettings(page, 'Account');
  await page.getByRole('button', { name: 'Delete account' }).click();
  const confirm = page.getByRole('button', { name: 'Delete everything' });
  assert.ok(await confirm.isDisabled());
  await page.getByLabel(`Type ${user.email} to confirm`).fill(user.email);
  await confirm.click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await signIn(page, user);
  await page.getByText('Email or password is wrong').waitFor();
  await eventually(() => traces(user.user.id, user.email, 'Remember me'), []);
});

/** The tables of the store in which any of some words still stands. */
function traces(...words) {
  const store = new DatabaseSync(join(stage.server.folder, 'data', 'klatch.db'), { readOnly: true });
  try {
    const tables = store.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    return tables.map(({ name }) => name).filter((name) => {
      const rows = JSON.stringify(store.prepare(`SELECT * FROM "${name}"`).all());
      return words.some((word) => rows.includes(word));
    });
  } finally {
    store.close();
  }
}
