// What went on in an account: charts drawn by the server, each with its numbers in a table.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

for (const javascript of [true, false]) {
    describe(`activity, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        test('s3_27 the charts and their tables say the same', async () => {
            await maya.setViewportSize({ width: 1440, height: 900 });
            await openAccount(maya, BRIGHT_SMILE);
            await maya.getByRole('navigation', { name: BRIGHT_SMILE }).getByRole('link', { name: 'Activity' }).click();
            await maya.waitForURL(/accounts\/acct_\w+\/activity$/);
            for (const kind of ['Calls', 'Messages', 'Sign-ins']) {
                const chart = maya.getByRole('figure', { name: kind });
                const total = Number(await chart.locator('.chart-total strong').innerText());
                await chart.getByText('All numbers').click();
                const numbers = await chart.locator('td').allInnerTexts();
                assert.equal(numbers.reduce((sum, one) => sum + Number(one), 0), total, kind);
                assert.equal(await chart.locator('rect').count(), numbers.filter((one) => one !== '0').length, kind);
                if (kind === 'Calls') assert.ok(total > 100, `${total} calls`);
            }
            if (javascript) await inspect(maya);
        });
    });
}
