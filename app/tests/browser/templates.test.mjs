// Templates: an account that others are made from, many at once, with the same settings.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, path, query, row, total } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const TEMPLATE = `Template: ${BRIGHT_SMILE}`;

for (const javascript of [true, false]) {
    describe(`templates, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya, address;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        const look = async () => {
            if (javascript) await inspect(maya);
            await maya.setViewportSize({ width: 1440, height: 900 });
        };

        test('s3_60 an account that people use is refused, and a template is made like it', async () => {
            await maya.setViewportSize({ width: 1440, height: 900 });
            await openAccount(maya, BRIGHT_SMILE);
            const account = path(maya);
            await maya.goto(`${account}/template`);
            await maya.getByRole('button', { name: 'Set as template' }).click();
            await eventually(async () =>
                assert.match(await maya.getByRole('alert').innerText(), /has portal users, contacts, numbers, calls, messages/),
            );
            await look();
            await maya.goto(account);
            await maya.getByRole('button', { name: 'Make a template like it' }).click();
            await maya.getByRole('heading', { level: 1, name: TEMPLATE }).waitFor();
            address = path(maya);
            await maya.getByText('This is a template: nobody signs in to it').waitFor();
            assert.equal(await maya.getByRole('heading', { name: 'Portal users' }).count(), 0);
            await look();
        });

        test('s3_12 s3_62 it is left out of the list until one asks for templates', async () => {
            await maya.goto('/console/accounts');
            assert.equal(await row(maya, TEMPLATE).count(), 0);
            await maya.getByRole('checkbox', { name: 'Only Templates' }).click();
            if (!javascript) await maya.getByRole('button', { name: 'Apply' }).click();
            await row(maya, TEMPLATE).waitFor();
            await eventually(async () => assert.equal(await total(maya), 1));
            assert.equal(query(maya).template, 'yes');
        });

        test('s3_61 several accounts are made from it at once', async () => {
            await maya.goto(address);
            await maya.getByRole('link', { name: 'New accounts' }).click();
            await maya.waitForURL('**/template/new');
            await maya.getByLabel('Accounts').fill('Harper Dental, desk@harper.example\nNobody');
            await maya.getByRole('button', { name: 'Make accounts' }).click();
            await maya.getByText(/Line 2: /).first().waitFor();
            await look();
            await maya.getByLabel('Accounts').fill('Harper Dental, desk@harper.example\nQuincy Dental, hello@quincy.example');
            await maya.getByRole('button', { name: 'Make accounts' }).click();
            await maya.waitForURL('**/made');
            assert.match(await row(maya, 'Harper Dental').innerText(), /The same/);
        });

        test('s3_62 the template says how they have drifted', async () => {
            await openAccount(maya, 'Quincy Dental');
            await maya.getByRole('link', { name: 'Key client' }).waitFor();
            await maya.getByText('Made from the template').waitFor();
            await maya.getByRole('button', { name: 'Remove the tag Key client' }).click();
            await eventually(async () => assert.equal(await maya.getByRole('link', { name: 'Key client' }).count(), 0));
            await maya.goto(`${address}/made`);
            assert.match(await row(maya, 'Quincy Dental').innerText(), /Tags[\s\S]*Dental instead of Dental, Key client/);
            await look();
            await maya.goto(address);
            await maya.getByRole('button', { name: 'Make it an account again' }).click();
            await maya.getByRole('link', { name: 'Set as template…' }).waitFor();
        });
    });
}
