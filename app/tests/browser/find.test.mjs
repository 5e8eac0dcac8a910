// Ctrl-K: from anywhere to anything, by keyboard; and a page of its own for those without scripts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

describe('the box that finds everything', () => {
    let portico;
    before(async () => (portico = await openPortico()));
    after(() => portico?.close());

    test('an operator goes to an account by its name, and does there what its page offers', async () => {
        const maya = await portico.enter(MAYA);
        await maya.goto('/console/history');
        await maya.keyboard.press('Control+k');
        const box = maya.getByRole('dialog', { name: 'Find anything' });
        await box.getByRole('searchbox').fill('bright');
        await box.getByRole('region', { name: 'Accounts' }).getByRole('link', { name: BRIGHT_SMILE }).waitFor();
        await maya.keyboard.press('Enter');
        await maya.getByRole('heading', { level: 1, name: BRIGHT_SMILE }).waitFor();
        await maya.waitForLoadState();

        await maya.keyboard.press('Control+k');
        await box.getByRole('searchbox').fill('write');
        await box.getByRole('region', { name: 'On this page' }).getByRole('button', { name: 'Write message' }).waitFor();
        await box.getByRole('region', { name: 'Create' }).waitFor();
        await portico.axe(maya);
        await maya.keyboard.press('ArrowDown');
        await maya.keyboard.press('Enter');
        await maya.getByRole('heading', { level: 1, name: `Message for ${BRIGHT_SMILE}` }).waitFor();
    });

    test('the focus goes back to where it was', async () => {
        const maya = await portico.enter(MAYA);
        await openAccount(maya, BRIGHT_SMILE);
        await maya.getByRole('link', { name: 'Edit', exact: true }).focus();
        await maya.keyboard.press('Control+k');
        await maya.getByRole('dialog', { name: 'Find anything' }).waitFor();
        await maya.keyboard.press('Escape');
        assert.equal(await maya.evaluate(() => document.activeElement?.textContent?.trim()), 'Edit');
    });

    test('a client finds a message, without scripts', async () => {
        const nora = await portico.enter(NORA, { javascript: false });
        await nora.getByRole('link', { name: 'Find anything' }).click();
        await nora.getByRole('searchbox').fill('status');
        await nora.getByRole('searchbox').press('Enter');
        await nora.getByRole('region', { name: 'Help' }).getByRole('link').first().waitFor();
        await nora.getByRole('region', { name: 'Go to' }).getByRole('link', { name: 'Status' }).click();
        await nora.waitForURL('**/status');
    });

    test('its page is in order', async () => {
        const nora = await portico.enter(NORA);
        await nora.goto('/find?q=call');
        await inspect(nora);
    });
});
