// Somebody leaves a message for the client; it stands on the client's open page before anybody reloads it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { eventually, heading, keys, row } from './lib/look.mjs';
import { writeMessage } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

/** What “at once” means to somebody who looks at the page. */
const AT_ONCE = 8000;

describe('a message while the client is looking', () => {
    let portico, maya, nora, priya;
    before(async () => {
        portico = await openPortico();
        [maya, nora, priya] = await Promise.all([MAYA, NORA, PRIYA].map((who) => portico.enter(who)));
        for (const page of [nora, priya]) {
            const listening = page.waitForResponse((response) => new URL(response.url()).pathname === '/live');
            await page.goto('/messages');
            await listening;
            // Gone with the document: whoever finds it has not reloaded the page.
            await page.evaluate(() => (window.untouched = true));
        }
    });
    after(() => portico?.close());

    const untouched = (page) => page.evaluate(() => window.untouched === true);

    const write = (subject, contact) => writeMessage(maya, { account: BRIGHT_SMILE, contact, subject });

    test('s0_04 it appears on the open page of the Client Admin, without a reload', async () => {
        const before = await keys(nora);
        await write('A crown came off', 'Jess Tran');
        await row(nora, 'A crown came off').waitFor({ timeout: AT_ONCE });
        assert.ok(await untouched(nora));
        const first = nora.locator('live-list tbody tr').first();
        assert.match(await first.innerText(), /Olivia Hart[\s\S]*\(512\) 555-0143[\s\S]*Jess Tran[\s\S]*A crown came off/);
        assert.deepEqual((await keys(nora)).slice(1), before.slice(0, 24));
        await eventually(async () => assert.equal(await nora.locator('#announcer').innerText(), '1 new message'));
    });

    test('s0_31 a Client User for whom it is not sees nothing of it', async () => {
        // Her own message after it shows that her page does hear; the other one is not there, then or later.
        await write('Root canal on Thursday', 'Dr. Priya Anand');
        await row(priya, 'Root canal on Thursday').waitFor({ timeout: AT_ONCE });
        assert.equal(await row(priya, 'A crown came off').count(), 0);
        assert.ok(await untouched(priya));
        await priya.goto('/messages?q=crown');
        assert.equal(await row(priya, 'A crown came off').count(), 0);
    });

    test('no row moves under a hand: who is in the list is told, and shows it with a click', async () => {
        await row(nora, 'Root canal on Thursday').waitFor({ timeout: AT_ONCE });
        await nora.locator('live-list tbody tr').nth(2).hover();
        await write('Night guard is ready', 'Jess Tran');
        const pill = nora.getByRole('button', { name: '1 new message · Show' });
        await pill.waitFor({ timeout: AT_ONCE });
        assert.equal(await row(nora, 'Night guard is ready').count(), 0);
        await pill.click();
        await row(nora, 'Night guard is ready').waitFor();
        assert.ok(await untouched(nora));
        assert.equal(await pill.isVisible(), false);
    });

    test('a filtered list stays filtered', async () => {
        await nora.goto('/messages?state=done');
        await nora.evaluate(() => (window.untouched = true));
        const done = await keys(nora);
        await nora.mouse.move(0, 0);
        const looked = nora.waitForResponse((response) => new URL(response.url()).search === '?state=done');
        await write('Invoice question', 'Jess Tran');
        await looked;
        assert.deepEqual(await keys(nora), done);
        assert.ok(await untouched(nora));
    });

    test('the message opens and says everything', async () => {
        await nora.goto('/messages');
        await row(nora, 'Invoice question').getByRole('link').first().click();
        await nora.waitForURL('**/messages/msg_*');
        assert.equal(await heading(nora), 'Invoice question');
        for (const words of ['Please call back before five.', 'Olivia Hart', '(512) 555-0143', 'Maya Ortiz']) {
            await nora.getByText(words, { exact: true }).waitFor();
        }
    });

    test('marked as done, it is done for everybody', async () => {
        await nora.getByRole('button', { name: 'Mark as done' }).click();
        await nora.locator('.record-line').getByText('Done', { exact: true }).waitFor();
        await nora.getByText('Marked as done').waitFor();
        await maya.reload();
        await maya.locator('.record-line').getByText('Done', { exact: true }).waitFor();
    });

    test('nothing went wrong on the way', () => [maya, nora, priya].forEach(assertQuiet));
});
