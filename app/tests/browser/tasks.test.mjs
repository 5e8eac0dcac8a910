// A client writes down what is to be done; it is on the operator's open page at once, and done there step by step.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { MAYA, NORA, PRIYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { row } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const AT_ONCE = 8000;
const TITLE = 'Order new appointment cards';

describe('tasks', () => {
    let portico, maya, nora, priya;
    const listen = async (page, address) => {
        const listening = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/live'));
        await page.goto(address);
        await listening;
    };
    before(async () => {
        portico = await openPortico();
        [maya, nora, priya] = await Promise.all([MAYA, NORA, PRIYA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('s0_41 a Client Admin writes a task for the operators', async () => {
        await listen(maya, '/console/tasks?state=open');
        await nora.goto('/tasks');
        await nora.getByRole('link', { name: 'New task' }).first().click();
        await nora.getByRole('button', { name: 'Add task' }).click();
        await nora.getByText('Write what is to be done.').first().waitFor();
        await nora.getByLabel('What is to be done?').fill(TITLE);
        await nora.getByLabel('For', { exact: true }).selectOption({ label: 'The operators' });
        await nora.getByLabel('Due').fill('2001-02-03T09:30');
        await nora.getByLabel('Checklist').fill('Ask for the logo\nSend the order');
        await nora.getByRole('button', { name: 'Add task' }).click();
        await nora.getByRole('heading', { level: 1, name: TITLE }).waitFor();
        await nora.getByText('0 of 2 done').waitFor();
        await inspect(nora);
    });

    test('s0_06 it stands on the open page of the operator, and is overdue', async () => {
        const line = row(maya, TITLE);
        await line.waitFor({ timeout: AT_ONCE });
        assert.match(await line.innerText(), /Overdue/);
        await inspect(maya);
    });

    test('s0_06 the operator ticks a step off, says so, and starts it on the board', async () => {
        await row(maya, TITLE).getByRole('link').first().click();
        await maya.getByRole('checkbox', { name: 'Ask for the logo' }).click();
        await maya.getByText('1 of 2 done').waitFor();
        await maya.getByLabel('Comment', { exact: true }).fill('The logo is on its way.');
        await maya.getByRole('button', { name: 'Add comment' }).click();
        await maya.getByText('The logo is on its way.').waitFor();
        await inspect(maya);
        await maya.goto('/console/tasks/board');
        await maya.getByRole('button', { name: new RegExp(`^Start.*${TITLE}`) }).click();
        await maya.getByRole('region', { name: 'In progress' }).getByRole('link', { name: TITLE }).waitFor();
        await inspect(maya);
    });

    test('s0_06 the client reads it and completes the task', async () => {
        await nora.goto('/tasks');
        await row(nora, TITLE).getByRole('link').first().click();
        await nora.getByText('The logo is on its way.').waitFor();
        await nora.getByRole('button', { name: 'Done', exact: true }).click();
        await nora.getByRole('button', { name: 'Reopen' }).waitFor();
        await nora.goto('/tasks/board');
        await nora.getByRole('region', { name: 'Done' }).getByRole('link', { name: TITLE }).waitFor();
        await inspect(nora);
    });

    test('s0_06 a Client User sees what is his or hers, on the first page too', async () => {
        await priya.goto('/');
        await priya.getByRole('heading', { name: 'My tasks' }).waitFor();
        await inspect(priya);
        await priya.getByRole('button', { name: /^Done/ }).first().click();
        await priya.getByText('Done', { exact: true }).first().waitFor();
        await priya.goto('/tasks');
        assert.equal(await row(priya, TITLE).count(), 0);
        assert.equal(await priya.getByRole('link', { name: 'New task' }).count(), 0);
    });

    test('nothing went wrong on the way', () => [maya, nora, priya].forEach(assertQuiet));
});
