// Webhooks: made in the settings, and what was sent to them.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, rows } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

describe('webhooks', () => {
    let portico, maya;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
    });
    after(() => portico?.close());

    test('one is made, and its secret is shown once', async () => {
        await maya.goto('/console/settings');
        await maya.getByRole('link', { name: /Webhooks/ }).click();
        await maya.getByRole('link', { name: 'New webhook' }).first().click();
        await maya.getByLabel('Name').fill('Scheduling');
        await maya.getByLabel('Address').fill('http://hooks.invalid/in');
        await maya.getByRole('button', { name: 'Make webhook' }).click();
        await maya.getByText('Write it as https://host/path.').first().waitFor();
        await maya.getByLabel('Address').fill('https://hooks.invalid/in');
        await maya.getByRole('button', { name: 'Make webhook' }).click();
        assert.match(await maya.locator('.is-secret code').innerText(), /^whsec_/);
        await inspect(maya);
    });

    test('what was sent is listed, with each attempt and why it failed', async () => {
        await maya.setViewportSize({ width: 1440, height: 900 });
        await maya.getByRole('link', { name: 'Go to the webhook' }).click();
        await maya.getByRole('heading', { level: 1, name: 'Scheduling' }).waitFor();
        await eventually(async () => {
            await maya.reload();
            assert.ok((await rows(maya).count()) > 0);
        }, 15_000);
        await inspect(maya);
        await maya.setViewportSize({ width: 1440, height: 900 });
        await maya.getByRole('link', { name: 'webhook.made' }).click();
        await maya.getByRole('heading', { level: 2, name: 'What is sent' }).waitFor();
        await eventually(async () => {
            await maya.reload();
            assert.match(await maya.locator('main').innerText(), /None/);
        }, 15_000);
        await inspect(maya);
    });
});
