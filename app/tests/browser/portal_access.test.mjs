// Settings > Client > Portal Access: adding, changing and deleting the clients' people, with and without JavaScript.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { column, eventually, heading, path, row, rows } from './lib/look.mjs';
import { passOnByHand } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const HERE = '/console/settings/client/portal-access';

for (const javascript of [true, false]) {
    describe(`Portal Access, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
            await passOnByHand(maya);
        });
        after(() => portico?.close());

        const open = (address = HERE) => maya.goto(address);
        const actions = () => maya.locator('.actions summary', { hasText: 'Actions' }).click();
        const box = (name) => maya.getByRole('checkbox', { name: `Select ${name}` });

        test('s1_02 s1_03 it is reached by Settings, and opens on the list', async () => {
            await open('/console/settings');
            await maya.getByRole('heading', { level: 2, name: 'Client' }).waitFor();
            await maya.locator('main').getByRole('link', { name: /^Portal Access/ }).click();
            assert.equal(path(maya), HERE);
            assert.equal(await heading(maya), 'Portal Access');
            assert.ok((await rows(maya).count()) > 5);
        });

        test('s1_04 s1_06 c_19 the table has Company and Email, and more columns are chosen', async () => {
            await open();
            const heads = (await maya.locator('thead th:not(.pick)').allInnerTexts()).map((text) => text.trim());
            assert.deepEqual(heads, ['Company', 'Email']);
            await open(`${HERE}/columns`);
            for (const label of ['Name', 'State', 'Last login', 'Invitation']) await maya.getByLabel(label, { exact: true }).check();
            await maya.getByRole('button', { name: 'Show these columns' }).click();
            await maya.locator('thead th', { hasText: 'Last login' }).waitFor();
            await maya.locator('thead th', { hasText: 'Invitation' }).waitFor();
        });

        for (const [id, label] of [['s1_09', 'Company'], ['s1_10', 'Email']]) {
            test(`${id} a click on ${label} sorts by it, another one turns it round`, async () => {
                await open(`${HERE}?limit=100&sort=${label === 'Email' ? 'account' : 'email'}`);
                const cells = async () => (await column(maya, label)).map((text) => text.toLowerCase());
                const sorted = (list) => [...list].sort();
                await maya.locator('thead').getByRole('link', { name: label }).click();
                await maya.locator('thead th[aria-sort=ascending]', { hasText: label }).waitFor();
                await eventually(async () => assert.deepEqual(await cells(), sorted(await cells())));
                await maya.locator('thead').getByRole('link', { name: label }).click();
                await maya.locator('thead th[aria-sort=descending]', { hasText: label }).waitFor();
                await eventually(async () => assert.deepEqual(await cells(), sorted(await cells()).reverse()));
            });
        }

        test('s1_11 s1_12 s1_13 s1_14 the list is narrowed and paged', async () => {
            await open(`${HERE}?limit=10`);
            assert.deepEqual(await maya.locator('.limits a').allInnerTexts(), ['10', '25', '50', '100']);
            assert.equal(await maya.locator('.pager [aria-disabled=true]').innerText(), 'Previous');
            const first = await column(maya, 'Email');
            await maya.getByRole('link', { name: 'Next' }).click();
            await maya.getByRole('link', { name: 'Previous' }).waitFor();
            await eventually(async () => assert.notDeepEqual(await column(maya, 'Email'), first));
            await maya.getByRole('searchbox').fill('bright smile');
            await maya.getByRole('searchbox').press('Enter');
            await eventually(async () => {
                const companies = await column(maya, 'Company');
                assert.ok(companies.length > 1 && companies.every((name) => name === BRIGHT_SMILE), companies.join());
            });
            assert.equal(await maya.locator('.pager [aria-disabled=true]').count(), 2, 'one page has no other');
        });

        test('s1_16 s1_17 s1_18 s1_19 s1_20 the window fills in the company’s email, which can be replaced', async () => {
            await open('/console/accounts/new');
            await maya.getByLabel('Business name').fill('Tidewater Optometry');
            await maya.getByLabel('Email').and(maya.locator('input[name=email]')).fill('front.desk@tidewater.example');
            await maya.getByLabel('Give this client access').uncheck();
            await maya.getByRole('button', { name: 'Create account' }).click();
            await maya.getByRole('heading', { level: 1, name: 'Tidewater Optometry' }).waitFor();

            await open();
            await actions();
            await maya.getByRole('link', { name: 'Add New Portal User' }).click();
            const window = javascript ? maya.getByRole('dialog', { name: 'Add Portal User' }) : maya.locator('main');
            if (javascript) {
                // The window is fetched first: until then the keyboard is where the click was.
                await eventually(async () => {
                    const field = await maya.evaluate(() => document.activeElement?.getAttribute('name'));
                    assert.equal(field, 'account', 'the window takes the keyboard to its first field');
                });
            }
            const choose = async (company) => {
                await window.getByLabel('Company', { exact: true }).selectOption({ label: company });
                if (!javascript) await window.getByRole('button', { name: 'Fill in' }).first().click();
            };
            const says = (label, value) =>
                eventually(async () => assert.equal(await window.getByLabel(label, { exact: true }).inputValue(), value));
            const save = () => window.locator('.form-foot').getByRole('button', { name: 'Add portal user' }).click();
            await choose('Tidewater Optometry');
            await says('Company email', 'front.desk@tidewater.example');
            await says('Name', 'Front Desk');
            // Nora has her company's address already, and an address is used once.
            await choose(BRIGHT_SMILE);
            await says('Company email', '');
            await window.getByLabel('Company email').fill(NORA);
            await window.getByLabel('Name', { exact: true }).fill('Second Nora');
            await save();
            await window.getByText('in use already').first().waitFor();
            if (javascript) await portico.axe(maya);
            await says('Name', 'Second Nora');
            await window.getByLabel('Company email').fill('second@brightsmile.example');
            await window.locator('input[name=password]').fill('violet anchor 27 lamps');
            await save();
            const told = javascript ? maya.getByRole('dialog', { name: 'Second Nora can sign in' }) : maya.locator('main');
            await told.locator('.once-facts').waitFor();
            assert.ok((await told.innerText()).includes('violet anchor 27 lamps'));
            await told.getByRole('link', { name: 'Done' }).click();
        });

        test('s1_21 s1_24 the new one is in the list, beside the others of the company', async () => {
            await open(`${HERE}?q=brightsmile&limit=100`);
            await row(maya, 'second@brightsmile.example').waitFor();
            assert.ok((await rows(maya).count()) > 2);
            const second = await portico.enter({ email: 'second@brightsmile.example', password: 'violet anchor 27 lamps' });
            assert.equal(path(second), '/verify', 's0_32 a Client User shows the address first');
        });

        test('s1_27 s1_28 a click opens it, and what is changed counts when it is saved', async () => {
            await open(`${HERE}?q=second@`);
            await row(maya, 'second@').getByRole('link').first().click();
            const window = javascript ? maya.getByRole('dialog', { name: 'Edit Portal User' }) : maya.locator('main');
            await window.getByLabel('Email', { exact: true }).fill('renamed@brightsmile.example');
            await window.getByRole('button', { name: 'Save' }).last().click();
            await maya.getByText('Saved').waitFor();
            await open(`${HERE}?q=renamed@`);
            await row(maya, 'renamed@brightsmile.example').waitFor();
        });

        test('s1_38 Cancel changes nothing', async () => {
            await open(`${HERE}?q=renamed@`);
            await box('renamed@brightsmile.example').check();
            await actions();
            await maya.locator('.actions').getByRole('button', { name: 'Delete' }).click();
            await maya.getByText('this cannot be undone').waitFor();
            await maya.getByRole('link', { name: 'Cancel' }).click();
            await open(`${HERE}?q=renamed@`);
            assert.equal(await rows(maya).count(), 1);
        });

        test('s1_32 s1_33 s1_34 s1_35 s1_36 s1_37 s1_39 e_03 ticked ones are deleted after a warning, with a report', async () => {
            await open(`${HERE}?q=brightsmile&limit=100`);
            const count = await rows(maya).count();
            if (javascript) {
                await maya.getByRole('checkbox', { name: 'Select this page' }).check();
                assert.equal(await maya.locator('[data-pick]:checked').count(), count);
                await maya.locator('.bulk', { hasText: `${count} selected` }).waitFor();
            } else {
                for (const one of await maya.locator('[data-pick]').all()) await one.check();
            }
            await actions();
            await maya.locator('.actions').getByRole('button', { name: 'Delete' }).click();
            await maya.getByRole('heading', { name: `Delete ${count} portal users?` }).waitFor();
            if (javascript) await portico.axe(maya);
            await maya.getByRole('button', { name: `YES, delete ${count} portal users` }).click();
            await maya.getByRole('heading', { level: 1, name: 'Delete portal users' }).waitFor();
            await maya.getByText(`${count - 1} deleted, 1 skipped`).waitFor();
            await maya.getByText('is the primary admin of Bright Smile Dental').waitFor();
            if (javascript) await inspect(maya);
            await open(`${HERE}?q=brightsmile`);
            assert.deepEqual(await column(maya, 'Email'), [NORA]);
        });

        test('s1_40 whoever was deleted cannot come in any more', async () => {
            const page = await portico.newPage();
            await page.goto('/login');
            await portico.tryToSignIn(page, portico.login({ email: PRIYA }));
            await page.getByRole('alert').waitFor();
        });

        test('e_02 a second step selects all that match', async () => {
            await open(`${HERE}?limit=10&q=example`);
            await box((await column(maya, 'Email'))[0]).check();
            await maya.getByLabel(/Select all \d+ matching/).check();
            await maya.locator('.bulk').getByRole('button', { name: 'Delete' }).click();
            const words = await maya.getByRole('heading', { name: /^Delete \d+ portal users\?$/ }).innerText();
            assert.ok(Number(words.match(/\d+/)[0]) > 10, words);
            await maya.getByRole('link', { name: 'Cancel' }).click();
        });

        test('nothing went wrong on the way', () => assertQuiet(maya));
    });
}
