// A list of clients becomes accounts: looked at first, imported, and taken back.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, path } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const FILE = [
    'Customer ID;Company;E-Mail;Tags;Contact name;Contact email',
    'K-1;Maple Street Clinic;desk@maple.example;Medical, New;Jo Maple;jo@maple.example',
    'K-2;Oak & Söhne;desk@oak.example;New;;',
    'K-3;;nobody;;;',
].join('\n');

describe('accounts from a file', () => {
    let portico;
    before(async () => (portico = await openPortico()));
    after(() => portico?.close());

    test('a file is looked at, imported and taken back', async () => {
        const maya = await portico.enter(MAYA);
        await maya.goto('/console/accounts');
        await maya.getByRole('link', { name: 'Import accounts' }).click();
        await maya.getByRole('heading', { level: 1, name: 'Import accounts' }).waitFor();
        await inspect(maya);
        await maya.goto('/console/accounts/import');
        // As an old spreadsheet writes it.
        const buffer = Buffer.from(FILE, 'latin1');
        await maya.getByLabel('CSV file').setInputFiles({ name: 'clients.csv', mimeType: 'text/csv', buffer });
        await maya.getByRole('button', { name: 'Look at it' }).click();
        await maya.getByRole('heading', { level: 1, name: 'Import clients.csv' }).waitFor();
        const here = path(maya);
        await maya.getByText('Oak & Söhne').waitFor();
        await maya.getByText('Enter an email address such as').waitFor();
        await inspect(maya);
        await maya.goto(here);
        await maya.getByLabel('External ID').selectOption({ label: 'None' });
        await maya.getByRole('button', { name: 'Look again' }).click();
        await maya.waitForURL('**external_id=&**');
        await maya.getByLabel('External ID').selectOption({ label: 'Customer ID' });
        await maya.getByRole('button', { name: 'Look again' }).click();
        await maya.waitForURL('**external_id=0**');
        await maya.getByRole('button', { name: 'Import 2 accounts' }).click();
        await maya.getByText('clients.csv imported').waitFor();
        await maya.getByRole('link', { name: 'Maple Street Clinic' }).waitFor();
        await inspect(maya);
        await maya.goto(here);
        await maya.getByRole('link', { name: 'Maple Street Clinic' }).click();
        await maya.getByRole('heading', { level: 1, name: 'Maple Street Clinic' }).waitFor();
        await maya.getByText('Jo Maple').first().waitFor();
        await maya.goto(`${here}/undo`);
        await inspect(maya);
        await maya.goto(`${here}/undo`);
        await maya.getByRole('button', { name: 'Take the import back' }).click();
        await maya.getByText('2 accounts deleted.').waitFor();
        await inspect(maya);
    });

    test('the same without JavaScript, with pasted lines', async () => {
        const maya = await portico.enter(MAYA, { javascript: false });
        await maya.goto('/console/accounts/import');
        await maya.getByRole('textbox', { name: 'Lines' }).fill('name\temail\nElm House\tdesk@elm.example\nElm House\tdesk@elm.example');
        await maya.getByRole('button', { name: 'Look at them' }).click();
        await maya.getByText('It stands on line 2 already.').waitFor();
        await maya.getByRole('button', { name: 'Import 1 account' }).click();
        await eventually(async () => assert.equal(await maya.getByRole('link', { name: 'Elm House' }).count(), 1));
        await maya.getByRole('link', { name: 'Take back…' }).click();
        await maya.getByRole('button', { name: 'Take the import back' }).click();
        await maya.getByText('1 account deleted.').waitFor();
    });
});
