// An urgent message goes to whoever is on call; the link in the letter is acknowledged without JavaScript, and the proof
// stands on the page of the message.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { assertQuiet } from './lib/browser.mjs';
import { BRIGHT_SMILE, MAYA, NORA } from './lib/cast.mjs';
import { inspect } from './lib/inspect.mjs';
import { eventually, heading, path, row, rows } from './lib/look.mjs';
import { openAccount } from './lib/operator.mjs';
import { openPortico } from './lib/portico.mjs';

const SUBJECT = 'A crown came off';

describe('the delivery of a message', () => {
    let portico, maya, nora, message;
    before(async () => {
        portico = await openPortico();
        [maya, nora] = await Promise.all([MAYA, NORA].map((who) => portico.enter(who)));
    });
    after(() => portico?.close());

    test('a Client Admin decides to whom messages go', async () => {
        await nora.goto('/messages');
        await nora.getByRole('link', { name: 'Delivery' }).click();
        await nora.waitForURL('**/messages/delivery');
        await nora.getByLabel('What is sent').selectOption('Urgent messages');
        await nora.getByLabel('Messages for nobody in particular').selectOption('Whoever is on call in “Emergencies”');
        await nora.getByLabel('How', { exact: true }).selectOption('Email');
        await nora.getByLabel('Time to answer').selectOption('An hour');
        await nora.getByRole('button', { name: 'Save plan' }).click();
        await nora.getByText('Delivery plan saved.').waitFor();
        await nora.goto('/messages/delivery');
        await inspect(nora);
    });

    test('a Client Admin gives the plan a webhook, whose secret is shown once', async () => {
        await nora.goto('/messages/delivery');
        await nora.getByRole('link', { name: 'Set up…' }).click();
        await nora.waitForURL('**/messages/delivery/webhook');
        await inspect(nora);
        await nora.getByLabel('Address').fill('https://pager.example/in');
        await nora.getByRole('button', { name: 'Make webhook' }).click();
        await nora.getByText(/^whsec_/).waitFor();
        await inspect(nora);
        await nora.getByRole('link', { name: 'Go on to the plan' }).click();
        await nora.getByText('Messages can go to pager.example.').waitFor();
        await inspect(nora);
        await nora.getByRole('link', { name: 'Change…' }).click();
        await nora.getByRole('link', { name: 'New secret…' }).waitFor();
        await inspect(nora);
        await nora.getByRole('link', { name: 'Remove…' }).click();
        await nora.getByRole('button', { name: 'Remove webhook' }).click();
        await nora.getByText('Webhook removed.').waitFor();
    });

    test('the letter says who asks and how much it hurries, and its link is acknowledged without JavaScript', async () => {
        await openAccount(maya, BRIGHT_SMILE);
        await maya.getByRole('link', { name: 'Write message' }).click();
        await maya.getByLabel('Priority').selectOption('Urgent');
        await maya.getByLabel('Subject').fill(SUBJECT);
        await maya.locator('textarea').fill('Please call back at once.');
        await maya.getByRole('button', { name: 'Write message' }).click();
        await maya.getByText('Waits for an answer').first().waitFor();
        message = path(maya);
        await inspect(maya);
        await maya.goto('/console/settings/mailbox');
        await eventually(async () => {
            await maya.reload();
            assert.equal(await row(maya, 'Urgent message for Bright Smile Dental').count(), 1);
        });
        await row(maya, 'Urgent message for Bright Smile Dental').getByRole('link').first().click();
        const link = (await maya.locator('main').innerText()).match(/https?:\/\/\S+\/ack\/[\w-]+/)?.[0];
        assert.ok(link, 'a link in the letter');
        const looked = await portico.newPage();
        await looked.goto(new URL(link).pathname);
        await inspect(looked);
        const dentist = await portico.newPage({ javascript: false });
        await dentist.goto(new URL(link).pathname);
        assert.equal(await heading(dentist), 'Urgent message');
        await dentist.getByText(SUBJECT).waitFor();
        await dentist.getByRole('button', { name: 'Acknowledge' }).click();
        await dentist.getByRole('status').getByText('Thank you').waitFor();
        await dentist.goto(new URL(link).pathname);
        assert.equal(await dentist.getByRole('button', { name: 'Acknowledge' }).count(), 0);
    });

    test('the page of the message proves it, for operators and for the client', async () => {
        await maya.goto(message);
        await nora.goto(message.replace('/console', ''));
        for (const page of [maya, nora]) {
            const proof = page.getByRole('region', { name: 'Delivery' });
            await proof.getByText('Acknowledged', { exact: true }).waitFor();
            await proof.getByText(/by the link/).waitFor();
            assert.equal(await rows(page).filter({ hasText: 'Email' }).count(), 1);
            await inspect(page);
        }
        assertQuiet(maya, nora);
    });
});
