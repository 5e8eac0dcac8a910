// Secure accounts: closed to operators without the clearance, and opened in an emergency by a second one.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { inspect } from './lib/inspect.mjs';
import { heading } from './lib/look.mjs';
import { openPortico } from './lib/portico.mjs';

/** An operator with the clearance, and one without. */
const AMARA = 'amara@harborline.example';
const THEO = 'theo@harborline.example';
const CLINIC = 'Willow Street Family Clinic';

describe('Secure accounts', () => {
    let portico, amara, theo, page;
    before(async () => {
        portico = await openPortico();
        amara = await portico.enter(AMARA);
        theo = await portico.enter(THEO);
    });
    after(() => portico?.close());

    test('s3_52 s3_54 the toggle says what it is for, and asks first', async () => {
        await amara.goto(`/console/accounts?q=${encodeURIComponent('Willow')}`);
        await amara.getByRole('link', { name: CLINIC }).first().click();
        await amara.getByRole('heading', { level: 1, name: CLINIC }).waitFor();
        page = new URL(amara.url()).pathname;
        await amara.getByRole('link', { name: 'Account', exact: true }).click();
        const part = amara.getByRole('region', { name: 'Secure' });
        assert.match(await part.innerText(), /health data under HIPAA/);
        await part.getByRole('link', { name: 'Mark as Secure…' }).click();
        await amara.getByRole('button', { name: 'Mark as Secure' }).click();
        await amara.getByText('This account is Secure.').waitFor();
        await inspect(amara);
    });

    test('s3_53 an operator without the clearance sees that it exists, and nothing in it', async () => {
        await theo.goto('/console/accounts?q=Willow');
        assert.equal(await theo.getByRole('link', { name: CLINIC }).count(), 0);
        await theo.getByRole('link', { name: /Secure, closed to you/ }).click();
        await theo.getByRole('heading', { level: 1, name: 'Secure accounts' }).waitFor();
        await theo.getByRole('link', { name: CLINIC }).click();
        await theo.getByRole('heading', { level: 1, name: CLINIC }).waitFor();
        assert.doesNotMatch(await theo.locator('main').innerText(), /Portal users|@/);
        const answer = await theo.request.get(`${page}/activity`);
        assert.equal(answer.status(), 403);
        await theo.getByRole('button', { name: 'Ask for emergency access' }).click();
        await theo.getByText('Say why you need to see into this account now.').first().waitFor();
        await theo.getByLabel('Reason').fill('A patient is on the line');
        await theo.getByRole('button', { name: 'Ask for emergency access' }).click();
        await theo.getByText('Waiting').waitFor();
        await inspect(theo);
    });

    test('c_11 a second operator opens it, and it can be closed before the time is over', async () => {
        await amara.setViewportSize({ width: 1440, height: 900 });
        await amara.goto('/console/accounts');
        await amara.getByRole('link', { name: /Emergency access asked for/ }).click();
        await amara.getByRole('button', { name: /Approve/ }).click();
        await amara.getByText('Approved for 30 minutes. The client is told').waitFor();
        await theo.setViewportSize({ width: 1440, height: 900 });
        await theo.goto(page);
        assert.equal(await heading(theo), CLINIC);
        await theo.getByRole('heading', { level: 2, name: 'Portal users' }).waitFor();
        await theo.goto('/console/secure');
        await theo.getByRole('button', { name: /End now/ }).click();
        await theo.getByText('Emergency access ended').waitFor();
        await theo.goto(page);
        await theo.getByText('This account is Secure').waitFor();
        await inspect(theo);
        await inspect(amara);
    });
});
