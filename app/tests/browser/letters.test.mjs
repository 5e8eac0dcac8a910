// Settings > Letters, Outbox and Mailbox: a text is written, looked at, tried, and read as its recipient reads it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { MAYA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, rows } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

const TEXT = '/console/settings/letters/test.email';

for (const javascript of [true, false]) {
    describe(`Letters, with${javascript ? '' : 'out'} JavaScript`, () => {
        let portico, maya;
        before(async () => {
            portico = await openPortico();
            maya = await portico.enter(MAYA, { javascript });
        });
        after(() => portico?.close());

        const write = async (subject, body) => {
            await maya.goto(TEXT);
            await maya.getByLabel('Subject').fill(subject);
            await maya.getByLabel('Text', { exact: true }).fill(body);
        };
        const press = (name) => maya.getByRole('button', { name, exact: true }).click();

        test('c_04 a mistake is said with its line and its word, and what was written stays', async () => {
            await write('Hello', 'Dear {{ first_name }},\n\n{{ lnik }}');
            await press('Save');
            await maya.getByText('Line 3: there is no variable “lnik”').first().waitFor();
            assert.match(await maya.getByLabel('Text', { exact: true }).inputValue(), /lnik/);
            if (javascript) await inspect(maya);
        });

        test('c_04 a preview shows samples and saves nothing', async () => {
            await write('Hello {{ first_name }}', 'Sign in at {{ login_url }}');
            await press('Preview');
            await maya.getByRole('heading', { name: 'Hello Dana' }).waitFor();
            if (javascript) await inspect(maya);
            await maya.goto(TEXT);
            assert.match(await maya.getByLabel('Subject').inputValue(), /^A test letter/);
        });

        test('c_04 s2_27 a saved text is what arrives, with the link to the sign-in page', async () => {
            await write('Hello {{ first_name }}', 'Sign in at {{ login_url }}');
            await press('Save');
            await press('Send me a test');
            await eventually(async () => {
                await maya.goto('/console/settings/mailbox');
                assert.equal(await rows(maya).count(), 1);
            });
            await rows(maya).first().getByRole('link').first().click();
            await maya.getByRole('heading', { level: 1, name: 'Hello Dana' }).waitFor();
            await maya.getByText(`Sign in at ${portico.url}/login`).waitFor();
            if (javascript) await inspect(maya);
        });

        test('the outbox says what became of it', async () => {
            await maya.goto('/console/settings/outbox');
            await maya.getByText('Letters are kept in the mailbox.').first().waitFor();
            await rows(maya).first().getByRole('link').first().click();
            await maya.getByRole('heading', { level: 2, name: 'Attempts' }).waitFor();
            await maya.getByText('Kept in the mailbox of this instance.').waitFor();
            if (javascript) await inspect(maya);
        });
    });
}
