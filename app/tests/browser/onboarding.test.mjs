// The checklist of a new client: made in the settings, resting while the account is in setup, ticked on both sides.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, row, rows } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

for (const javascript of [true, false]) {
    describe(`onboarding, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya, nora;
        before(async () => {
            portico = await openPortico();
            [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who, { javascript })));
        });
        after(() => portico?.close());

        const look = async (page) => {
            if (javascript) await inspect(page);
            await page.setViewportSize({ width: 1440, height: 900 });
        };
        const count = (page, words) =>
            eventually(async () => assert.match(await page.locator('.checklist-count').innerText(), words));
        const step = (page, title) => page.locator('.checklist-steps li', { hasText: title });

        test('s3_30 the organization adds a step to its checklist and moves it', async () => {
            await maya.setViewportSize({ width: 1440, height: 900 });
            await maya.goto('/console/settings/onboarding');
            await maya.getByRole('link', { name: 'New step' }).first().click();
            await maya.waitForURL('**/onboarding/new');
            await maya.getByRole('button', { name: 'Add step' }).click();
            await maya.getByText('Write what is to be done.').first().waitFor();
            await look(maya);
            await maya.getByLabel('What is to be done').fill('Send us your opening hours');
            await maya.getByLabel('Explanation').fill('Also those of holidays.');
            await maya.getByRole('button', { name: 'Add step' }).click();
            await maya.waitForURL('**/settings/onboarding');
            const mine = row(maya, 'Send us your opening hours');
            assert.equal(await rows(maya).last().innerText(), await mine.innerText());
            await mine.locator('summary').click();
            await mine.getByRole('button', { name: /Move up/ }).click();
            await eventually(async () => assert.notEqual(await rows(maya).last().innerText(), await mine.innerText()));
            await look(maya);
        });

        test('s3_30 the client sees on the first page what comes next, and ticks what is theirs', async () => {
            await nora.goto('/');
            const started = nora.getByRole('region', { name: 'Getting started' });
            assert.match(await started.innerText(), /6 of 8[\s\S]*Send us your opening hours/);
            await look(nora);
            await started.getByRole('link', { name: 'All 8 steps' }).click();
            await nora.waitForURL('**/onboarding');
            await count(nora, /6 of 8/);
            assert.equal(await step(nora, 'Make a test call').getByRole('button').count(), 0, 'that is the team’s');
            await step(nora, 'Send us your opening hours').getByRole('button', { name: /Mark as done/ }).click();
            await count(nora, /7 of 8/);
            await look(nora);
        });

        test('s3_30 the operator sees who did what when, and takes a tick back', async () => {
            await openAccount(maya, BRIGHT_SMILE);
            await maya.getByRole('navigation', { name: BRIGHT_SMILE }).getByRole('link', { name: 'Onboarding' }).click();
            await count(maya, /7 of 8/);
            assert.match(await step(maya, 'Send us your opening hours').innerText(), /Ticked · Nora Whitfield · /);
            assert.match(await step(maya, 'Tell us whom we may reach').innerText(), /Completed by itself · /);
            await look(maya);
            await step(maya, 'Send us your opening hours').getByRole('button', { name: /Take back/ }).click();
            await count(maya, /6 of 8/);
        });

        test('s3_31 s3_32 in setup the checklist rests, and begins anew when the setup is complete', async () => {
            await maya.getByRole('button', { name: 'Take back into setup' }).click();
            await maya.getByText(/the client’s checklist rests/).waitFor();
            assert.equal(await maya.locator('.checklist').count(), 0);
            await look(maya);
            await nora.goto('/onboarding');
            await nora.getByText(/is preparing your account/).waitFor();
            await look(nora);
            await nora.goto('/');
            assert.equal(await nora.getByRole('region', { name: 'Getting started' }).count(), 0);
            await maya.getByRole('button', { name: 'Mark setup as complete' }).click();
            await count(maya, /0 of 8/);
            await nora.goto('/onboarding');
            await count(nora, /0 of 8/);
            await nora.goto('/status');
            await nora.getByLabel('What should the operators know?').fill('Closed on Friday.');
            await nora.getByRole('button', { name: 'Set status' }).click();
            await nora.getByText('Status set', { exact: true }).waitFor();
            await nora.goto('/onboarding');
            await count(nora, /1 of 8/);
        });

        test('a step is deleted after a question', async () => {
            await maya.goto('/console/settings/onboarding');
            const href = await row(maya, 'Send us your opening hours').getByRole('link').first().getAttribute('href');
            await maya.goto(`${href}/delete`);
            await maya.getByRole('button', { name: 'Delete step' }).click();
            await maya.waitForURL('**/settings/onboarding');
            assert.equal(await row(maya, 'Send us your opening hours').count(), 0);
        });
    });
}
