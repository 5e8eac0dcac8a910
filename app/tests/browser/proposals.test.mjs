// Where changes of resources are looked at first: a client proposes, an operator sees the difference and decides, now or
// for later, and the client sees what came of it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const TITLE = 'A new patient calls';
/** The row of a list that leads to a proposal. */
const PROPOSAL = 'main a[href*="/proposals/prop_"]';
const TEXT = 'What operators need to know';

describe('proposals', () => {
    let portico, maya, nora;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    /** Pictures of a page as an operator has it on the desk, and as somebody has it on a phone at night. */
    async function pictures(who, page, name) {
        const url = new URL(page.url());
        for (const [theme, width] of [['light', 1440], ['dark', 320]]) {
            const look = await portico.enter(who, { theme, width });
            await look.goto(url.pathname + url.search);
            await portico.screenshot(look, `proposals-${name}-${width}-${theme}`);
            await look.close();
        }
    }

    test('s0_10 an operator says that changes of this client are looked at first', async () => {
        await openAccount(maya, BRIGHT_SMILE);
        await maya.getByText('What the client changes of resources holds at once, as everywhere.').waitFor();
        await maya.goto(`${maya.url().split('?')[0]}/approve-resources`);
        await maya.getByLabel('Changes by the client').selectOption({ label: 'They wait for an operator' });
        await inspect(maya);
        await maya.getByRole('button', { name: 'Save' }).click();
        await maya.getByText('What the client changes of resources waits for an operator.').waitFor();
    });

    test('s0_42 a client proposes a change and sees it wait, with the difference', async () => {
        await nora.goto('/resources');
        await nora.getByText('What you change is looked at by operators first.').waitFor();
        await nora.getByRole('link', { name: TITLE, exact: true }).click();
        await nora.getByRole('link', { name: 'Edit' }).click();
        await nora.getByText('before it holds').waitFor();
        const text = nora.getByLabel(TEXT);
        await text.fill((await text.inputValue()).replace('on the next working day', 'within the hour'));
        await inspect(nora);
        await nora.getByRole('button', { name: 'Propose change' }).click();
        await nora.getByText('waits for approval.').waitFor();
        const changes = nora.getByRole('region', { name: /What .* proposes/ });
        assert.match(await changes.locator('ins').innerText(), /within the hour/);
        assert.match(await nora.locator('.rich').first().innerText(), /on the next working day/, 'the text stays as it is');
        await inspect(nora);
        await pictures(NORA, nora, 'resource-of-the-client');
        await nora.getByRole('link', { name: 'Look at it' }).click();
        await nora.getByRole('heading', { level: 1, name: `Change of ${TITLE}` }).waitFor();
        await inspect(nora);
        await pictures(NORA, nora, 'proposal-of-the-client');
    });

    test('s0_42 the client changes the proposal', async () => {
        await nora.getByRole('link', { name: 'Change it' }).click();
        const text = nora.getByLabel(TEXT);
        await text.fill((await text.inputValue()).replace('within the hour', 'within two hours'));
        await nora.getByLabel('Should hold from').fill('2027-01-04T08:00').catch(() => {});
        await nora.getByLabel('Should hold from').fill('');
        await inspect(nora);
        await nora.getByRole('button', { name: 'Save proposal' }).click();
        await nora.getByText('Your proposal is changed').waitFor();
        await nora.getByText('within two hours').first().waitFor();
    });

    test('s0_10 an operator finds it in My work and approves it for later', async () => {
        await maya.goto('/console/work?of=all');
        const part = maya.getByRole('region', { name: 'Changes of resources that wait' });
        await part.getByRole('link', { name: TITLE }).click();
        const changes = maya.getByRole('region', { name: /What .* proposes/ });
        assert.match(await changes.locator('del').innerText(), /on the next working day/);
        assert.match(await changes.locator('ins').innerText(), /within two hours/);
        await inspect(maya);
        await pictures(MAYA, maya, 'proposal-of-the-operator');
        const later = new Date(Date.now() + 7 * 24 * 3600 * 1000).toISOString().slice(0, 11) + '08:00';
        await maya.getByLabel('Takes effect').fill(later);
        await maya.getByRole('button', { name: 'Approve', exact: true }).click();
        await maya.getByText(/^Approved: it takes effect on/).waitFor();
        await maya.getByText('Until then everybody sees the text as it is.').waitFor();
        await inspect(maya);
        await nora.getByText('Until then everybody sees the text as it is.').waitFor();
    });

    test('s0_10 until then the board and the account say when it changes', async () => {
        await openAccount(maya, BRIGHT_SMILE);
        const part = maya.getByRole('region', { name: 'Resources' });
        await part.getByText(/^Changes on/).waitFor();
        await pictures(MAYA, maya, 'account');
        await maya.goto(maya.url().replace('/accounts/', '/board/'));
        await maya.getByRole('region', { name: 'Resources' }).getByText(/^Changes on/).waitFor();
        await inspect(maya);
        await pictures(MAYA, maya, 'board');
    });

    test('s0_10 the operator lets it hold at once, with words of the own', async () => {
        await maya.goto('/console/resources/proposals?state=scheduled');
        await inspect(maya);
        await pictures(MAYA, maya, 'list');
        await maya.locator(PROPOSAL).first().click();
        await maya.getByRole('link', { name: 'Change and approve' }).click();
        const text = maya.getByLabel(TEXT);
        await text.fill((await text.inputValue()).replace('within two hours', 'within two hours, on working days'));
        await inspect(maya);
        await pictures(MAYA, maya, 'edit-of-the-operator');
        await maya.getByRole('button', { name: 'Approve as written here' }).click();
        await maya.getByText('Approved, and in effect').waitFor();
        await nora.goto('/resources');
        await nora.getByRole('link', { name: TITLE, exact: true }).click();
        await nora.getByText('within two hours, on working days').first().waitFor();
        await nora.getByText(/approved by/).first().waitFor();
    });

    test('s0_42 a deletion is refused, and the client reads why', async () => {
        await nora.getByRole('link', { name: 'Delete…' }).click();
        await nora.getByRole('button', { name: 'Propose deletion' }).click();
        await nora.getByText(/A deletion by .* waits for approval\./).waitFor();
        await maya.goto('/console/resources/proposals?state=open');
        await maya.locator(PROPOSAL).first().click();
        await maya.getByRole('button', { name: 'Approve, and delete it' }).waitFor();
        await inspect(maya);
        await maya.goto(`${maya.url().split('?')[0]}/refuse`);
        await maya.getByLabel('Why').fill('New patients still call. Change it instead.');
        await inspect(maya);
        await maya.getByRole('button', { name: 'Refuse' }).click();
        await maya.getByText('Refused', { exact: true }).first().waitFor();
        await nora.goto('/resources/proposals');
        await inspect(nora);
        await pictures(NORA, nora, 'list-of-the-client');
        await nora.getByRole('link', { name: TITLE }).first().click();
        await nora.getByText('New patients still call. Change it instead.').waitFor();
        await inspect(nora);
    });

    test('s0_42 a new one is proposed and withdrawn', async () => {
        await nora.goto('/resources/new');
        await nora.getByLabel('Title').fill('Parking for the night');
        await nora.getByLabel('Category').selectOption({ label: 'Directions' });
        await nora.getByLabel(TEXT).fill('Behind the house.');
        await nora.getByRole('button', { name: 'Propose resource' }).click();
        await nora.getByRole('heading', { level: 1, name: 'New: Parking for the night' }).waitFor();
        await inspect(nora);
        await nora.getByRole('link', { name: 'Withdraw…' }).click();
        await nora.getByRole('button', { name: 'Withdraw proposal' }).click();
        await nora.getByText('Withdrawn', { exact: true }).first().waitFor();
    });

    test('nothing went wrong on the way', () => [maya, nora].forEach(assertQuiet));
});
