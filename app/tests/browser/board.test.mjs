// An operator with a caller on the line finds the account, sees what has just changed, and takes a message.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openPortico } from './lib/portico.mjs';

describe('the board', () => {
    let portico, maya, nora;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_39 the account is found as one types', async () => {
        await maya.keyboard.press('g');
        await maya.keyboard.press('b');
        await maya.waitForURL('**/console/board');
        await maya.keyboard.press('/');
        await maya.keyboard.type('bright');
        await maya.waitForURL('**/console/board?q=bright');
        const listening = maya.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'));
        await maya.getByRole('table', { name: 'Accounts' }).getByRole('link', { name: BRIGHT_SMILE }).click();
        await maya.getByRole('heading', { level: 1, name: BRIGHT_SMILE }).waitFor();
        await listening;
        await maya.evaluate(() => (window.untouched = true));
    });

    test('s0_39 what the client says stands there without a reload, while a message is being typed', async () => {
        await maya.getByLabel('Caller').fill('Olivia Chen');
        await nora.goto('/status');
        await nora.getByLabel('What should the operators know?').fill('The doctor is late.');
        await nora.getByRole('button', { name: 'Set status' }).click();
        await nora.getByText('Status set', { exact: true }).waitFor();
        await maya.locator('#board-status').getByText('The doctor is late.').waitFor();
        assert.ok(await maya.evaluate(() => window.untouched === true));
        assert.equal(await maya.getByLabel('Caller').inputValue(), 'Olivia Chen');
    });

    test('s0_04 the message is taken without leaving', async () => {
        await maya.getByLabel('Message', { exact: true }).fill('Please call her back.');
        await maya.getByRole('button', { name: 'Write message' }).click();
        await maya.getByText('Message written', { exact: true }).waitFor();
        await maya.getByRole('heading', { level: 1, name: BRIGHT_SMILE }).waitFor();
        await maya.locator('#board-messages').getByText('Olivia Chen').waitFor();
        await inspect(maya);
    });
});
