// A Client Admin chooses what to hear of, how often, and when not; an administrator lets people reply to text messages.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openPortico } from './lib/portico.mjs';

describe('notices and replies', () => {
    let portico, nora, maya;
    before(async () => {
        portico = await openPortico();
        [nora, maya] = await Promise.all([NORA, MAYA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('what one hears of, how often, and not at night', async () => {
        await nora.goto('/profile/notifications');
        await nora.getByRole('group', { name: 'Missed call' }).getByLabel('By Email').check();
        await nora.getByLabel('Missed call: how often').selectOption('Once a day, in one letter');
        await nora.getByLabel('Quiet hours from').fill('22:00');
        await nora.getByRole('button', { name: 'Save changes' }).click();
        await nora.getByText('Enter a time of the day, such as 22:00.').first().waitFor();
        await nora.getByLabel('Quiet hours until').fill('06:30');
        await nora.getByLabel('Letter of the day at').fill('17:30');
        await nora.getByRole('button', { name: 'Save changes' }).click();
        await nora.getByText('Saved. It counts from the next letter on').waitFor();
        await nora.getByText('22:00 to 06:30', { exact: true }).waitFor();
        await nora.goto('/profile/notifications');
        assert.equal(await nora.getByLabel('Quiet hours until').inputValue(), '06:30');
        await inspect(nora);
    });

    test('the address for replies is shown once, and shut', async () => {
        await maya.goto('/console/settings/replies');
        await maya.getByRole('button', { name: 'Make an address' }).click();
        const address = await maya.locator('code').first().innerText();
        assert.match(address, /\/in\/sms\/[\w-]{43}$/);
        await inspect(maya);
        await maya.goto('/console/settings/replies');
        await maya.getByText('Replies are taken in').waitFor();
        await inspect(maya);
        await maya.goto('/console/settings/replies/shut');
        await maya.getByRole('button', { name: 'Take in no replies' }).click();
        await maya.getByText('Replies are not taken in any more').waitFor();
        assertQuiet(nora, maya);
    });
});
