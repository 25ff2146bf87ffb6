// What a person does and sees on the page of a conversation.
import assert from 'node:assert/strict';

export const composer = (page) => page.getByRole('textbox', { name: 'Message', exact: true });
export const turns = (page) => page.getByRole('list', { name: 'Messages' }).locator('> li');
export const lastTurn = (page) => turns(page).last();
export const stopButton = (page) => page.getByRole('button', { name: 'Stop', exact: true });
export const failureCard = (page) => page.getByRole('region', { name: 'Failure' });
export const conversationLinks = (page) => page.getByRole('list', { name: 'Conversations by date' }).getByRole('link');

/** Types a message and sends it by Enter, as soon as the page can send. */
export async function send(page, text) {
  await composer(page).fill(text);
  await page.locator('button[aria-label="Send"]:enabled').waitFor();
  await composer(page).press('Enter');
}

/** Waits until no answer is being written. */
export async function settled(page) {
  await page.getByRole('button', { name: 'Send', exact: true }).waitFor();
}

/** Waits until the last message shows a text. */
export async function seeLast(page, text) {
  await lastTurn(page).getByText(text).first().waitFor();
}

/** Chooses a model by its name, with the keyboard alone. */
export async function chooseModel(page, name) {
  await page.getByRole('button', { name: /^Model:/ }).waitFor();
  await page.keyboard.press('Control+i');
  const search = page.getByRole('combobox', { name: 'Search models' });
  await search.fill(name);
  await page.getByRole('option', { name, exact: false }).first().waitFor();
  await search.press('Enter');
  await search.waitFor({ state: 'detached' });
}

/** An action under a message, which may be visible only under the pointer. */
export async function act(turn, name) {
  await turn.hover();
  await turn.getByRole('button', { name, exact: true }).click();
}

/** Waits until a condition on values that are not on the page holds. */
export async function eventually(read, expected, limitMs = 15_000) {
  const end = Date.now() + limitMs;
  let last;
  while (Date.now() < end) {
    last = await read();
    try {
      assert.deepEqual(last, expected);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  assert.deepEqual(last, expected);
}
