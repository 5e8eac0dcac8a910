// Settings of a template go to the accounts that were made from it, after a look, and come back.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, path } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

describe('settings of a template', () => {
    let portico, maya, template;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
    });
    after(() => portico?.close());

    test('e_07 they are given on after a look, and taken back', async () => {
        await openAccount(maya, BRIGHT_SMILE);
        await maya.getByRole('button', { name: 'Make a template like it' }).click();
        await maya.getByText('This is a template: nobody signs in to it').waitFor();
        template = path(maya);
        await maya.goto(`${template}/template/new`);
        await maya.getByLabel('Accounts').fill('Birch Dental, desk@birch.example\nCedar Dental, desk@cedar.example');
        await maya.getByRole('button', { name: 'Make accounts' }).click();
        await maya.getByText('2 accounts made').waitFor();
        // The template gets a tag that they do not have.
        await maya.goto(template);
        await maya.getByLabel('Add a tag').fill('Orthodontics');
        await maya.getByLabel('Add a tag').press('Enter');
        await maya.getByText('Orthodontics').first().waitFor();
        await maya.goto(`${template}/made`);
        await maya.getByRole('link', { name: 'Give settings on…' }).click();
        await maya.getByRole('checkbox', { name: 'Tags' }).check();
        await maya.getByRole('button', { name: 'Show what would change' }).click();
        await maya.getByText(/Tags: .* → .*Orthodontics/).first().waitFor();
        const preview = maya.url();
        await inspect(maya);
        await maya.goto(preview);
        await maya.getByRole('checkbox', { name: /Cedar Dental/ }).uncheck();
        await maya.getByRole('button', { name: 'Give to the chosen accounts' }).click();
        await maya.getByText('Settings given on', { exact: true }).last().waitFor();
        const here = path(maya);
        await maya.getByRole('link', { name: 'Birch Dental' }).waitFor();
        assert.equal(await maya.getByRole('link', { name: 'Cedar Dental' }).count(), 0);
        await inspect(maya);
        await maya.goto(`${here}/undo`);
        await maya.getByRole('button', { name: 'Take back' }).click();
        await eventually(async () => assert.match(await maya.locator('main').innerText(), /Taken back/));
        await maya.goto(preview);
        await maya.getByRole('checkbox', { name: /Birch Dental/ }).waitFor();
        await maya.getByRole('checkbox', { name: /Cedar Dental/ }).waitFor();
    });
});
