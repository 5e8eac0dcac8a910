// A client says what is so; it stands on the operator's open page before anybody reloads it, and the client sees who read it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { row } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

/** What “at once” means to somebody who looks at the page. */
const AT_ONCE = 8000;
const TEXT = 'Fire alarm: everybody is outside, take messages.';

describe('the status of a client', () => {
    let portico, maya, nora;
    const untouched = (page) => page.evaluate(() => window.untouched === true);
    const listen = async (page, open) => {
        const listening = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'));
        await open();
        await listening;
        // Gone with the document: whoever finds it has not reloaded the page.
        await page.evaluate(() => (window.untouched = true));
    };
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_38 s0_40 a Client Admin writes what the operators should know', async () => {
        await listen(maya, () => openAccount(maya, BRIGHT_SMILE));
        await nora.getByRole('link', { name: 'Status' }).first().click();
        await nora.waitForURL('**/status');
        await nora.getByRole('button', { name: 'Set status' }).click();
        await nora.getByText('Write what the operators should know.').first().waitFor();
        await nora.getByLabel('What should the operators know?').fill(TEXT);
        await nora.getByLabel('Urgent').check();
        await nora.getByLabel('For one hour').check();
        await nora.getByRole('button', { name: 'Set status' }).click();
        await nora.getByText('Status set', { exact: true }).waitFor();
    });

    test('s0_39 it stands on the open page of the operator without a reload', async () => {
        const card = maya.locator('#current-status');
        await card.getByText(TEXT).waitFor({ timeout: AT_ONCE });
        await card.getByText('Urgent', { exact: true }).waitFor();
        assert.ok(await untouched(maya));
    });

    test('s0_39 the operator acknowledges it, and the client sees who has', async () => {
        await listen(nora, () => nora.goto('/status'));
        await maya.getByRole('button', { name: 'Acknowledge' }).click();
        await maya.getByText('Acknowledged', { exact: true }).waitFor();
        await nora.locator('#current-status').getByText('Seen by Maya Ortiz').waitFor({ timeout: AT_ONCE });
        assert.ok(await untouched(nora));
        await inspect(maya);
    });

    test('s0_39 the urgent ones stand first among those of now', async () => {
        await maya.goto('/console/statuses');
        const first = maya.locator('live-list tbody tr').first();
        assert.match(await first.innerText(), /Urgent/);
        assert.match(await row(maya, TEXT).innerText(), /Bright Smile Dental[\s\S]*Urgent[\s\S]*Seen/);
    });

    test('s0_05 a Client User reads it, and cannot set one', async () => {
        const priya = await portico.enter(PRIYA);
        await priya.goto('/');
        await priya.getByText(TEXT).waitFor();
        await priya.goto('/status');
        await priya.getByText(TEXT).first().waitFor();
        assert.equal(await priya.getByRole('button', { name: 'Set status' }).count(), 0);
        assert.equal(await priya.getByRole('button', { name: 'End it' }).count(), 0);
        assertQuiet(priya);
    });

    test('s0_38 it is ended by hand, and stays listed', async () => {
        await nora.getByRole('button', { name: 'End it' }).click();
        await nora.getByText('Status ended', { exact: true }).waitFor();
        await nora.locator('#current-status').getByText('No status now.').waitFor();
        await row(nora, TEXT).waitFor();
        await inspect(nora);
    });

    test('nothing went wrong on the way', () => [maya, nora].forEach(assertQuiet));
});
