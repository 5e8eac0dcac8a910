// Plans: made in the settings, chosen for an account after a look at what changes, and respected when people are added.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, path, row, rows, total } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

for (const javascript of [true, false]) {
    describe(`plans, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        const wide = () => maya.setViewportSize({ width: 1440, height: 900 });
        const look = async () => {
            if (javascript) await inspect(maya);
            await wide();
        };

        test('s3_34 a plan is made in the settings, and what is wrong with it is said', async () => {
            await maya.goto('/console/settings');
            await maya.getByRole('link', { name: /^Plans/ }).click();
            await maya.getByRole('link', { name: 'New plan' }).first().click();
            await maya.waitForURL('**/plans/new');
            await maya.getByLabel('Name').fill('Pocket');
            await maya.getByLabel('Price').fill('$49 a month');
            await maya.getByLabel('Features').fill('Messages by email\nWeekdays');
            await maya.getByLabel('Staff seats').fill('none');
            await maya.getByRole('button', { name: 'Make plan' }).click();
            await maya.getByRole('link', { name: /whole number from 1/ }).waitFor();
            assert.equal(await maya.getByLabel('Features').inputValue(), 'Messages by email\nWeekdays');
            await look();
            await maya.getByLabel('Staff seats').fill('1');
            await maya.getByRole('button', { name: 'Make plan' }).click();
            await maya.waitForURL('**/console/settings/plans');
            assert.match(await row(maya, 'Pocket').innerText(), /\$49 a month[\s\S]*1[\s\S]*Any[\s\S]*Any/);
        });

        test('s3_34 s3_35 the account has a tab of its own with its plan and its seats', async () => {
            await wide();
            await openAccount(maya, BRIGHT_SMILE);
            await maya.getByRole('navigation', { name: BRIGHT_SMILE }).getByRole('link', { name: 'Subscription' }).click();
            await maya.waitForURL(/accounts\/acct_\w+\/subscription$/);
            const seats = maya.locator('.stat', { hasText: 'Staff seats used' });
            assert.match(await seats.innerText(), /\d+ of \d+/);
            await maya.getByText('$349 a month').waitFor();
            await look();
        });

        test('s3_36 a plan that is too small is refused with what stands in the way', async () => {
            await maya.getByRole('link', { name: 'Change plan…' }).click();
            await maya.getByLabel(/^Pocket/).check();
            await maya.getByRole('button', { name: 'Continue' }).click();
            const alert = maya.getByRole('alert');
            assert.match(await alert.innerText(), /too small[\s\S]*It has \d+ portal users, and “Pocket” allows 1: delete \d+ first/);
            assert.equal(await maya.getByRole('button', { name: 'Change plan' }).count(), 0);
            await look();
        });

        test('s3_36 another one is shown first, and changed when that is confirmed', async () => {
            await maya.getByRole('link', { name: 'Choose another plan' }).click();
            await maya.getByLabel(/^Concierge/).check();
            await maya.getByRole('button', { name: 'Continue' }).click();
            await maya.getByRole('heading', { level: 1, name: 'Change to Concierge?' }).waitFor();
            const changes = maya.getByRole('region', { name: 'What changes' });
            assert.match(await changes.innerText(), /Staff seats[\s\S]*Any number/);
            assert.match(await maya.getByRole('region', { name: 'Gained' }).innerText(), /A team that knows the business/);
            await look();
            await maya.getByRole('button', { name: 'Change plan' }).click();
            await maya.waitForURL(/subscription$/);
            await maya.getByText('By agreement').waitFor();
            assert.match(await maya.locator('.stat', { hasText: 'Staff seats used' }).innerText(), /No limit/);
        });

        test('s3_34 the list has the plans, and is narrowed to one of them', async () => {
            await maya.goto('/console/accounts/filter');
            await maya.getByLabel('Plan').selectOption({ label: 'Concierge' });
            await maya.getByRole('button', { name: 'Apply filters' }).click();
            await row(maya, BRIGHT_SMILE).waitFor();
            await maya.getByText('Plan: Concierge').waitFor();
            assert.ok((await total(maya)) < 11);
            for (const one of await rows(maya).all()) assert.match(await one.innerText(), /Concierge/);
        });

        test('s0_13 s3_35 a new client gets a plan, and nobody is added beyond its seats', async () => {
            await maya.goto('/console/accounts/new');
            await maya.getByLabel('Business name').fill('Harper Eye Care');
            await maya.getByLabel('Email', { exact: true }).fill('lena@harper.example');
            await maya.getByLabel('Plan').selectOption({ label: 'Pocket · $49 a month' });
            await maya.getByRole('button', { name: 'Create account' }).click();
            await maya.getByRole('link', { name: 'Go to the account' }).click();
            const account = path(maya);
            await maya.goto(`${account}/users/new`);
            await maya.getByLabel('Name').fill('Otto Harper');
            await maya.getByLabel('Email').fill('otto@harper.example');
            await maya.locator('main form button.primary').click();
            await maya.getByText(/The plan “Pocket” allows 1 portal user, and the account has no room/).waitFor();
            assert.equal(await maya.getByLabel('Email').inputValue(), 'otto@harper.example');
            await maya.goto(`${account}/subscription`);
            assert.match(await maya.locator('.stat', { hasText: 'Staff seats used' }).innerText(), /1 of 1[\s\S]*No room/);
        });

        test('a plan that accounts have is not deleted', async () => {
            await maya.goto('/console/settings/plans');
            const href = await row(maya, 'Pocket').getByRole('link', { name: 'Pocket' }).first().getAttribute('href');
            await maya.goto(`${href}/delete`);
            await maya.getByRole('button', { name: 'Delete plan' }).click();
            await eventually(async () => assert.match(await maya.getByRole('alert').innerText(), /plan of Harper Eye Care/));
            await maya.goto(href);
            await maya.getByLabel('Price').fill('$59 a month');
            await maya.getByRole('button', { name: 'Save plan' }).click();
            await row(maya, '$59 a month').waitFor();
        });
    });
}
