// The office manager makes the schedule and changes tonight on it; the operator sees it before anybody reloads.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import ICAL from 'ical.js';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const AT_ONCE = 8000;

describe('the on-call calendar', () => {
    let portico, maya, nora;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_44 a Client Admin sees who is on call, and the month', async () => {
        await nora.getByRole('link', { name: 'On call' }).first().click();
        await nora.waitForURL('**/on_call');
        await nora.getByRole('region', { name: 'Emergencies' }).first().waitFor();
        await nora.getByRole('table', { name: /Emergencies/ }).waitFor();
        await nora.getByRole('link', { name: 'Later' }).click();
        await nora.getByRole('link', { name: 'Today' }).click();
        for (const view of ['Week', 'Agenda', 'Month']) {
            await nora.getByRole('link', { name: view, exact: true }).click();
            await nora.waitForURL(`**view=${view.toLowerCase()}*`);
        }
    });

    test('s0_11 she makes a schedule, and is told of its gaps before it is saved', async () => {
        await nora.goto('/on_call/new');
        await nora.getByLabel('Name of the schedule').fill('Billing questions');
        await nora.getByLabel('Turn 1').selectOption({ index: 1 });
        await nora.getByRole('button', { name: 'More people' }).click();
        await nora.getByLabel('Turn 6').waitFor();
        assert.equal(await nora.getByLabel('Name of the schedule').inputValue(), 'Billing questions');
        await nora.getByRole('button', { name: 'Only at certain times' }).click();
        await nora.getByLabel('Monday').check();
        await nora.getByLabel('From').fill('17:00');
        await nora.getByLabel('Until').fill('08:00');
        await nora.getByRole('button', { name: 'Save schedule' }).click();
        await nora.getByText(/Nobody is on call 1[34] times/).waitFor();
        await nora.getByLabel('Fallback').selectOption({ index: 2 });
        await nora.getByRole('button', { name: 'Save with these gaps' }).click();
        await nora.getByText('Schedule saved', { exact: true }).waitFor();
        await nora.getByRole('heading', { name: 'Billing questions' }).waitFor();
    });

    test('s0_11 two clicks put somebody else on call, and the operator sees it at once', async () => {
        const listening = maya.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'));
        await openAccount(maya, BRIGHT_SMILE);
        await listening;
        await maya.evaluate(() => (window.untouched = true));
        const card = maya.getByRole('region', { name: 'Billing questions' });
        await card.waitFor();
        await nora.getByRole('link', { name: 'Put somebody else on call' }).click();
        await nora.getByLabel('Who').selectOption({ label: (await nora.getByRole('option', { name: /Jess Tran/ }).textContent()).trim() });
        const until = await nora.getByLabel('From').inputValue();
        await nora.getByLabel('Until').fill(`${Number(until.slice(0, 4)) + 1}${until.slice(4, 8)}01T08:00`);
        await nora.getByRole('button', { name: 'Put on call' }).click();
        await nora.getByText('On call changed', { exact: true }).waitFor();
        await card.getByText('Jess Tran', { exact: true }).waitFor({ timeout: AT_ONCE });
        assert.ok(await maya.evaluate(() => window.untouched === true), 'nobody reloaded the page');
        await nora.getByRole('button', { name: /Take back/ }).first().click();
        await nora.getByText('Taken back', { exact: true }).waitFor();
    });

    test('s0_11 a Client User looks, and changes nothing', async () => {
        const priya = await portico.enter(PRIYA);
        await priya.goto('/on_call');
        await priya.getByRole('region', { name: 'Emergencies' }).first().waitFor();
        assert.equal(await priya.getByRole('link', { name: 'Change schedule' }).count(), 0);
        assert.equal(await priya.getByRole('link', { name: 'Put somebody else' }).count(), 0);
        assertQuiet(priya);
        await inspect(priya);
    });

    test('s0_44 two clicks offer one’s own turn, and whoever runs the schedule sees it at once', async () => {
        const priya = await portico.enter(PRIYA);
        await nora.goto('/on_call');
        const offers = nora.getByRole('region', { name: 'Turns that wait for somebody' });
        await offers.waitFor();
        const before = await offers.getByRole('listitem').count();
        await priya.goto('/on_call');
        await priya.getByRole('link', { name: 'Emergencies' }).last().click();
        await priya.getByRole('heading', { name: 'Emergencies' }).waitFor();
        await priya.getByRole('link', { name: 'Agenda', exact: true }).click();
        await priya.waitForURL('**view=agenda*');
        await priya.getByRole('link', { name: /Give away or swap/ }).first().click();
        await priya.getByText(/This turn in “Emergencies” is Dr. Priya Anand’s/).waitFor();
        await priya.getByRole('button', { name: 'Give away' }).click();
        await priya.getByText('Offered to everybody in this schedule', { exact: true }).waitFor();
        await offers.getByRole('listitem').nth(before).waitFor({ timeout: AT_ONCE });
        await priya.getByRole('button', { name: /Withdraw/ }).first().click();
        await priya.getByText('Withdrawn', { exact: true }).waitFor();

        // Nora decides for all: the turn is another one’s at once.
        await nora.goto('/on_call?view=agenda');
        await nora.getByRole('link', { name: /Give away or swap/ }).first().click();
        await nora.getByLabel(/^To\b/).selectOption({ index: 1 });
        await nora.getByRole('button', { name: 'Give away' }).click();
        await nora.getByText('On call changed', { exact: true }).waitFor();
        assertQuiet(priya);
    });

    test('s0_44 a calendar program reads her shifts, and what it reads can be put in again', async () => {
        const priya = await portico.enter(PRIYA);
        await priya.goto('/on_call');
        await priya.getByRole('link', { name: 'In your calendar' }).click();
        await priya.getByRole('button', { name: /Make a link.*My own shifts/ }).click();
        const link = new URL(await priya.locator('.is-secret code').textContent());
        const answer = await fetch(new URL(link.pathname, portico.url));
        const text = await answer.text();
        const calendar = new ICAL.Component(ICAL.parse(text));
        const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
        assert.ok(events.length > 20, `${events.length} shifts`);
        assert.equal(new Set(events.map((event) => event.uid)).size, events.length);
        for (const event of events) {
            assert.match(event.summary, /: Dr\. Priya Anand$/);
            assert.ok(event.startDate.compare(event.endDate) < 0 && event.startDate.zone === ICAL.Timezone.utcTimezone);
        }
        const again = await fetch(new URL(link.pathname, portico.url), { headers: { 'if-none-match': answer.headers.get('etag') } });
        assert.equal(again.status, 304);

        await nora.goto('/on_call');
        await nora.getByRole('link', { name: 'Import', exact: true }).click();
        await nora.getByLabel('Calendar file').setInputFiles({ name: 'on-call.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) });
        await nora.getByRole('button', { name: 'Look at it' }).click();
        // What is over is left out, and said to be.
        const good = events.filter((event) => event.endDate.toJSDate() > new Date()).length;
        await nora.getByText(`${good} shifts would be put in`).waitFor();
        await nora.getByRole('button', { name: `Put ${good} on call` }).click();
        await nora.getByText(`${good} shifts put in`, { exact: true }).waitFor();
        await priya.getByRole('button', { name: /Take back.*My own shifts/ }).click();
        await priya.getByText('Link taken back', { exact: true }).waitFor();
        assert.equal((await fetch(new URL(link.pathname, portico.url))).status, 404);
        assertQuiet(priya);
    });

    test('it can be read on a phone', async () => {
        await nora.setViewportSize({ width: 320, height: 640 });
        await nora.goto('/on_call');
        const width = await nora.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `${width} px`);
        await nora.goto('/on_call/new');
        assert.ok((await nora.evaluate(() => document.documentElement.scrollWidth)) <= 320);
        await inspect(nora);
    });

    test('nothing went wrong on the way', () => [maya, nora].forEach(assertQuiet));
});
