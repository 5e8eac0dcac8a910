// The list of client accounts with its filters and its work on many, and what the team notes on an account's page.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, query, row, rows, total } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const LIST = '/console/accounts';

describe('client accounts', () => {
    let portico, maya;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
    });
    after(() => portico?.close());

    const box = (label) => maya.getByRole('checkbox', { name: label });

    test('s3_10 s3_13 s3_16 c_22 boxes at the right widen the list, and a second click takes them off', async () => {
        await maya.setViewportSize({ width: 1440, height: 900 });
        await maya.goto(LIST);
        const before = await total(maya);
        assert.equal(await row(maya, 'Marigold Event Rentals').count(), 0, 'a locked account is left out');
        await box('Include Locked Accounts').click();
        await row(maya, 'Marigold Event Rentals').waitFor();
        assert.equal(await total(maya), before + 1);
        assert.equal(query(maya).locked, 'include');
        const [boxes, table] = await Promise.all([maya.locator('.list-boxes').boundingBox(), maya.locator('table').first().boundingBox()]);
        assert.ok(boxes.x >= table.x + table.width, 'they stand at the right');
        await inspect(maya);
        await maya.setViewportSize({ width: 1440, height: 900 });
        await box('Include Locked Accounts').click();
        await eventually(async () => assert.equal(await total(maya), before));
    });

    test('s3_11 s3_14 s3_15 s3_59 filters combine, with the search as well', async () => {
        await maya.goto(LIST);
        await box('My Accounts').click();
        await eventually(async () => assert.ok((await total(maya)) > 1));
        const mine = await total(maya);
        await maya.getByRole('searchbox').fill('trades');
        await eventually(async () => assert.ok((await total(maya)) < mine));
        await row(maya, 'Ironwood Electric').waitFor();
        assert.ok(await box('My Accounts').isChecked(), 'the box stays ticked');
        await maya.goto(LIST);
        await box('Show Only in Setup').click();
        await eventually(async () => assert.equal(await total(maya), 1));
        assert.match(await rows(maya).first().innerText(), /Pacific Crest Towing[\s\S]*In setup/);
        await box('My Accounts').click();
        await eventually(async () => assert.equal(query(maya).setup && query(maya).operators?.slice(0, 5), 'user_'));
    });

    test('s3_25 s3_26 s3_58 c_20 an account is tagged, noted, assigned, and its setup completed', async () => {
        await openAccount(maya, 'Pacific Crest Towing');
        await maya.getByLabel('Add a tag').fill('Night shift');
        await maya.getByLabel('Add a tag').press('Enter');
        await maya.getByRole('link', { name: 'Night shift', exact: true }).waitFor();
        const choice = maya.getByLabel('Assign an operator');
        const name = (await choice.locator('option').allInnerTexts())[1];
        await choice.selectOption({ label: name });
        await maya.getByRole('button', { name: 'Assign', exact: true }).click();
        await maya.getByRole('button', { name: `Take ${name} off` }).waitFor();
        await maya.goto(`${new URL(maya.url()).pathname}/note`);
        await maya.getByLabel('Note').fill('Calls go to the yard first.');
        await maya.getByRole('button', { name: 'Save note' }).click();
        await maya.getByText('Calls go to the yard first.').first().waitFor();
        await maya.getByText(/Changed by Maya Ortiz/).waitFor();
        await maya.getByRole('button', { name: 'Mark setup as complete' }).click();
        await maya.getByRole('button', { name: 'Take back into setup' }).waitFor();
        await inspect(maya);
        await maya.setViewportSize({ width: 1440, height: 900 });
        await maya.getByRole('button', { name: 'Remove the tag Night shift' }).click();
        await eventually(async () => assert.equal(await maya.getByRole('link', { name: 'Night shift', exact: true }).count(), 0));
    });

    test('s3_25 all that match get a tag at once, after a question', async () => {
        await maya.goto(`${LIST}?limit=10`);
        await maya.getByLabel('Select this page').check();
        await maya.getByRole('checkbox', { name: /Select all \d+ matching/ }).check();
        await maya.getByRole('button', { name: 'Add tag…' }).click();
        const dialog = maya.getByRole('dialog');
        await dialog.getByLabel('Tag').fill('2026 review');
        await dialog.getByRole('button', { name: /^Add a tag to \d+ accounts$/ }).click();
        await maya.getByText(/\d+ accounts tagged/).waitFor();
        await maya.goto(`${LIST}?tags=2026+review`);
        assert.ok((await total(maya)) >= 11);
        await inspect(maya);
    });
});
