// A client's nickname and public page: an operator writes it, and anybody reads it and writes to the business, with
// and without scripts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { row } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const HERE = '/b/bright-smile';

describe('business page', () => {
    let portico, maya, account;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
    });
    after(() => portico?.close());

    test('s3_55 s3_56 an operator gives a nickname that no other client has', async () => {
        await openAccount(maya, 'Bright Smile Dental');
        account = new URL(maya.url()).pathname;
        await maya.getByRole('link', { name: 'nickname' }).click();
        const window = maya.getByRole('dialog', { name: 'Nickname' });
        await window.getByLabel('Nickname').fill('support');
        await window.getByRole('button', { name: 'Save nickname' }).click();
        await window.getByText('is reserved').first().waitFor();
        assert.equal(await window.getByLabel('Nickname').inputValue(), 'support', 'nothing typed is lost');
        await window.getByLabel('Nickname').fill('Bright Smile');
        await window.getByRole('button', { name: 'Save nickname' }).click();
        await maya.getByText('Nickname saved').waitFor();
        await maya.locator('.rail').getByText('bright-smile').waitFor();
        await maya.goto(`${account}/nickname`);
        await inspect(maya);
        await maya.goto('/console/accounts?q=bright-smile');
        await row(maya, 'Bright Smile Dental').waitFor();
    });

    test('s3_55 it is off until it is switched on', async () => {
        const guest = await portico.newPage();
        await guest.goto(HERE);
        assert.equal(await guest.getByText('Bright Smile Dental').count(), 0);
        await guest.context().close();
        await maya.setViewportSize({ width: 1440, height: 900 });
        await maya.goto(`${account}/business-page`);
        await maya.getByLabel('About').fill('Family dentistry in the old town.\n\nNew patients are welcome.');
        await maya.getByLabel('Hours').fill('Monday to Friday 8:00 to 17:00\nSaturday by arrangement');
        await maya.getByLabel('Website').fill('www.brightsmile.example');
        await maya.getByLabel('Published').check();
        await maya.getByLabel('Contact form').check();
        await maya.getByRole('button', { name: 'Save business page' }).click();
        await maya.getByText('Business page saved').waitFor();
        await maya.goto(`${account}/business-page`);
        assert.ok(await maya.getByLabel('Published').isChecked());
        await inspect(maya);
    });

    for (const javascript of [true, false]) {
        test(`anybody reads it and writes to the business, ${javascript ? 'with' : 'without'} scripts`, async () => {
            const guest = await portico.newPage({ javascript });
            await guest.goto(HERE);
            await guest.getByRole('heading', { level: 1, name: 'Bright Smile Dental' }).waitFor();
            await guest.getByText('Family dentistry').waitFor();
            assert.match(await guest.getByRole('link', { name: 'www.brightsmile.example' }).getAttribute('href'), /^https:/);
            await guest.getByRole('button', { name: 'Send message' }).click();
            if (!javascript) await guest.getByText('Say how you can be answered').first().waitFor();
            await guest.getByLabel('Your name').fill(`Vera ${javascript}`);
            await guest.getByLabel('Your email').fill('vera@home.example');
            await guest.getByLabel('Your message').fill('Do you have time on Monday?');
            await guest.getByRole('button', { name: 'Send message' }).click();
            await guest.getByText('Your message has arrived').waitFor();
            if (javascript) await inspect(guest);
            await guest.setViewportSize({ width: 1440, height: 900 });
            await guest.goto(HERE);
            if (javascript) await inspect(guest);
            const nora = await portico.enter(NORA);
            await nora.goto('/messages');
            await row(nora, `Vera ${javascript}`).getByText('From your business page').waitFor();
        });
    }

    for (const javascript of [true, false]) {
        test(`s3_55 a client admin writes it, looks at it and saves it, ${javascript ? 'with' : 'without'} scripts`, async () => {
            const nora = await portico.enter(NORA, { javascript });
            await nora.setViewportSize({ width: 1440, height: 900 });
            await nora.getByRole('link', { name: 'Business page' }).first().click();
            await nora.getByText('Everybody can read it. Your provider can switch it off.').waitFor();
            assert.equal(await nora.getByLabel('Published').count(), 0, 'operators decide that');
            const about = `Open for emergencies, ${javascript}.`;
            await nora.getByLabel('About').fill(`Family dentistry.\n\n${about}`);
            await nora.getByRole('button', { name: 'Preview' }).click();
            const look = nora.getByRole('region', { name: 'As visitors will read it' });
            await look.getByText(about).waitFor();
            await look.getByText('Saturday by arrangement').waitFor();
            if (javascript) await inspect(nora);
            const guest = await portico.newPage({ javascript });
            await guest.goto(HERE);
            assert.equal(await guest.getByText(about).count(), 0, 'nothing is saved yet');
            await nora.getByLabel('Website').fill('nowhere at all');
            await nora.getByRole('button', { name: 'Save business page' }).click();
            await nora.getByText(/website/i).first().waitFor();
            assert.match(await nora.getByLabel('About').inputValue(), /emergencies/, 'nothing typed is lost');
            await nora.getByLabel('Website').fill('www.brightsmile.example');
            await nora.getByRole('button', { name: 'Save business page' }).click();
            await nora.getByText('Business page saved').waitFor();
            if (javascript) await inspect(nora);
            await guest.goto(HERE);
            await guest.getByText(about).waitFor();
            await nora.goto('/history');
            await nora.getByText('changed the business page of').first().waitFor();
        });
    }
});
