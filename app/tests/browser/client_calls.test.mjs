// A client looks at the calls that were taken for the business: finds one, opens it, takes the list out as a file.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { NORA, PRIYA } from './lib/cast.mjs';
import { column, eventually, heading, keys, path, query, rows, seconds, total } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

let portico;
before(async () => (portico = await openPortico()));
after(() => portico?.close());

for (const javascript of [true, false]) {
    const how = javascript ? 'with JavaScript' : 'without JavaScript';

    describe(`the calls of a client, ${how}`, () => {
        let nora;
        before(async () => (nora = await portico.enter(NORA, { javascript })));

        const menu = (page, name) => page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name });
        const sorted = (page, direction) => page.locator(`th[aria-sort="${direction}"]`, { hasText: 'Length' }).waitFor();
        const lengths = async (page) => (await column(page, 'Length')).map(seconds);

        test('s0_03 the Client Admin comes to the calls by the menu, the latest first', async () => {
            await menu(nora, 'Calls').click();
            await nora.waitForURL('**/calls');
            assert.equal(await heading(nora), 'Calls');
            assert.equal(await rows(nora).count(), 25);
            assert.ok((await total(nora)) > 100);
        });

        test('one click shows the missed ones alone', async () => {
            const all = await total(nora);
            await nora.getByRole('navigation', { name: 'Quick filters' }).getByRole('link', { name: 'Missed' }).click();
            await nora.waitForURL('**/calls?state=missed');
            await eventually(async () => assert.deepEqual(new Set(await column(nora, 'State')), new Set(['Missed'])));
            assert.ok((await total(nora)) < all);
        });

        test('a search within them finds a caller', async () => {
            const caller = (await column(nora, 'Caller')).find((name) => /[a-z] [a-z]/i.test(name));
            const search = nora.getByRole('searchbox');
            await search.fill(caller);
            // It finds while one types; without JavaScript, when one asks it to.
            if (!javascript) await search.press('Enter');
            await nora.waitForURL((url) => url.searchParams.get('q') === caller);
            await eventually(async () => assert.deepEqual(new Set(await column(nora, 'Caller')), new Set([caller])));
            assert.equal(query(nora).state, 'missed');
        });

        test('a search that finds nothing says so, and how to go on', async () => {
            const search = nora.getByRole('searchbox');
            await search.fill('nobody of this name');
            if (!javascript) await search.press('Enter');
            await nora.locator('.empty-title', { hasText: 'No calls match' }).waitFor();
            await nora.getByRole('link', { name: 'Clear filters' }).click();
            await eventually(async () => assert.equal(await rows(nora).count(), 25));
            assert.deepEqual([path(nora), query(nora)], ['/calls', {}]);
        });

        test('a filter is added, shown, and taken off again', async () => {
            const all = await total(nora);
            await nora.getByRole('link', { name: 'Add filter' }).click();
            await nora.getByLabel('Direction').or(nora.getByRole('group', { name: 'Direction' })).getByLabel('Inbound').check();
            await nora.getByRole('button', { name: 'Apply filters' }).click();
            await nora.waitForURL((url) => url.searchParams.get('direction') === 'inbound');
            await nora.getByRole('link', { name: 'Remove filter Direction: Inbound' }).click();
            await eventually(async () => assert.equal(await total(nora), all));
            assert.equal(query(nora).direction, undefined);
        });

        test('a click on Length sorts by it, the longest first; another turns it round', async () => {
            const header = nora.getByRole('columnheader', { name: 'Length' }).getByRole('link');
            await header.click();
            await sorted(nora, 'descending');
            const longest = await lengths(nora);
            assert.deepEqual(longest, longest.toSorted((a, b) => b - a));
            await header.click();
            await sorted(nora, 'ascending');
            const shortest = await lengths(nora);
            assert.deepEqual(shortest, shortest.toSorted((a, b) => a - b));
            assert.ok(shortest[0] < longest[0]);
        });

        test('ten rows on a page, and on to the next page and back', async () => {
            await nora.getByRole('navigation', { name: 'Rows per page' }).getByRole('link', { name: '10', exact: true }).click();
            await eventually(async () => assert.equal(await rows(nora).count(), 10));
            const first = await keys(nora);
            await nora.getByRole('link', { name: 'Next' }).click();
            await eventually(async () => assert.notDeepEqual(await keys(nora), first));
            const second = await keys(nora);
            assert.equal(new Set([...first, ...second]).size, 20);
            await nora.getByRole('link', { name: 'Previous' }).click();
            await eventually(async () => assert.deepEqual(await keys(nora), first));
            assert.deepEqual([query(nora).limit, query(nora).sort], ['10', 'duration']);
        });

        test('a call opens, and back is the list as it was left', async () => {
            const [address, list] = [nora.url(), await keys(nora)];
            await rows(nora).nth(3).getByRole('link').first().click();
            await nora.waitForURL('**/calls/call_*');
            assert.match(await heading(nora), /^Call/);
            assert.ok(nora.url().endsWith(list[3]));
            await nora.goBack();
            await eventually(async () => assert.deepEqual(await keys(nora), list));
            assert.equal(nora.url(), address);
        });

        test('the list is taken out as it is: filtered, and as a file', async () => {
            await nora.goto('/calls?state=voicemail');
            const count = await total(nora);
            const [download] = await Promise.all([
                nora.waitForEvent('download'),
                nora.getByRole('link', { name: 'Export' }).click(),
            ]);
            assert.equal(download.suggestedFilename(), 'calls.csv');
            const [header, ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
            assert.match(header, /^"Time \(America\/\w+\)","Caller"/);
            assert.equal(lines.length, count);
            assert.ok(lines.every((line) => line.includes('"voicemail"')));
        });

        test('s0_27 s0_30 a Client User sees his or her own calls, and no trace of the others', async () => {
            await nora.goto('/calls?limit=100');
            const all = await total(nora);
            const others = rows(nora).filter({ hasNotText: 'Dr. Priya Anand' }).first();
            const [caller, address] = [
                await others.locator('td[data-label="Caller"]').innerText(),
                await others.getByRole('link').first().getAttribute('href'),
            ];

            const priya = await portico.enter(PRIYA, { javascript });
            await priya.goto('/calls?limit=100');
            const own = await total(priya);
            assert.ok(own > 0 && own < all, `${own} of ${all}`);
            assert.deepEqual(new Set(await column(priya, 'For')), new Set(['Dr. Priya Anand']));
            assert.equal(await menu(priya, 'History').count(), 0);

            const answer = await priya.goto(address);
            assert.equal(answer.status(), 404);
            assert.equal(await heading(priya), 'Page not found');
            const denied = await priya.content();
            await priya.goto(address.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
            // The page carries its own address (for the theme switch), and nothing else that tells the two apart.
            const page = (html) => html.replace(/call_\w+/g, 'call_');
            assert.equal(page(await priya.content()), page(denied));

            await priya.goto(`/calls?q=${encodeURIComponent(caller)}&limit=100`);
            for (const contact of await column(priya, 'For')) assert.equal(contact, 'Dr. Priya Anand');
        });

        test('nothing went wrong on the way', () => assertQuiet(nora));
    });
}
