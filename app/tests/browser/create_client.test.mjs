// An operator takes a new client on: one form, a password shown once, and the client signs in with it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { MAYA, NORA } from './lib/cast.mjs';
import { heading, path, row } from './lib/look.mjs';
import { passOnByHand } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const CLIENT = {
    'Business name': 'Tidewater Optometry',
    'Email': 'lena.fischer@tidewater.example',
    'Phone': '(512) 555-0171',
    'Numbers': '(512) 555-0172\n(512) 555-0173',
    'Name of the first portal user': 'Lena Fischer',
};

for (const javascript of [true, false]) {
    describe(`a new client, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya, password;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
            await passOnByHand(maya);
        });
        after(() => portico?.close());

        const field = (label) => maya.getByLabel(label).and(maya.locator('input:not([type=checkbox]), textarea'));
        const fill = async (values) => {
            for (const [label, value] of Object.entries(values)) await field(label).fill(value);
        };
        const create = () => maya.getByRole('button', { name: 'Create account' }).click();
        const fact = (label) => maya.locator('.once-facts > div', { hasText: label }).locator('code').innerText();

        test('s1_22 an email address that is in use is refused, and everything typed is kept', async () => {
            await maya.goto('/console/accounts');
            await maya.getByRole('link', { name: 'New account' }).click();
            await maya.waitForURL('**/console/accounts/new');
            const typed = { ...CLIENT, Email: NORA };
            await fill(typed);
            await maya.getByLabel('Time zone').selectOption('America/Denver');
            await create();

            const summary = maya.getByRole('alert');
            await summary.getByText('One thing to correct').waitFor();
            const error = maya.locator('#field-email-error');
            assert.match(await error.innerText(), /use/);
            for (const [label, value] of Object.entries(typed)) assert.equal(await field(label).inputValue(), value, label);
            assert.equal(await maya.getByLabel('Time zone').inputValue(), 'America/Denver');
            assert.ok(await maya.getByLabel('Give this client access').isChecked());
            if (javascript) await portico.axe(maya);
            await summary.getByRole('link').click();
            assert.equal(await maya.evaluate(() => document.activeElement.id), 'field-email');
        });

        test('s0_13 s0_14 s0_21 with one of its own the account is made, its user too, and the password is shown', async () => {
            await field('Email').fill(CLIENT.Email);
            await create();
            await maya.getByRole('heading', { level: 1, name: 'Tidewater Optometry is ready' }).waitFor();
            assert.equal(await fact('User ID'), CLIENT.Email);
            assert.equal(await fact('Login URL'), `${portico.url}/login`);
            password = await fact('Password');
            assert.equal(password.length, 15, password);
            for (const kind of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) assert.match(password, kind);
            await maya.getByText('Shown only now').waitFor();
            if (javascript) await portico.axe(maya);
        });

        test('the letter to the client can be copied as it is', async () => {
            const letter = await maya.locator('.once-letter .prose').innerText();
            assert.ok(letter.startsWith('Dear Lena,'), letter);
            for (const line of [`User ID: ${CLIENT.Email}`, `Password: ${password}`]) assert.ok(letter.includes(line), line);
            const copy = maya.getByRole('button', { name: 'Copy text' });
            assert.equal(await copy.isVisible(), javascript);
            if (!javascript) return;
            await maya.context().grantPermissions(['clipboard-read', 'clipboard-write']);
            await copy.click();
            assert.equal(await maya.evaluate(() => navigator.clipboard.readText()), letter);
        });

        test('it is shown this once', async () => {
            await maya.getByRole('link', { name: 'Go to the account' }).click();
            assert.equal(await heading(maya), 'Tidewater Optometry');
            assert.ok(!(await maya.content()).includes(password));
            await row(maya, 'Lena Fischer').getByText('Client Admin').waitFor();
            for (const number of ['(512) 555-0172', '(512) 555-0173']) await maya.locator('.rail').getByText(number, { exact: true }).waitFor();
        });

        test('s0_17 the client signs in with the email and the password, and lands at home', async () => {
            const lena = await portico.enter({ email: CLIENT.Email, password }, { javascript });
            assert.equal(path(lena), '/');
            assert.equal(await heading(lena), 'Hello, Lena');
            await lena.getByText('Tidewater Optometry').first().waitFor();
            await lena.goto('/calls');
            assert.equal(await lena.locator('.empty-title').innerText(), 'No calls yet');
            assertQuiet(lena);
        });

        test('nothing went wrong on the way', () => assertQuiet(maya));
    });
}
