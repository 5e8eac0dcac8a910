// A list is kept under a name, found again beside the list, changed and given up.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, path, query, total } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

let portico;
before(async () => (portico = await openPortico()));
after(() => portico?.close());

for (const javascript of [true, false]) {
    describe(`saved views, ${javascript ? 'with' : 'without'} JavaScript`, { concurrency: 1 }, () => {
        let nora;
        before(async () => (nora = await portico.enter(NORA, { javascript })));
        const bar = () => nora.locator('.view-bar');
        const menu = () => bar().locator('summary');

        test('a list without filters has nothing to be kept, and one with filters is kept under a name', async () => {
            await nora.goto('/calls');
            assert.equal(await bar().count(), 0);
            await nora.goto('/calls?state=missed');
            await bar().getByRole('link', { name: 'Save view' }).click();
            await nora.getByRole('heading', { level: 1, name: 'Save view' }).waitFor();
            assert.equal(await nora.getByLabel('Share it with the team').count(), 0, 'a client has no team');
            await nora.getByLabel('Name').fill('Missed ones');
            await nora.getByRole('button', { name: 'Save view' }).click();
            await menu().filter({ hasText: 'Missed ones' }).waitFor();
            assert.equal(path(nora), '/calls');
            assert.equal(query(nora).state, 'missed');
        });

        test('it is one click away', async () => {
            await nora.goto('/calls');
            const all = await total(nora);
            await menu().click();
            await bar().getByRole('link', { name: 'Missed ones' }).click();
            await menu().filter({ hasText: 'Missed ones' }).waitFor();
            assert.ok((await total(nora)) < all);
        });

        test('a changed view says so, and is kept, or goes back', async () => {
            await nora.getByRole('columnheader', { name: 'Time' }).getByRole('link').click();
            await bar().getByText('View changed').waitFor();
            await bar().getByRole('link', { name: 'Reset' }).click();
            await eventually(async () => assert.equal(query(nora).sort, undefined));
            await nora.getByRole('columnheader', { name: 'Time' }).getByRole('link').click();
            await bar().getByRole('button', { name: 'Save', exact: true }).click();
            await eventually(async () => assert.equal(await bar().getByText('View changed').count(), 0));
            await nora.goto('/calls');
            await menu().click();
            await bar().getByRole('link', { name: 'Missed ones' }).click();
            await eventually(async () => assert.equal(query(nora).sort, 'started_at'));
        });

        test('it gets another name, and is deleted', async () => {
            await menu().click();
            await bar().getByRole('link', { name: 'Edit this view' }).click();
            await nora.getByLabel('Name').fill('Long and missed');
            await nora.getByRole('button', { name: 'Save changes' }).click();
            await menu().filter({ hasText: 'Long and missed' }).waitFor();
            await menu().click();
            await bar().getByRole('link', { name: 'Delete this view' }).click();
            await nora.getByRole('button', { name: 'Delete view' }).click();
            await eventually(async () => assert.equal(path(nora), '/calls'));
            assert.equal(await bar().count(), 0);
        });
    });
}

describe('saved views of the team', () => {
    test('an operator shares one, and its pages are fit for everybody', async () => {
        const maya = await portico.enter(MAYA);
        await maya.goto('/console/accounts?q=dental');
        await maya.locator('.view-bar').getByRole('link', { name: 'Save view' }).click();
        await maya.getByLabel('Name').fill('Dentists');
        await maya.getByLabel('Share it with the team').check();
        await maya.getByRole('button', { name: 'Save view' }).click();
        await maya.locator('.view-bar summary').filter({ hasText: 'Dentists' }).waitFor();
        const list = maya.url();
        const edit = await maya.locator('.view-bar a[href$="/edit"]').getAttribute('href');
        await inspect(maya);
        for (const address of [`${list}&sort=-name`, edit, edit.replace(/edit$/, 'delete')]) {
            await maya.goto(address);
            await inspect(maya);
        }
    });
});
