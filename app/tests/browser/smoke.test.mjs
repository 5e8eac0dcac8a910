// The doors open: whoever signs in lands where they belong, with and without JavaScript.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertFits, assertQuiet } from './lib/browser.mjs';
import { openPortico } from './lib/portico.mjs';

describe('signing in', () => {
    let portico;
    before(async () => (portico = await openPortico()));
    after(() => portico?.close());

    const operator = () => portico.login({ kind: 'operator' });
    const portalUser = () => portico.logins.find((login) => login.kind !== 'operator');
    const path = (page) => new URL(page.url()).pathname;

    test('an operator lands at the accounts', async () => {
        const page = await portico.newPage();
        await portico.signIn(page, operator());
        assert.equal(path(page), '/console/accounts');
        assertQuiet(page);
    });

    test('a portal user lands at home', async () => {
        const page = await portico.newPage();
        await portico.signIn(page, portalUser());
        assert.equal(path(page), '/');
        assertQuiet(page);
    });

    test('nobody needs JavaScript for it', async () => {
        const page = await portico.newPage({ javascript: false });
        await portico.signIn(page, operator());
        assert.equal(path(page), '/console/accounts');
    });

    for (const theme of ['light', 'dark']) {
        for (const width of [320, 1280]) {
            test(`the first page is accessible, ${theme}, ${width} px`, async () => {
                const page = await portico.newPage({ theme, width });
                await page.goto('/login');
                await portico.axe(page);
                await assertFits(page);
                await portico.screenshot(page, `login-${theme}-${width}`);
            });
        }
    }
});
