// Roles: made by the organization itself, with a look at what a change means before it is saved.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { heading, row } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

for (const javascript of [true, false]) {
    describe(`roles, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        const choose = (what, answer) =>
            maya.getByRole('group', { name: what, exact: true }).getByRole('radio', { name: answer }).check();

        test('a role is cloned, and the clone is changed after a look at what that means', async () => {
            await maya.goto('/console/roles');
            await row(maya, 'Front Desk').getByRole('link', { name: 'Front Desk' }).first().click();
            await maya.getByRole('link', { name: 'Edit' }).click();
            await choose('See calls', 'No');
            await choose('See the history', 'Whole account');
            await maya.getByRole('button', { name: 'Continue' }).click();
            await maya.getByRole('heading', { level: 1, name: 'Change “Front Desk”?' }).waitFor();
            const gained = maya.getByRole('region', { name: 'Gained' });
            assert.match(await gained.innerText(), /See the history/);
            const lost = maya.getByRole('region', { name: 'Lost' });
            assert.match(await lost.innerText(), /For 1 person: [1-9]\d*\+? calls? out of reach/);
            if (javascript) await portico.axe(maya);
            await maya.getByRole('button', { name: 'Back to the form' }).click();
            assert.ok(await maya.getByRole('group', { name: 'See calls', exact: true }).getByRole('radio', { name: 'No' }).isChecked());
            await maya.getByRole('button', { name: 'Continue' }).click();
            await maya.getByRole('button', { name: 'Confirm and save' }).click();
            await maya.waitForURL(/roles\/role_\w+$/);
            assert.match(await maya.locator('main').innerText(), /See the history/);
        });

        test('a preset can only be cloned, and nobody keeps a role that is deleted', async () => {
            await maya.goto('/console/roles');
            await row(maya, 'Client User').getByRole('link', { name: 'Client User' }).first().click();
            assert.equal(await maya.getByRole('link', { name: 'Edit' }).count(), 0);
            await maya.getByRole('link', { name: 'Clone' }).click();
            assert.equal(await maya.getByLabel('Name').inputValue(), 'Copy of Client User');
            await maya.getByRole('button', { name: 'Make role' }).click();
            await maya.waitForURL(/roles\/role_\w+$/);
            await maya.goto('/console/roles');
            await row(maya, 'Front Desk').getByRole('link', { name: 'Front Desk' }).first().click();
            await maya.getByRole('link', { name: 'Delete…' }).click();
            await maya.getByLabel('Role that takes its place').selectOption({ label: 'Client User' });
            await maya.getByRole('button', { name: 'Continue' }).click();
            await maya.getByRole('button', { name: 'Replace and delete' }).click();
            await maya.waitForURL('**/console/roles');
            assert.equal(await row(maya, 'Front Desk').count(), 0);
        });

        test('why somebody does not see a call is told step by step', async () => {
            await maya.goto('/console/accounts?q=dental');
            await row(maya, 'Bright Smile').getByRole('link').first().click();
            await maya.getByRole('link', { name: /Anand/ }).first().click();
            await maya.getByRole('link', { name: 'Access' }).click();
            await maya.getByLabel('May this person…').selectOption('history.view');
            await maya.getByRole('button', { name: 'Explain' }).click();
            await maya.getByRole('status').filter({ hasText: 'No: See the history' }).waitFor();
            assert.match(await maya.locator('.way').innerText(), /Client User does not include history\.view/);
            assert.match(await maya.locator('#access').innerText(), /Own only/);
        });
    });
}

describe('client admins run their own users', () => {
    let portico, nora;
    before(async () => {
        portico = await openPortico();
        nora = await portico.enter(NORA);
    });
    after(() => portico?.close());

    test('c_15 somebody is added with no more than one has oneself, and disabled again', async () => {
        await nora.goto('/people');
        await nora.getByRole('link', { name: 'Add user' }).click();
        assert.equal(await nora.getByRole('checkbox', { name: /Administrator|Operator/ }).count(), 0);
        await nora.getByLabel('Name').fill('Iris Bloom');
        await nora.getByLabel('Email').fill('iris.bloom@brightsmile.example');
        await nora.getByRole('button', { name: 'Add user' }).click();
        // How the invitation gets there is told in invites.test.mjs.
        await nora.waitForURL('**/people');
        await row(nora, 'Iris Bloom').getByText('Active').waitFor();
        await row(nora, 'Iris Bloom').locator('summary').click();
        await row(nora, 'Iris Bloom').getByRole('button', { name: 'Disable' }).click();
        await row(nora, 'Iris Bloom').getByText('Disabled').waitFor();
    });

    test('a client user is not offered any of it', async () => {
        const priya = await portico.enter(PRIYA);
        await priya.goto('/people');
        assert.equal(await heading(priya), 'People');
        assert.equal(await priya.getByRole('link', { name: /Add|Support access/ }).count(), 0);
    });
});
