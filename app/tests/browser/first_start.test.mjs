// The first morning: an empty data folder, one command, a link, a password, and an empty portal that says what comes next.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { folder } from './lib/demo.mjs';
import { inspect } from './lib/inspect.mjs';
import { heading, path } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';
import { run } from './lib/server.mjs';

const EMAIL = 'ada@lighthouse.example';
const WEAK = 'password';
const GOOD = 'lantern gravel otter seventeen';

describe('the first start', () => {
    let portico, page, link;
    before(async () => {
        let printed;
        const empty = folder(async (data) => {
            printed = await run('init', '--data', data, '--organization', 'Lighthouse Answering', '--email', EMAIL);
        });
        portico = await openPortico(empty);
        link = printed.match(/^https?:\/\/[^/]+(\/welcome\/\S+)$/m)?.[1];
        assert.ok(link, `no link in: ${printed}`);
        page = await portico.newPage();
    });
    after(() => portico?.close());

    const password = () => page.getByLabel('Password', { exact: true });

    test('the link opens a page that knows who comes', async () => {
        await page.goto(link);
        assert.equal(await heading(page), 'Choose your password');
        await page.getByText('Welcome, ada').waitFor();
        assert.match(await page.title(), /Lighthouse Answering/);
        await inspect(page);
    });

    test('looking at the link spends nothing', async () => {
        await page.reload();
        assert.equal(await heading(page), 'Choose your password');
    });

    test('a weak password is refused, at its field, with what to do', async () => {
        await password().fill(WEAK);
        await page.getByRole('button', { name: 'Set password' }).click();
        const error = page.locator('.field-error');
        await error.waitFor();
        assert.match(await error.innerText(), /12|longer|common|guess/i);
        assert.equal(await password().getAttribute('aria-invalid'), 'true');
        const described = (await password().getAttribute('aria-describedby')).split(' ');
        assert.ok(described.includes(await error.getAttribute('id')));
        await inspect(page);
    });

    test('a good one is set; it can be looked at while it is typed', async () => {
        await password().fill(GOOD);
        await page.getByRole('button', { name: 'Show password' }).click();
        assert.equal(await password().getAttribute('type'), 'text');
        await page.getByRole('button', { name: 'Set password' }).click();
        await page.waitForURL('**/login');
        await page.getByText('Your password is set').waitFor();
    });

    test('the operator signs in and lands at the accounts, of which there are none', async () => {
        await portico.tryToSignIn(page, { email: EMAIL, password: GOOD });
        await page.waitForURL('**/console/accounts');
        assert.equal(await heading(page), 'Client Accounts');
        assert.equal(await page.locator('.empty-title').innerText(), 'No client accounts yet');
        await inspect(page);
    });

    test('the empty list leads to the first account', async () => {
        await page.locator('.empty').getByRole('link', { name: 'New account' }).click();
        assert.equal(path(page), '/console/accounts/new');
        assert.equal(await heading(page), 'New account');
    });

    for (const [name, address] of [['Calls', '/console/calls'], ['Messages', '/console/messages'], ['API keys', '/console/keys']]) {
        test(`${name} has a first page, too`, async () => {
            await page.goto(address);
            assert.equal(await heading(page), name);
            assert.match(await page.locator('.empty-title').innerText(), /^No .* yet$/);
        });
    }

    test('the link works once', async () => {
        const guest = await portico.newPage();
        const answer = await guest.goto(link);
        assert.equal(answer.status(), 404);
        assert.equal(await guest.getByLabel('Password').count(), 0);
    });

    test('nothing went wrong on the way', () => assertQuiet(page));
});
