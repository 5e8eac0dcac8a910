// A client says how a person is reached, operators see it beside the call; an address book comes in; doubles become one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, row, rows } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const CARDS = [
    'BEGIN:VCARD', 'VERSION:3.0', 'FN:Cora Vale', 'TEL;TYPE=CELL:(512) 555-0987', 'CATEGORIES:Suppliers', 'END:VCARD',
    'BEGIN:VCARD', 'VERSION:4.0', 'FN:Cora V.', 'EMAIL:cora@vale.example', 'TEL;TYPE=home:+15125550987', 'END:VCARD',
    'BEGIN:VCARD', 'VERSION:2.1', 'FN:Old Phone', 'END:VCARD',
].join('\r\n');

describe('contacts', () => {
    let portico, maya, nora;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_09 s0_43 a Client Admin adds a number, puts it first, and operators see it beside the call', async () => {
        await nora.goto('/people');
        await nora.getByRole('link', { name: 'Jess Tran' }).click();
        await nora.getByRole('link', { name: 'Edit', exact: true }).click();
        const phones = nora.getByRole('group', { name: 'Phones' });
        const number = await phones.getByLabel('Phone', { exact: true }).inputValue();
        const count = await phones.getByRole('textbox').count();
        await phones.getByRole('button', { name: 'Another phone' }).click();
        const last = `Phone ${count + 1}`;
        await phones.getByLabel(last, { exact: true }).fill('+49 30 901820');
        await phones.getByLabel(`What ${last} is`).selectOption('Home');
        for (let at = count + 1; at > 1; at -= 1) {
            await phones.getByRole('button', { name: `Move Phone ${at} up` }).click();
        }
        assert.equal(await phones.getByLabel('Phone', { exact: true }).inputValue(), '+49 30 901820');
        assert.equal(await phones.getByLabel('Phone 2', { exact: true }).inputValue(), number);
        await nora.getByLabel('Hours').fill('Mon–Fri 09:00–17:00');
        await nora.getByLabel('Groups').fill('Office, Evenings');
        await nora.getByLabel('Note').fill('Prefers a text message.');
        await nora.getByRole('button', { name: 'Save changes' }).click();
        await nora.locator('.contact-card').getByText('Prefers a text message.').waitFor();
        await inspect(nora);

        await openAccount(maya, BRIGHT_SMILE);
        await maya.goto(new URL(maya.url()).pathname.replace('/accounts/', '/board/'));
        const part = maya.getByRole('region', { name: 'Contacts' });
        await part.getByText('Prefers a text message.').waitFor();
        await part.getByRole('link', { name: '+49 30 901820' }).waitFor();
        const all = await part.getByRole('link', { name: /All contacts/ }).getAttribute('href');
        await inspect(maya);
        await maya.goto(`${all}&groups=evenings`);
        await row(maya, 'Jess Tran').waitFor();
        assert.equal(await rows(maya).count(), 1);
        await inspect(maya);
    });

    test('s0_09 an address book is looked at, brought in, and its doubles become one', async () => {
        await nora.goto('/people/contacts');
        await nora.getByRole('link', { name: 'Import', exact: true }).click();
        await nora.getByLabel('File').setInputFiles({ name: 'people.vcf', mimeType: 'text/vcard', buffer: Buffer.from(CARDS) });
        await nora.getByRole('button', { name: 'Look at it' }).click();
        await nora.getByText('2 contacts would be added, 1 is left out. Nothing is saved yet.').waitFor();
        await nora.getByRole('button', { name: 'Add 2' }).click();
        await nora.getByText('2 contacts added', { exact: true }).waitFor();
        await nora.getByRole('link', { name: 'Doubles' }).click();
        await nora.getByText('The same phone').first().waitFor();
        await nora.getByRole('link', { name: /^Keep this one\s*: Cora Vale/ }).click();
        await nora.getByRole('button', { name: 'Merge contacts' }).click();
        await nora.getByRole('heading', { level: 1, name: 'Cora Vale' }).waitFor();
        await nora.getByRole('link', { name: 'cora@vale.example', exact: true }).waitFor();
        const [file] = await Promise.all([nora.waitForEvent('download'), nora.getByRole('link', { name: 'vCard' }).click()]);
        assert.equal(file.suggestedFilename(), 'contact.vcf');
    });

    test('s0_09 a code that the person reads out verifies the address', async () => {
        await nora.goto('/people/contacts');
        await nora.getByRole('link', { name: 'Cora Vale' }).first().click();
        await nora.getByRole('link', { name: 'Verify… cora@vale.example' }).click();
        await inspect(nora);
        await nora.getByRole('button', { name: 'Send a code' }).click();
        await nora.getByText('A code is on its way.').waitFor();
        await inspect(nora);
        await maya.goto('/console/settings/mailbox');
        await eventually(async () => {
            await maya.reload();
            assert.equal(await row(maya, 'Does this reach you?').count(), 1);
        });
        await row(maya, 'Does this reach you?').getByRole('link').first().click();
        const code = (await maya.locator('main').innerText()).match(/Code (\d{6})/)?.[1];
        assert.ok(code, 'a code in the letter');
        await nora.getByLabel('The code that the person reads out').fill(code);
        await nora.getByRole('button', { name: 'Verify', exact: true }).click();
        await nora.getByText(/^Verified \d/).waitFor();
        await inspect(nora);
    });

    test('it can be read and written on a phone', async () => {
        await nora.setViewportSize({ width: 320, height: 640 });
        for (const page of ['/people/contacts', '/people/contacts/new', '/people/contacts/import', '/people/contacts/doubles']) {
            await nora.goto(page);
            assert.ok((await nora.evaluate(() => document.documentElement.scrollWidth)) <= 320, page);
        }
        await inspect(nora);
    });

    test('nothing went wrong on the way', () => [maya, nora].forEach(assertQuiet));
});
