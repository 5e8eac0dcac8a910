// Somebody must not come in any more: from the next click on, on every open page, and with no word about why.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { column, heading, path, row, total } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

describe('taking access away', () => {
    let portico, maya;
    before(async () => {
        portico = await openPortico();
        maya = await portico.enter(MAYA);
    });
    after(() => portico?.close());

    /** The client's next click in the menu of a page that was open all the time. */
    const click = (page, name = 'Calls') =>
        page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name }).click();
    const isOut = async (page) => {
        await click(page);
        await page.waitForURL('**/login?*');
        assert.equal(await heading(page), 'Sign in');
    };
    const account = () => openAccount(maya, BRIGHT_SMILE);
    const user = async (name) => {
        await account();
        await row(maya, name).getByRole('link', { name }).first().click();
        await maya.getByRole('heading', { level: 1, name }).waitFor();
    };
    const button = (name) => maya.getByRole('main').getByRole('button', { name });
    const done = (words) => maya.locator('#toasts').getByText(words).waitFor();
    /** What the entrance answers to somebody it does not let in. */
    const refusal = async (login) => {
        const page = await portico.newPage();
        await page.goto('/login');
        await portico.tryToSignIn(page, login);
        await page.getByRole('alert').waitFor();
        assert.equal(path(page), '/login');
        return page.getByRole('alert').innerText();
    };
    let wrong;

    test('a wrong password and an unknown address are refused in the same words', async () => {
        wrong = await refusal({ email: NORA, password: 'not the password' });
        assert.match(wrong, /\w/);
        assert.equal(await refusal({ email: 'nobody@brightsmile.example', password: 'not the password' }), wrong);
    });

    test('a disabled user is out with the next click, and in again when enabled', async () => {
        const priya = await portico.enter(PRIYA);
        await user('Dr. Priya Anand');
        await button('Disable').click();
        await done('User disabled');
        await isOut(priya);
        assert.equal(await refusal(portico.login({ email: PRIYA })), wrong);

        await button('Enable').click();
        await done('User enabled');
        await portico.tryToSignIn(priya, portico.login({ email: PRIYA }));
        // Back at what the click asked for.
        await priya.waitForURL('**/calls');
        assert.deepEqual(new Set(await column(priya, 'For')), new Set(['Dr. Priya Anand']));
        assertQuiet(priya);
    });

    test('s3_44 e_04 a locked account: everybody is out, and learns nothing at the door', async () => {
        const [nora, priya] = await Promise.all([NORA, PRIYA].map((who) => portico.enter(who)));
        // An operator in the client's place, too.
        const agent = await portico.enter(portico.login({ kind: 'operator', role: 'Operator' }));
        await agent.goto('/console/accounts?q=dental');
        await row(agent, BRIGHT_SMILE).hover();
        await agent.getByRole('button', { name: /^Login as User/ }).click();
        await agent.waitForURL((url) => url.pathname === '/');

        await account();
        await button('Lock…').or(maya.getByRole('main').getByRole('link', { name: 'Lock…' })).click();
        const dialog = maya.getByRole('dialog', { name: `Lock ${BRIGHT_SMILE}?` });
        await dialog.getByText('signed out at once').waitFor();
        await portico.axe(maya);
        await dialog.getByRole('button', { name: `Lock ${BRIGHT_SMILE}` }).click();
        await done('Account locked');
        await maya.getByText('Locked since').waitFor();

        for (const page of [nora, priya]) await isOut(page);
        await click(agent);
        await agent.waitForURL((url) => url.pathname !== '/');
        assert.notEqual(path(agent), '/calls');
        assert.equal(await agent.getByRole('region', { name: 'Login as User' }).count(), 0);
        for (const email of [NORA, PRIYA]) assert.equal(await refusal(portico.login({ email })), wrong);
    });

    test('e_04 operators still see what the locked account has', async () => {
        await maya.getByRole('link', { name: /^All 100\+ calls$/ }).click();
        await maya.waitForURL('**/console/calls?*');
        assert.ok((await total(maya)) > 100);
    });

    test('unlocked, it is as before', async () => {
        await account();
        await button('Unlock').click();
        await done('Account unlocked');
        const nora = await portico.enter(NORA);
        assert.equal(await heading(nora), 'Hello, Nora');
    });

    test('s1_40 a deleted user is out for good; the page that asks first says who it is', async () => {
        const priya = await portico.enter(PRIYA);
        await user('Dr. Priya Anand');
        await maya.getByRole('main').getByRole('link', { name: 'Delete…' }).click();
        const dialog = maya.getByRole('dialog', { name: 'Delete Dr. Priya Anand?' });
        await dialog.getByText(PRIYA).waitFor();
        await portico.axe(maya);

        // Nothing has happened yet.
        await dialog.getByRole('link', { name: 'Cancel' }).click();
        await dialog.waitFor({ state: 'detached' });
        await click(priya);
        await priya.waitForURL('**/calls');

        await maya.getByRole('main').getByRole('link', { name: 'Delete…' }).click();
        await dialog.getByRole('button', { name: 'Delete user' }).click();
        await done('User deleted');
        assert.equal(await maya.locator('#users tbody tr', { hasText: PRIYA }).count(), 0);
        await isOut(priya);
        assert.equal(await refusal(portico.login({ email: PRIYA })), wrong);
    });

    test('without JavaScript the question is a page of its own', async () => {
        const plain = await portico.enter(MAYA, { javascript: false });
        await plain.goto('/console/accounts?q=dental');
        await row(plain, BRIGHT_SMILE).getByRole('link').first().click();
        await plain.getByRole('main').getByRole('link', { name: 'Lock…' }).click();
        assert.equal(await heading(plain), `Lock ${BRIGHT_SMILE}?`);
        await plain.getByRole('link', { name: 'Cancel' }).click();
        assert.equal(await heading(plain), BRIGHT_SMILE);
    });

    test('nothing went wrong on the way', () => assertQuiet(maya));
});
