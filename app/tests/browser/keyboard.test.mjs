// Without a mouse: everything is reached, one sees where one is, and what opens gives the place back when it closes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { eventually, heading, path } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

describe('by keyboard', () => {
    let portico, nora;
    before(async () => {
        portico = await openPortico();
        nora = await portico.enter(NORA);
    });
    after(() => portico?.close());

    const press = async (page, ...keys) => {
        for (const key of keys) await page.keyboard.press(key);
    };
    /** Where the keyboard is: the row's number in its list, or what the thing is called. */
    const place = (page) =>
        page.evaluate(() => {
            const here = document.activeElement;
            const at = here.closest('tbody tr');
            if (at) return [...at.parentElement.children].indexOf(at);
            return here === document.body ? 'nowhere' : here.id || here.innerText;
        });
    /** Whether one sees it: an outline of two pixels, not under a bar that sticks, within the window. */
    const isSeen = (page) =>
        page.evaluate(() => {
            const here = document.activeElement;
            const shows = (one) => one && getComputedStyle(one).outlineStyle !== 'none' && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
            const box = here.getBoundingClientRect();
            const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return {
                what: here.outerHTML.slice(0, 120),
                outline: shows(here) || shows(here.closest('label')),
                uncovered: top !== null && (here.contains(top) || top.contains(here) || here.closest('label')?.contains(top) === true),
            };
        });

    test('the first thing on a page is the way past the menu', async () => {
        await nora.goto('/calls');
        await press(nora, 'Tab');
        assert.equal(await place(nora), 'Skip to content');
        assert.ok(await nora.getByRole('link', { name: 'Skip to content' }).isVisible());
        await press(nora, 'Enter');
        assert.equal(await place(nora), 'main');
        await press(nora, 'Tab');
        assert.ok(await nora.evaluate(() => document.activeElement.closest('main') !== null));
    });

    for (const address of ['/calls', '/', '/login', '/console/accounts']) {
        test(`one sees where one is, all through ${address}`, async () => {
            const page = await portico.newPage();
            if (address !== '/login') await portico.signIn(page, portico.login({ email: address.startsWith('/console') ? MAYA : NORA }));
            await page.goto(address);
            const seen = new Set();
            for (let n = 0; n < 40; n++) {
                await press(page, 'Tab');
                if (await page.evaluate(() => document.activeElement === document.body)) break;
                const { what, outline, uncovered } = await isSeen(page);
                assert.ok(outline, `no outline around ${what}`);
                assert.ok(uncovered, `covered: ${what}`);
                seen.add(what);
            }
            assert.ok(seen.size >= 5, [...seen].join('\n'));
        });
    }

    test('/ leads to the search, where letters are letters', async () => {
        await nora.goto('/calls');
        await press(nora, '/');
        assert.equal(await place(nora), 'calls-search');
        await press(nora, 'j', 'k');
        assert.equal(await nora.getByRole('searchbox').inputValue(), 'jk');
        assert.equal(await place(nora), 'calls-search');
    });

    test('j and k move through the rows, o opens one', async () => {
        await nora.goto('/calls');
        await press(nora, 'j');
        assert.equal(await place(nora), 0);
        await press(nora, 'j', 'j', 'k');
        assert.equal(await place(nora), 1);
        const address = await nora.evaluate(() => document.activeElement.getAttribute('href'));
        await press(nora, 'o');
        await nora.waitForURL(`**${address}`);
        assert.match(await heading(nora), /^Call/);
    });

    test('a row far down is not hidden under the head of the list', async () => {
        await nora.goto('/calls?limit=100');
        await press(nora, ...Array(30).fill('j'), ...Array(25).fill('k'));
        assert.equal(await place(nora), 4);
        const { outline, uncovered } = await isSeen(nora);
        assert.ok(outline && uncovered);
    });

    test('g m goes to the messages', async () => {
        await press(nora, 'g', 'm');
        await nora.waitForURL('**/messages');
    });

    test('? says which keys there are, and gives the place back', async () => {
        await press(nora, 'j', 'j', '?');
        const help = nora.getByRole('dialog', { name: 'Keyboard shortcuts' });
        await help.waitFor();
        await help.getByText('Next, previous row').waitFor();
        await press(nora, 'Escape');
        await help.waitFor({ state: 'hidden' });
        assert.equal(await place(nora), 1);
    });

    test('who does not want single keys turns them off, and they stay off', async () => {
        await press(nora, '?');
        const box = nora.getByRole('checkbox', { name: /Use single-key shortcuts/ });
        await box.uncheck();
        await press(nora, 'Escape');
        await nora.goto('/calls');
        await press(nora, '/', 'g', 'm', '?');
        assert.equal(await place(nora), 'nowhere');
        assert.equal(path(nora), '/calls');
        // The help itself is still in the menu behind one's name.
        await nora.locator('.top .who').press('Enter');
        await nora.getByRole('button', { name: /Keyboard shortcuts/ }).press('Enter');
        await box.check();
        await press(nora, 'Escape', '/');
        await eventually(async () => assert.equal(await place(nora), 'calls-search'));
    });

    test('the filters open beside the list, take the keyboard, and give it back', async () => {
        await nora.goto('/calls');
        const add = nora.getByRole('link', { name: 'Add filter' });
        await add.press('Enter');
        await eventually(async () => assert.ok(await nora.evaluate(() => document.activeElement.closest('[popover]') !== null)));
        await press(nora, 'Escape');
        await nora.locator('[popover] form').waitFor({ state: 'hidden' });
        assert.equal(await place(nora), 'Add filter');
        assert.equal(await nora.title(), 'Calls · Harborline Answering Service');
    });

    test('a question takes the keyboard, and gives it back', async () => {
        const maya = await portico.enter(MAYA);
        await openAccount(maya, BRIGHT_SMILE);
        const lock = maya.getByRole('main').getByRole('link', { name: 'Lock…' });
        await lock.press('Enter');
        const question = maya.getByRole('dialog', { name: `Lock ${BRIGHT_SMILE}?` });
        await question.waitFor();
        // Tab stays within: two buttons, and the browser's own.
        for (let n = 0; n < 6; n++) {
            await press(maya, 'Tab');
            const inside = await maya.evaluate(() => document.activeElement.closest('dialog') !== null || document.activeElement === document.body);
            assert.ok(inside);
        }
        await press(maya, 'Escape');
        await question.waitFor({ state: 'detached' });
        assert.equal(await place(maya), 'Lock…');
        assert.equal(await maya.locator('.record-line').getByText('Active').count(), 1);
    });

    test('the theme is chosen, and stays', async () => {
        const page = await portico.enter(NORA);
        const theme = () => page.locator('html').getAttribute('data-theme');
        await page.locator('.top .who').press('Enter');
        const stored = page.waitForResponse((response) => new URL(response.url()).pathname === '/theme');
        await page.getByRole('button', { name: 'Dark' }).press('Enter');
        assert.equal(await theme(), 'dark');
        await stored;
        await page.goto('/calls');
        assert.equal(await theme(), 'dark');
        // And without JavaScript.
        const plain = await portico.enter(NORA, { javascript: false });
        await plain.goto('/calls?state=missed');
        await plain.locator('.top .who').click();
        await plain.getByRole('button', { name: 'Dark' }).click();
        await plain.waitForURL('**/calls?state=missed');
        assert.equal(await plain.locator('html').getAttribute('data-theme'), 'dark');
    });

    test('signed out is signed out, also one page back', async () => {
        await nora.goto('/calls');
        const menu = nora.locator('.top .who');
        await menu.press('Enter');
        await press(nora, 'Escape');
        assert.equal(await menu.evaluate((one) => one === document.activeElement && !one.parentElement.open), true);
        await menu.press('Enter');
        await nora.getByRole('button', { name: 'Sign out' }).press('Enter');
        await nora.waitForURL('**/login');
        await nora.goBack();
        await nora.waitForURL('**/login?*');
        assert.equal(await heading(nora), 'Sign in');
    });

    test('nothing went wrong on the way', () => assertQuiet(nora));
});
