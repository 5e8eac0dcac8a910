// The secure login link: an operator makes it, a client opens the portal by it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { heading, path } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const FIRM = 'Quiet Hours Bakery';

describe('the secure login link', () => {
    let portico, maya, guest, link;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
        guest = await portico.newPage();
    });
    after(() => portico?.close());

    test('s2_09 s2_10 s2_11 an account without portal users has one on its page', async () => {
        await maya.goto('/console/accounts/new');
        await maya.getByLabel('Business name').fill(FIRM);
        await maya.getByLabel('Email').first().fill('hello@quiethours.example');
        const access = maya.getByLabel(/access to the portal/);
        if (await access.isChecked()) await access.uncheck();
        await maya.getByRole('button', { name: /Create|Add/ }).last().click();
        await maya.goto(`/console/accounts?q=${encodeURIComponent(FIRM)}`);
        await maya.getByRole('link', { name: FIRM }).first().click();
        await maya.getByRole('heading', { level: 1, name: FIRM }).waitFor();
        await maya.getByRole('button', { name: 'Make the link' }).click();
        await maya.locator('.once').waitFor();
        await inspect(maya);
        link = new URL(await maya.locator('.is-secret code').innerText()).pathname;
    });

    test('c_06 looking shows a button, and the button opens the portal', async () => {
        await guest.goto(link);
        assert.equal(await heading(guest), FIRM);
        await inspect(guest);
        await guest.setViewportSize({ width: 1440, height: 900 });
        await guest.getByRole('button', { name: 'Open the portal' }).click();
        await guest.waitForURL((url) => url.pathname === '/');
        assert.equal(path(guest), '/');
        assert.equal(await guest.locator('.top-account').innerText(), FIRM);
        await inspect(guest);
    });

    test('c_06 the account’s page says that it was used, and a new one replaces it', async () => {
        await maya.setViewportSize({ width: 1440, height: 900 });
        await maya.getByRole('link', { name: 'Go to the account' }).click();
        const part = maya.getByRole('region', { name: 'Secure login link' });
        assert.match(await part.innerText(), /It was used once/);
        await part.getByRole('button', { name: 'Revoke' }).click();
        await maya.getByRole('button', { name: 'Make the link' }).waitFor();
        const answer = await guest.goto(link);
        assert.equal(answer.status(), 404);
    });
});
