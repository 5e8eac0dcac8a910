// What an operator does by hand, and other people then notice.

import { row } from './look.mjs';

/** Opens an account from the list, locked or not. */
export async function openAccount(page, name) {
    await page.goto(`/console/accounts?locked=include&q=${encodeURIComponent(name)}`);
    await row(page, name).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** From now on the operator passes access on: a text to copy is shown, and nothing is sent. */
export async function passOnByHand(page) {
    await page.goto('/console/settings/client/invitations');
    await page.getByLabel('The operator passes it on').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').waitFor();
}

/** Writes a message for a contact of an account, as after a call. */
export async function writeMessage(page, { account, contact, subject }) {
    await page.goto('/console/messages');
    await page.getByRole('link', { name: 'Write message' }).first().click();
    await page.getByLabel('Account').selectOption({ label: account });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { level: 1, name: `Message for ${account}` }).waitFor();
    const forWhom = page.getByLabel('For').and(page.locator('select'));
    const names = await forWhom.locator('option').allInnerTexts();
    await forWhom.selectOption({ label: names.find((name) => name.startsWith(contact)) });
    await page.getByLabel('Caller').fill('Olivia Hart');
    await page.getByLabel('Number').fill('512 555 0143');
    await page.getByLabel('Subject').fill(subject);
    await page.getByLabel('Message').and(page.locator('textarea')).fill('Please call back before five.');
    await page.getByRole('button', { name: 'Write message' }).click();
    await page.waitForURL('**/console/messages/msg_*');
    await page.getByRole('heading', { level: 1, name: subject }).waitFor();
}
