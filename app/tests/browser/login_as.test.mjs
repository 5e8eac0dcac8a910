// “Login as User”: an operator sees what the client sees, in one click and as often as needed, and everybody can tell.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { column, heading, path, query, row, rows, total } from './lib/look.mjs';
import { openAccount, writeMessage } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const SUBJECT = 'A crown came off';

describe('in a client’s place', () => {
    let portico, maya;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
        await writeMessage(maya, { account: BRIGHT_SMILE, contact: 'Jess Tran', subject: SUBJECT });
    });
    after(() => portico?.close());

    const bar = (page = maya) => page.getByRole('region', { name: 'Login as User' });
    const control = (where) => where.getByRole('button', { name: /^Login as User/ });
    const exit = () => bar().getByRole('button', { name: 'Exit' });
    const account = (name) => openAccount(maya, name);
    /** One of the ways in the menu beside “Login As”. */
    const way = async (words) => {
        await maya.locator('.split summary').click();
        await maya.getByRole('button', { name: words }).click();
        await bar().waitFor();
    };

    /** The message that was left for the client, in the client’s portal. */
    const message = async () => {
        await maya.goto('/messages');
        await row(maya, SUBJECT).getByRole('link').first().click();
        await maya.getByRole('heading', { level: 1, name: SUBJECT }).waitFor();
    };

    test('s0_34 s0_35 s0_36 the control appears on the client’s row, with its label', async () => {
        await maya.goto('/console/accounts?state=active&q=dental');
        const button = control(row(maya, BRIGHT_SMILE));
        assert.equal(await button.evaluate((one) => getComputedStyle(one).opacity), '0');
        await row(maya, BRIGHT_SMILE).hover();
        await maya.waitForFunction((one) => getComputedStyle(one).opacity === '1', await button.elementHandle());
        assert.equal(await button.locator('span').first().innerText(), 'Login as User');
        assert.equal(await button.locator('svg').count(), 1);
    });

    test('s0_37 one click, and it is the client’s portal; a bar says who is there as whom', async () => {
        await control(row(maya, BRIGHT_SMILE)).click();
        await maya.waitForURL((url) => url.pathname === '/');
        assert.equal(await heading(maya), 'Hello, Nora');
        const words = await bar().innerText();
        for (const part of ['Acting in', BRIGHT_SMILE, 'as Nora Whitfield', 'signed in as Maya Ortiz', 'Exit']) {
            assert.ok(words.includes(part), words);
        }
        assert.match(await bar().getByRole('timer').innerText(), /^(60:00|5\d:\d\d)$/);
        assert.ok((await maya.title()).startsWith(`Acting in ${BRIGHT_SMILE}`));
        await portico.axe(maya);
    });

    test('s0_37 the same calls as the client sees', async () => {
        const nora = await portico.enter(NORA);
        for (const page of [nora, maya]) await page.goto('/calls');
        assert.equal(await total(maya), await total(nora));
        assert.deepEqual(await rows(maya).allInnerTexts(), await rows(nora).allInnerTexts());
        await bar().waitFor();
        assert.equal(await bar(nora).count(), 0);
    });

    test('the operator’s own session goes on beside it', async () => {
        const other = await maya.context().newPage();
        await other.goto('/console/accounts');
        assert.equal(await heading(other), 'Client Accounts');
        assert.equal(await bar(other).count(), 0);
        await other.close();
    });

    test('s3_20 the x leads back to where the operator was', async () => {
        await exit().click();
        await maya.waitForURL('**/console/accounts?*');
        assert.deepEqual(query(maya), { state: 'active', q: 'dental' });
        assert.equal(await bar().count(), 0);
        // Without a client, the portal is no place for an operator.
        await maya.goto('/');
        assert.equal(path(maya), '/console/accounts');
    });

    test('s2_19 ten clients in a row, each open on the first click', async () => {
        for (let n = 0; n < 10; n++) {
            await maya.goto('/console/accounts?state=active');
            const name = (await column(maya, 'Name'))[n];
            await rows(maya).nth(n).hover();
            await control(rows(maya).nth(n)).click();
            await maya.waitForURL((url) => url.pathname === '/');
            assert.ok((await bar().innerText()).includes(name), name);
            assert.equal(await maya.locator('.top-account').innerText(), name);
            await exit().click();
            await maya.waitForURL('**/console/accounts?state=active');
        }
    });

    test('from one client straight to the next, without going back first', async () => {
        await maya.goto('/console/accounts?state=active');
        for (const n of [0, 1]) {
            const name = (await column(maya, 'Name'))[n];
            await rows(maya).nth(n).hover();
            await control(rows(maya).nth(n)).click();
            await bar().getByText(name, { exact: true }).waitFor();
            await maya.goBack();
            await maya.waitForURL('**/console/accounts?state=active');
        }
    });

    test('a locked client offers nothing', async () => {
        await maya.goto('/console/accounts?state=locked');
        assert.ok((await rows(maya).count()) > 0);
        assert.equal(await control(maya).count(), 0);
    });

    test('who only looks changes nothing', async () => {
        await account(BRIGHT_SMILE);
        await way(/^View as Nora Whitfield/);
        assert.ok((await bar().innerText()).startsWith('Viewing'));
        await message();
        const address = maya.url();
        assert.equal(await maya.getByRole('button', { name: /^Mark as/ }).count(), 0, 'nothing is offered that is refused');
        // The door itself is closed, too. Asked beside the page, so that the browser has nothing to complain of.
        const answer = await maya.context().request.post(`${address}/mark`, {
            form: { state: 'done' },
            headers: { 'sec-fetch-site': 'same-origin' },
        });
        assert.ok((await answer.text()).includes('You are viewing this account and cannot change anything in it'));
        assert.equal(answer.status(), 403);
        await maya.goto(address);
        await maya.locator('.record-line').getByText('New', { exact: true }).waitFor();
        await exit().click();
        await maya.getByRole('heading', { level: 1, name: BRIGHT_SMILE }).waitFor();
    });

    test('s3_18 s3_19 who acts, from “Login As” in the corner of the account, changes what the client may', async () => {
        await account(BRIGHT_SMILE);
        await maya.getByRole('button', { name: 'Login As', exact: true }).click();
        await bar().waitFor();
        assert.ok((await bar().innerText()).startsWith('Acting in'));
        await message();
        await maya.getByRole('button', { name: 'Mark as done' }).click();
        await maya.locator('.record-line').getByText('Done', { exact: true }).waitFor();
        await exit().click();
        await maya.getByRole('heading', { level: 1, name: BRIGHT_SMILE }).waitFor();
    });

    test('the client’s admin reads in the history who did it, and for whom', async () => {
        const nora = await portico.enter(NORA);
        await nora.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'History' }).click();
        await nora.waitForURL('**/history');
        const line = (what) => row(nora, what).first();
        const cell = (what, label) => line(what).locator(`td[data-label="${label}"]`).innerText();
        assert.equal(await cell('marked the message', 'Who'), 'Maya Ortiz');
        assert.equal(await cell('marked the message', 'On behalf of'), 'Nora Whitfield');
        assert.equal(await cell('logged in as', 'Who'), 'Maya Ortiz');
        assert.equal(await cell('logged in as', 'Of'), 'Nora Whitfield');
    });

    test('every user of the account can be chosen, from the list of its people', async () => {
        await account(BRIGHT_SMILE);
        await maya.getByRole('button', { name: /^Login as\W+Dr\. Priya Anand$/ }).click();
        await bar().getByText('Dr. Priya Anand').waitFor();
        await maya.goto('/calls');
        assert.deepEqual(new Set(await column(maya, 'For')), new Set(['Dr. Priya Anand']));
        await exit().click();
    });

    test('nothing went wrong on the way', () => assertQuiet(maya));
});
