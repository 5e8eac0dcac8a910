// One person in two accounts: the operator adds them, they choose, they change over, and a lock shuts only the one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { heading, path, rows } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

for (const javascript of [true, false]) {
    describe(`one person, two accounts, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya, priya;
        const other = 'Cedar & Vale Law';
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        const add = async () => {
            await openAccount(maya, other);
            await maya.getByRole('main').getByRole('link', { name: 'Add portal user' }).click();
            const form = maya.getByRole('dialog').or(maya.locator('main')).last();
            await form.getByLabel('Name', { exact: true }).fill('Priya Anand');
            await form.getByLabel('Email', { exact: true }).fill(PRIYA);
            await form.getByLabel('Client User').uncheck();
            await form.getByLabel('Client Admin').check();
            await form.locator('.form-foot').getByRole('button', { name: 'Add portal user' }).click();
        };
        // As a screen reader hears it: the verb, and which one.
        const open = (name) => priya.getByRole('button', { name: new RegExp(`^Open\\W+${name}$`) });
        const firstCall = async () => {
            await priya.goto('/calls');
            return rows(priya).first().getByRole('link').first().getAttribute('href');
        };

        test('s1_22 as it ships, an address is used once', async () => {
            await add();
            await maya.getByText('in use already').first().waitFor();
        });

        test('c_07 the operator switches it on, and adds the person who is there', async () => {
            await maya.goto('/console/settings/clients');
            await maya.getByLabel('One person can be a user of several accounts').check();
            await maya.getByRole('button', { name: 'Save' }).click();
            await maya.getByText('one person can have several accounts').first().waitFor();
            await add();
            await maya.getByText(`already has access to ${BRIGHT_SMILE}; they now also reach ${other}`).waitFor();
            await maya.goto('/console/settings/mailbox');
            await maya.getByText(`You now reach ${other}`).first().waitFor();
            await maya.goto(`/console/settings/client/portal-access?q=${encodeURIComponent(PRIYA)}`);
            assert.equal(await rows(maya).count(), 2, 'a row for each account');
        });

        test('c_07 the person signs in once, and chooses', async () => {
            priya = await portico.enter(PRIYA, { javascript });
            await priya.goto('/calls');
            assert.equal(path(priya), '/accounts');
            assert.equal(await heading(priya), 'Your accounts');
            await priya.locator('tr', { hasText: BRIGHT_SMILE }).first().waitFor();
            const look = await portico.enter(PRIYA, { javascript });
            await look.goto('/accounts');
            if (javascript) await inspect(look);
            await look.close();
            await open(BRIGHT_SMILE).click();
            await priya.waitForURL('**/calls');
            await priya.locator('.top-account', { hasText: BRIGHT_SMILE }).waitFor();
        });

        test('c_07 the switcher at the top changes over, and shows only what is of that account', async () => {
            const call = await firstCall();
            await priya.locator('.top-account summary').click();
            await priya.locator('.top-account').getByRole('button', { name: other }).click();
            await priya.locator('.top-account summary', { hasText: other }).waitFor();
            const there = await firstCall();
            assert.notEqual(there, call);
            assert.equal((await priya.request.get(call)).status(), 404);
            assert.equal((await priya.request.get(there)).status(), 200);
        });

        if (javascript) {
            test('c_07 a window that was left open in the one account does not show the other one under its name', async () => {
                const second = await priya.context().newPage();
                await second.goto('/calls');
                await second.locator('.top-account summary').click();
                await second.locator('.top-account').getByRole('button', { name: BRIGHT_SMILE }).click();
                await second.locator('.top-account summary', { hasText: BRIGHT_SMILE }).waitFor();
                // It may have noticed by itself, and be on its way already.
                await priya.evaluate(() => dispatchEvent(new Event('focus'))).catch(() => {});
                await priya.locator('.top-account summary', { hasText: BRIGHT_SMILE }).waitFor();
                await second.locator('.top-account summary').click();
                await second.locator('.top-account').getByRole('button', { name: other }).click();
                await second.locator('.top-account summary', { hasText: other }).waitFor();
                await second.close();
                await priya.goto('/');
            });
        }

        test('c_07 the way that is taken after signing in is the person’s to choose', async () => {
            await priya.locator('.top-account summary').click();
            await priya.locator('.top-account').getByRole('link', { name: 'All accounts' }).click();
            await priya.getByText('You are here').waitFor();
            await priya.getByLabel('Open the account that I was in last').check();
            await priya.getByRole('button', { name: 'Save' }).click();
            await priya.getByText('Saved').waitFor();
            const again = await portico.enter(PRIYA, { javascript });
            await again.locator('.top-account summary', { hasText: other }).waitFor();
            await again.goto('/accounts');
            if (javascript) await inspect(again);
            await again.close();
        });

        test('c_07 a locked account shuts only itself', async () => {
            await openAccount(maya, other);
            await maya.getByRole('main').getByRole('link', { name: 'Lock…' }).click();
            await maya.getByRole('button', { name: `Lock ${other}` }).last().click();
            await maya.getByText('Locked since').waitFor();
            await priya.goto('/calls');
            assert.equal(path(priya), '/accounts');
            await priya.locator('tr', { hasText: other }).getByText('Locked', { exact: true }).waitFor();
            assert.equal(await priya.getByRole('button', { name: /^Open/ }).count(), 1);
            await open(BRIGHT_SMILE).click();
            await priya.waitForURL('**/calls');
            assert.ok((await rows(priya).count()) > 0);
            assert.equal(await priya.locator('.top-account').getByRole('button', { name: other }).count(), 0);
        });

        test('nothing went wrong on the way', () => [maya, priya].forEach(assertQuiet));
    });
}
